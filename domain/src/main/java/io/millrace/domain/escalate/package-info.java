/** Whom a thread calls, and whom it keeps informed, as time passes. Pure decisions; anybody may use them. */
@NullMarked
package io.millrace.domain.escalate;

import org.jspecify.annotations.NullMarked;
