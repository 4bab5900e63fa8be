package io.millrace.cloud;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.kms.KeyProps;
import software.constructs.Construct;

/** Two keys: what passes (streams, queues) and what stays (buckets, logs). Both rotate, both outlive the stack. */
final class Keys {
    private final Key passing;
    private final Key staying;

    Keys(Construct scope) {
        passing = key(scope, "StreamsKey", "Millrace: streams and queues");
        // EventBridge puts what it could not deliver into an encrypted queue
        passing.addToResourcePolicy(service("events.amazonaws.com", "aws:SourceAccount"));
        staying = key(scope, "StorageKey", "Millrace: artifacts, lake and logs");
        staying.addToResourcePolicy(PolicyStatement.Builder.create()
                .sid("Logs")
                .principals(List.of(new ServicePrincipal("logs." + Aws.REGION + ".amazonaws.com")))
                .actions(List.of(
                        "kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"))
                .resources(List.of("*"))
                .conditions(Map.of(
                        "ArnLike",
                        Map.of(
                                "kms:EncryptionContext:aws:logs:arn",
                                "arn:" + Aws.PARTITION + ":logs:" + Aws.REGION + ":" + Aws.ACCOUNT_ID
                                        + ":log-group:*")))
                .build());
    }

    /** Of streams and queues. */
    Key passing() {
        return passing;
    }

    /** Of buckets and logs. */
    Key staying() {
        return staying;
    }

    private static Key key(Construct scope, String id, String description) {
        return new Key(
                scope,
                id,
                KeyProps.builder()
                        .description(description)
                        .enableKeyRotation(true)
                        .build());
    }

    private static PolicyStatement service(String service, String accountKey) {
        return PolicyStatement.Builder.create()
                .principals(List.of(new ServicePrincipal(service)))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of(accountKey, Aws.ACCOUNT_ID)))
                .build();
    }
}
