/** From where entities act: the affinity of principals and network addresses. Used by operators and the laptop. */
@NullMarked
package io.millrace.models.access;

import org.jspecify.annotations.NullMarked;
