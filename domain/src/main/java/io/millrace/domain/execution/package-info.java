/** Which command an execution of an automation belongs to. Used by operators. */
@NullMarked
package io.millrace.domain.execution;

import org.jspecify.annotations.NullMarked;
