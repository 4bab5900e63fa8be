/** Points by stream, arrival hour and outcome: received = scored + repeated + late + dead. Used by jobs. */
@NullMarked
package io.millrace.operators.count;

import org.jspecify.annotations.NullMarked;
