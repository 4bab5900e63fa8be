/** The job over files: the command {@code replay}. Used by the command line. */
@NullMarked
package io.millrace.local.replay;

import org.jspecify.annotations.NullMarked;
