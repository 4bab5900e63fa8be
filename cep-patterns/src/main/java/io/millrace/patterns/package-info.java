/** Situations: combinations of signals that mean more than their parts. Used by operators, which run them on CEP. */
@NullMarked
package io.millrace.patterns;

import org.jspecify.annotations.NullMarked;
