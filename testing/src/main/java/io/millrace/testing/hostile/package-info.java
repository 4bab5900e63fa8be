/** Records that no source should send and that every stage must survive. For tests of every module. */
@NullMarked
package io.millrace.testing.hostile;

import org.jspecify.annotations.NullMarked;
