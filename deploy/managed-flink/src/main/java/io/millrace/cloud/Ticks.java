package io.millrace.cloud;

import io.millrace.operators.parse.source.TickMapping;
import java.util.List;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.RoleProps;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.scheduler.CfnSchedule;
import software.amazon.awscdk.services.scheduler.CfnScheduleProps;
import software.constructs.Construct;

/**
 * A tick each minute on each stream, so that silence does not stop time. One shard gets it; the others count as idle and
 * hold nothing back. A tick that comes late is worth nothing: two retries, then the queue.
 */
final class Ticks {
    private static final String PAYLOAD = "{\"version\":\"0\",\"id\":\"<aws.scheduler.execution-id>\",\"source\":\""
            + TickMapping.SOURCE + "\",\"detail-type\":\"" + TickMapping.DETAIL_TYPE
            + "\",\"time\":\"<aws.scheduler.scheduled-time>\",\"resources\":[],\"detail\":{}}";

    Ticks(Construct scope, Streams streams, Keys keys, Undelivered undelivered) {
        var role = new Role(
                scope,
                "TickRole",
                RoleProps.builder()
                        .description("EventBridge Scheduler puts ticks on both streams")
                        .assumedBy(new ServicePrincipal("scheduler.amazonaws.com"))
                        .build());
        role.addToPolicy(Grants.of(
                List.of(streams.metrics().getStreamArn(), streams.events().getStreamArn()),
                List.of("kinesis:PutRecord")));
        role.addToPolicy(Grants.of(undelivered.records().getQueueArn(), "sqs:SendMessage"));
        role.addToPolicy(Grants.of(keys.passing().getKeyArn(), "kms:GenerateDataKey", "kms:Decrypt"));
        schedule(scope, "MetricTick", "millrace-metric-tick", streams.metrics(), role, undelivered);
        schedule(scope, "EventTick", "millrace-event-tick", streams.events(), role, undelivered);
    }

    private static void schedule(
            Construct scope, String id, String name, Stream stream, Role role, Undelivered undelivered) {
        var schedule = new CfnSchedule(
                scope,
                id,
                CfnScheduleProps.builder()
                        .name(name)
                        .description("Keeps the job's time moving")
                        .scheduleExpression("rate(1 minute)")
                        .flexibleTimeWindow(CfnSchedule.FlexibleTimeWindowProperty.builder()
                                .mode("OFF")
                                .build())
                        .target(CfnSchedule.TargetProperty.builder()
                                .arn(stream.getStreamArn())
                                .roleArn(role.getRoleArn())
                                .input(PAYLOAD)
                                .kinesisParameters(CfnSchedule.KinesisParametersProperty.builder()
                                        .partitionKey("tick")
                                        .build())
                                .retryPolicy(CfnSchedule.RetryPolicyProperty.builder()
                                        .maximumEventAgeInSeconds(60)
                                        .maximumRetryAttempts(2)
                                        .build())
                                .deadLetterConfig(CfnSchedule.DeadLetterConfigProperty.builder()
                                        .arn(undelivered.records().getQueueArn())
                                        .build())
                                .build())
                        .build());
        // the scheduler tries the role when it is created: its policy must be there
        schedule.getNode().addDependency(role);
    }
}
