package io.millrace.cloud;

import io.millrace.domain.contract.DetailType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.events.CfnRule;
import software.amazon.awscdk.services.events.CfnRuleProps;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.RoleProps;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.LogGroupProps;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.amazon.awscdk.services.stepfunctions.StateMachineProps;
import software.amazon.awscdk.services.stepfunctions.StateMachineType;
import software.constructs.Construct;

/**
 * From a command to an SSM Automation: live commands for this account and Region only, documents named
 * {@code Millrace-*} only, started once because the command's id is the client token. What cannot be delivered waits in
 * a queue.
 */
final class Remediation {
    private static final String RESOURCE = "/remediation.asl.json";
    private static final String DOCUMENTS = "Millrace-";

    private final Construct scope;
    private final Undelivered undelivered;

    Remediation(Construct scope, OperationsBus bus, Keys keys, Undelivered undelivered) {
        this.scope = scope;
        this.undelivered = undelivered;
        var executor = executor(bus, keys);
        rule(bus, executor);
    }

    /** Of the rule. */
    static Map<String, Object> pattern() {
        return Fields.sorted(Map.of(
                "source",
                List.of(DetailType.SOURCE),
                "detail-type",
                List.of(DetailType.REMEDIATION_REQUESTED.text()),
                "detail",
                Fields.sorted(Map.of(
                        "mode",
                        List.of("live"),
                        "action",
                        List.of(Map.of("prefix", DOCUMENTS)),
                        "account",
                        List.of(Aws.ACCOUNT_ID),
                        "region",
                        List.of(Aws.REGION)))));
    }

    private StateMachine executor(OperationsBus bus, Keys keys) {
        var machine = new StateMachine(
                scope,
                "Executor",
                StateMachineProps.builder()
                        .stateMachineName("millrace-executor")
                        .stateMachineType(StateMachineType.STANDARD)
                        .definitionBody(DefinitionBody.fromString(definition()))
                        .definitionSubstitutions(Fields.sorted(Map.of("Partition", Aws.PARTITION, "Bus", bus.name())))
                        .tracingEnabled(true)
                        .logs(LogOptions.builder()
                                .destination(new LogGroup(
                                        scope,
                                        "ExecutorLog",
                                        LogGroupProps.builder()
                                                .logGroupName("/aws/vendedlogs/states/millrace-executor")
                                                .retention(RetentionDays.ONE_YEAR)
                                                .encryptionKey(keys.staying())
                                                .build()))
                                .level(LogLevel.ALL)
                                .includeExecutionData(true)
                                .build())
                        .build());
        machine.addToRolePolicy(Grants.of(
                "arn:" + Aws.PARTITION + ":ssm:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":automation-definition/"
                        + DOCUMENTS + "*:*",
                "ssm:StartAutomationExecution"));
        machine.addToRolePolicy(Grants.of(bus.arn(), "events:PutEvents"));
        return machine;
    }

    private void rule(OperationsBus bus, StateMachine executor) {
        var role = new Role(
                scope,
                "RemediationRole",
                RoleProps.builder()
                        .description("The rule for commands starts the executor")
                        .assumedBy(new ServicePrincipal("events.amazonaws.com"))
                        .build());
        role.addToPolicy(Grants.of(executor.getStateMachineArn(), "states:StartExecution"));
        new CfnRule(
                scope,
                "RemediationRequested",
                CfnRuleProps.builder()
                        .name("millrace-remediation-requested")
                        .description("Live commands to the executor")
                        .eventBusName(bus.name())
                        .eventPattern(pattern())
                        .state("ENABLED")
                        .targets(List.of(CfnRule.TargetProperty.builder()
                                .id("executor")
                                .arn(executor.getStateMachineArn())
                                .roleArn(role.getRoleArn())
                                // a command expires within minutes: no point in trying for a day
                                .retryPolicy(CfnRule.RetryPolicyProperty.builder()
                                        .maximumEventAgeInSeconds(600)
                                        .maximumRetryAttempts(20)
                                        .build())
                                .deadLetterConfig(CfnRule.DeadLetterConfigProperty.builder()
                                        .arn(undelivered.commands().getQueueArn())
                                        .build())
                                .build()))
                        .build());
    }

    private static String definition() {
        try (var in = Remediation.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("It is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + RESOURCE, e);
        }
    }
}
