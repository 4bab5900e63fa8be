package io.millrace.local.eventbridge;

import io.millrace.local.kinesis.KinesisStandIn;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands behind a target's ARN: a stream of the Kinesis stand-in, or nothing but the rule's log. */
final class TargetArns {
    private static final Logger LOG = LoggerFactory.getLogger(TargetArns.class);

    private final Optional<KinesisStandIn> kinesis;

    TargetArns(Optional<KinesisStandIn> kinesis) {
        this.kinesis = kinesis;
    }

    RuleTarget resolve(String arn, String partitionKeyPath) {
        int slash = arn.indexOf(":stream/");
        if (arn.startsWith("arn:aws:kinesis:") && slash > 0 && kinesis.isPresent()) {
            return RuleTarget.stream(kinesis.get(), arn.substring(slash + ":stream/".length()), partitionKeyPath);
        }
        LOG.warn("Nothing stands behind target {}: its events are only in the rule's log", arn);
        return RuleTarget.logOnly();
    }
}
