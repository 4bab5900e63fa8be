/** Asks a language model about threads, beside the way: nothing waits for it. Used by jobs. */
@NullMarked
package io.millrace.operators.explain;

import org.jspecify.annotations.NullMarked;
