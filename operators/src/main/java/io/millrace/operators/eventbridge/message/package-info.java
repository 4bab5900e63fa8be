/**
 * What people read, ready for the place where they read it: one notice as payloads for Slack, Teams, mail and SNS, within
 * the limits of each. Only {@code operators.eventbridge} may use it.
 */
@NullMarked
package io.millrace.operators.eventbridge.message;

import org.jspecify.annotations.NullMarked;
