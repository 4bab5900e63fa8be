/** Slots of arrival time, the order within them, and where an event lies in time. Every module may use this package. */
@NullMarked
package io.millrace.domain.time;

import org.jspecify.annotations.NullMarked;
