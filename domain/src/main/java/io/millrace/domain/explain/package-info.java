/** Decides which changes of threads are worth a language model's answer. Used by operators and jobs. */
@NullMarked
package io.millrace.domain.explain;

import org.jspecify.annotations.NullMarked;
