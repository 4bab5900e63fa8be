/** Dead letters again. */
@NullMarked
package io.millrace.local.redrive;

import org.jspecify.annotations.NullMarked;
