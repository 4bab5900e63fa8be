/**
 * The EventBridge stand-in. Tests, the demo and the command line use {@code EventBridgeStandIn}, {@code EventBridgeOptions},
 * {@code EventBridgeLimits} and {@code RuleTarget}; the rest is its own.
 */
@NullMarked
package io.millrace.local.eventbridge;

import org.jspecify.annotations.NullMarked;
