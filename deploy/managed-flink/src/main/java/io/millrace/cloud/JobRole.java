package io.millrace.cloud;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.RoleProps;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/** The job's one role: exactly what {@link JobPermissions} lists, on exactly this stack's resources. */
final class JobRole {
    private final Role role;

    JobRole(
            Construct scope,
            ModelParameters models,
            Streams streams,
            Keys keys,
            OperationsBus bus,
            Buckets buckets,
            JobLog log) {
        role = new Role(
                scope,
                "JobRole",
                RoleProps.builder()
                        .description("What the job may do: jobs/.../permissions.yaml")
                        .assumedBy(new ServicePrincipal("kinesisanalytics.amazonaws.com")
                                .withConditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID))))
                        .build());
        Map<String, List<String>> resources = new TreeMap<>(Map.of(
                "streams",
                List.of(streams.metrics().getStreamArn(), streams.events().getStreamArn()),
                "streams-key",
                List.of(keys.passing().getKeyArn()),
                "bus",
                List.of(bus.arn()),
                "lake",
                List.of(buckets.lake().arnForObjects("lake/*"), buckets.lake().arnForObjects("dead-letters/*")),
                "lake-bucket",
                List.of(buckets.lake().getBucketArn()),
                "artifacts",
                List.of(
                        buckets.artifacts().arnForObjects("jobs/*"),
                        buckets.artifacts().arnForObjects("content/*")),
                "artifacts-bucket",
                List.of(buckets.artifacts().getBucketArn()),
                "storage-key",
                List.of(keys.staying().getKeyArn()),
                "logs",
                List.of(log.groupArn()),
                "log-stream",
                List.of(log.streamArn())));
        resources.put("model-endpoints", models.endpointArns());
        resources.put("explain-model", models.modelArns());
        resources.put("explain-guardrail", models.guardrailArns());
        JobPermissions.load().byResource().forEach((on, actions) -> {
            var arns = resources.get(on);
            if (arns == null) {
                throw new IllegalArgumentException("permissions.yaml names the resource " + on + "; there are "
                        + String.join(", ", resources.keySet()));
            }
            role.addToPolicy(statement(on, arns, List.copyOf(actions)));
        });
    }

    String arn() {
        return role.getRoleArn();
    }

    Role role() {
        return role;
    }

    private static PolicyStatement statement(String on, List<String> resources, List<String> actions) {
        return PolicyStatement.Builder.create()
                .sid(ConstructName.of(on))
                .effect(Effect.ALLOW)
                .actions(actions)
                .resources(resources)
                .build();
    }
}
