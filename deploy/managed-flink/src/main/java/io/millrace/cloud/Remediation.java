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
import software.amazon.awscdk.services.iam.PolicyStatement;
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
 * {@code Millrace-*} only, started once because the command's id is the client token, and acting with a role of their
 * own. What cannot be delivered waits in a queue.
 */
final class Remediation {
    private static final String RESOURCE = "/remediation.asl.json";
    private static final String DOCUMENTS = "Millrace-";
    private static final String ACTION_LOG = "/millrace/automation";

    private final Construct scope;
    private final Undelivered undelivered;

    Remediation(
            Construct scope, AutomationParameters parameters, OperationsBus bus, Keys keys, Undelivered undelivered) {
        this.scope = scope;
        this.undelivered = undelivered;
        new Documents(scope);
        actionLog(keys);
        var executor = executor(bus, keys, new AutomationRole(scope, parameters));
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

    /** Where the documents' commands write what they did; the agents of the instances make streams of their own in it. */
    private void actionLog(Keys keys) {
        new LogGroup(
                scope,
                "ActionLog",
                LogGroupProps.builder()
                        .logGroupName(ACTION_LOG)
                        .retention(RetentionDays.ONE_YEAR)
                        .encryptionKey(keys.staying())
                        .build());
    }

    private StateMachine executor(OperationsBus bus, Keys keys, AutomationRole automation) {
        var machine = new StateMachine(
                scope,
                "Executor",
                StateMachineProps.builder()
                        .stateMachineName("millrace-executor")
                        .stateMachineType(StateMachineType.STANDARD)
                        .definitionBody(DefinitionBody.fromString(definition()))
                        .definitionSubstitutions(Fields.sorted(Map.of(
                                "Partition", Aws.PARTITION, "Bus", bus.name(), "AutomationRole", automation.arn())))
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
        machine.addToRolePolicy(Grants.of(ssm("document/" + DOCUMENTS + "*"), "ssm:DescribeDocument"));
        // IAM asks for the document and the execution, formerly for the document's versions
        machine.addToRolePolicy(Grants.of(
                List.of(
                        ssm("automation-definition/" + DOCUMENTS + "*:*"),
                        ssm("document/" + DOCUMENTS + "*"),
                        ssm("automation-execution/*")),
                List.of("ssm:StartAutomationExecution")));
        machine.addToRolePolicy(PolicyStatement.Builder.create()
                .actions(List.of("iam:PassRole"))
                .resources(List.of(automation.arn()))
                .conditions(Map.of("StringEquals", Map.of("iam:PassedToService", "ssm.amazonaws.com")))
                .build());
        machine.addToRolePolicy(Grants.of(bus.arn(), "events:PutEvents"));
        return machine;
    }

    private static String ssm(String resource) {
        return "arn:" + Aws.PARTITION + ":ssm:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":" + resource;
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
