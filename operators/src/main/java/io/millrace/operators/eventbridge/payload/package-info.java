/**
 * What people read, ready for the place where they read it, within the limits of each: one notice for Slack, Teams, mail
 * and SNS; one ticket for ServiceNow, Jira and OpsCenter. Only {@code operators.eventbridge} may use it.
 */
@NullMarked
package io.millrace.operators.eventbridge.payload;

import org.jspecify.annotations.NullMarked;
