package io.millrace.cloud;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.events.CfnRuleProps;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.RoleProps;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** Rules whose target is the events stream: partition key from the event, a day of retries, then the queue. */
final class StreamDelivery {
    /** Spreads events over the shards; the job relies on no order between records. */
    private static final String PARTITION_KEY = "$.id";

    private final Construct scope;
    private final Streams streams;
    private final Undelivered undelivered;
    private final Role role;

    StreamDelivery(Construct scope, Streams streams, Keys keys, Undelivered undelivered) {
        this.scope = scope;
        this.streams = streams;
        this.undelivered = undelivered;
        role = new Role(
                scope,
                "DeliveryRole",
                RoleProps.builder()
                        .description("EventBridge rules put records on the events stream")
                        .assumedBy(new ServicePrincipal("events.amazonaws.com"))
                        .build());
        role.addToPolicy(Grants.of(streams.events().getStreamArn(), "kinesis:PutRecord", "kinesis:PutRecords"));
        role.addToPolicy(Grants.of(keys.passing().getKeyArn(), "kms:GenerateDataKey"));
    }

    /**
     * A rule to the events stream.
     *
     * @param id of the construct, unique
     * @param name of the rule on its bus
     */
    void rule(String id, String name, String bus, Map<String, Object> pattern, String description) {
        new CfnRule(
                scope,
                id,
                CfnRuleProps.builder()
                        .name("millrace-" + name)
                        .description(description)
                        .eventBusName(bus)
                        .eventPattern(pattern)
                        .state("ENABLED")
                        .targets(List.of(CfnRule.TargetProperty.builder()
                                .id("events")
                                .arn(streams.events().getStreamArn())
                                .roleArn(role.getRoleArn())
                                .kinesisParameters(CfnRule.KinesisParametersProperty.builder()
                                        .partitionKeyPath(PARTITION_KEY)
                                        .build())
                                .retryPolicy(CfnRule.RetryPolicyProperty.builder()
                                        .maximumEventAgeInSeconds(86_400)
                                        .maximumRetryAttempts(185)
                                        .build())
                                .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder()
                                        .arn(undelivered.records().getQueueArn())
                                        .build())
                                .build()))
                        .build());
    }
}
