package io.millrace.local.eventbridge;

/** A target and the ARN it was put with. */
record NamedTarget(String arn, RuleTarget target) {}
