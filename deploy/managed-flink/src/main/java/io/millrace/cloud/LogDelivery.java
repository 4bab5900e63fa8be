package io.millrace.cloud;

import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.RoleProps;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/**
 * The role with which CloudWatch Logs puts subscribed log groups on the metrics stream. Which groups is the users'
 * choice: a subscription filter for each, or one for the account.
 */
final class LogDelivery {
    private final Role role;

    LogDelivery(Stack stack, Streams streams, Keys keys) {
        role = new Role(
                stack,
                "LogDeliveryRole",
                RoleProps.builder()
                        .description("Subscription filters of CloudWatch Logs put records on the metrics stream")
                        .assumedBy(ServicePrincipal.Builder.create("logs.amazonaws.com")
                                // a filter of another account must not borrow the role
                                .conditions(Map.of(
                                        "StringLike",
                                        Map.of(
                                                "aws:SourceArn",
                                                "arn:" + stack.getPartition() + ":logs:" + stack.getRegion() + ":"
                                                        + stack.getAccount() + ":*")))
                                .build())
                        .build());
        role.addToPolicy(Grants.of(streams.metrics().getStreamArn(), "kinesis:PutRecord", "kinesis:PutRecords"));
        role.addToPolicy(Grants.of(keys.passing().getKeyArn(), "kms:GenerateDataKey"));
    }

    String roleArn() {
        return role.getRoleArn();
    }
}
