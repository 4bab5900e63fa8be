package io.millrace.cloud;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.amazon.awscdk.services.sqs.QueueProps;
import software.constructs.Construct;

/** Two queues of what EventBridge could not deliver: records for the streams, and commands for the executor. */
final class Undelivered {
    private final Queue records;
    private final Queue commands;

    Undelivered(Construct scope, Keys keys) {
        records = queue(scope, "UndeliveredRecords", keys);
        commands = queue(scope, "UndeliveredCommands", keys);
    }

    /** Events and ticks that did not reach a stream. */
    Queue records() {
        return records;
    }

    /** Commands that did not reach the executor: the thread's own timer escalates, this keeps the proof. */
    Queue commands() {
        return commands;
    }

    private static Queue queue(Construct scope, String id, Keys keys) {
        var queue = new Queue(
                scope,
                id,
                QueueProps.builder()
                        .encryption(QueueEncryption.KMS)
                        .encryptionMasterKey(keys.passing())
                        .enforceSsl(true)
                        .retentionPeriod(Duration.days(14))
                        .build());
        queue.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("Rules")
                .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
                .actions(List.of("sqs:SendMessage"))
                .resources(List.of(queue.getQueueArn()))
                .conditions(Map.of(
                        "ArnLike",
                        Map.of(
                                "aws:SourceArn",
                                "arn:" + Aws.PARTITION + ":events:" + Aws.REGION + ":" + Aws.ACCOUNT_ID
                                        + ":rule/*millrace-*")))
                .build());
        return queue;
    }
}
