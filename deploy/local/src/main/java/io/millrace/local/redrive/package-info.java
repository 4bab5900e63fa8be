/** Dead letters again: the command {@code redrive}. Used by the command line. */
@NullMarked
package io.millrace.local.redrive;

import org.jspecify.annotations.NullMarked;
