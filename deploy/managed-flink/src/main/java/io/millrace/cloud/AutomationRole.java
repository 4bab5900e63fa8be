package io.millrace.cloud;

import io.millrace.cloud.AutomationPermissions.Grant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.ManagedPolicyProps;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.RoleProps;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/**
 * The role with which automations act: exactly what {@link AutomationPermissions} lists. Its name begins as the job's
 * {@code Loop} {@code own.roles} says, so what CloudTrail tells of its calls joins the thread that asked for them; the
 * Region is part of it, since roles belong to the account.
 */
final class AutomationRole {
    private final Role role;

    AutomationRole(Construct scope, AutomationParameters parameters) {
        role = new Role(
                scope,
                "AutomationRole",
                RoleProps.builder()
                        .roleName("millrace-automation-" + Aws.REGION)
                        .description("What the documents of commands may do: automation-permissions.yaml")
                        // only for executions of this account and Region: no other may borrow it through SSM
                        .assumedBy(new ServicePrincipal("ssm.amazonaws.com")
                                .withConditions(Fields.sorted(Map.of(
                                        "StringEquals",
                                        Map.of("aws:SourceAccount", Aws.ACCOUNT_ID),
                                        "ArnLike",
                                        Map.of(
                                                "aws:SourceArn",
                                                "arn:" + Aws.PARTITION + ":ssm:" + Aws.REGION + ":" + Aws.ACCOUNT_ID
                                                        + ":automation-execution/*")))))
                        .build());
        var names = new TreeMap<>(Map.of(
                "{partition}",
                Aws.PARTITION,
                "{region}",
                Aws.REGION,
                "{account}",
                Aws.ACCOUNT_ID,
                "{self}",
                role.getRoleArn(),
                "{backup-role}",
                parameters.backupRole(),
                "{launch-role}",
                parameters.launchRole()));
        var documents = new ManagedPolicy(
                scope,
                "AutomationDocuments",
                ManagedPolicyProps.builder()
                        .description("Which documents the documents of commands may call")
                        .roles(List.of(role))
                        .build());
        for (Grant grant : AutomationPermissions.load()) {
            PolicyStatement statement = statement(grant.filled(text -> filled(text, names)));
            if (grant.callsDocuments()) {
                documents.addStatements(statement);
            } else {
                role.addToPolicy(statement);
            }
        }
    }

    String arn() {
        return role.getRoleArn();
    }

    private static String filled(String text, Map<String, String> names) {
        String filled = text;
        for (var name : names.entrySet()) {
            filled = filled.replace(name.getKey(), name.getValue());
        }
        return filled;
    }

    private static PolicyStatement statement(Grant grant) {
        var statement = PolicyStatement.Builder.create()
                .sid(grant.id())
                .effect(Effect.ALLOW)
                .actions(grant.actions())
                .resources(grant.on());
        if (!grant.when().isEmpty()) {
            statement.conditions(grant.when());
        }
        return statement.build();
    }
}
