/** Whether a command may be issued: all guardrails that span scopes. Used by operators. */
@NullMarked
package io.millrace.domain.guard;

import org.jspecify.annotations.NullMarked;
