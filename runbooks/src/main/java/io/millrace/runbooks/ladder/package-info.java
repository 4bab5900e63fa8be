/** How a runbook climbs: one rung at a time, each verified by data that arrived after it. Used by operators. */
@NullMarked
package io.millrace.runbooks.ladder;

import org.jspecify.annotations.NullMarked;
