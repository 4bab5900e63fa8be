/** Explains threads without a language model. Used by operators. */
@NullMarked
package io.millrace.models.analyst;

import org.jspecify.annotations.NullMarked;
