/** Slots of arrival time and the total order within them. Every module may use this package. */
@NullMarked
package io.millrace.domain.time;

import org.jspecify.annotations.NullMarked;
