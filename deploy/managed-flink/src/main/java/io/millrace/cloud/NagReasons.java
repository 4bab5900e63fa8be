package io.millrace.cloud;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.millrace.cloud.AutomationPermissions.Grant;
import java.util.List;
import software.amazon.awscdk.Stack;

/** The findings of cdk-nag that stand, each for one resource and with its reason. Anything else fails a test. */
final class NagReasons {
    private static final String ENDS_HERE =
            "It is where EventBridge puts what it could not deliver, the end of the line; the check sees only queues"
                    + " of queues.";
    private static final String OWN_KEY =
            "The records name resources, people and incidents: who may read them is decided by a key of our own.";

    private final Stack stack;

    private NagReasons(Stack stack) {
        this.stack = stack;
    }

    static void apply(Stack stack) {
        var reasons = new NagReasons(stack);
        reasons.queuesAndStreams();
        reasons.jobRole();
        reasons.models();
        reasons.executorRole();
        reasons.automationRole();
    }

    private void queuesAndStreams() {
        accept("UndeliveredRecords", "AwsSolutions-SQS3", ENDS_HERE);
        accept("UndeliveredCommands", "AwsSolutions-SQS3", ENDS_HERE);
        accept("MetricStream", "AwsSolutions-KDS3", OWN_KEY);
        accept("EventStream", "AwsSolutions-KDS3", OWN_KEY);
    }

    private void jobRole() {
        String files = "The names of the lake's files are made by the job: table, hour and part below this one folder.";
        wildcard("JobRole", "Resource::<Lake5F1B88EA.Arn>/lake/*", files);
        wildcard("JobRole", "Resource::<Lake5F1B88EA.Arn>/dead-letters/*", files);
        String versions =
                "Jars and content bundles are immutable and come with names of their own below this one folder.";
        wildcard("JobRole", "Resource::<Artifacts82DD59A1.Arn>/jobs/*", versions);
        wildcard("JobRole", "Resource::<Artifacts82DD59A1.Arn>/content/*", versions);
    }

    private void models() {
        wildcard(
                "JobRole",
                "Resource::arn:<AWS::Partition>:sagemaker:<AWS::Region>:<AWS::AccountId>:endpoint/millrace-*",
                "One endpoint per namespace, named in the job's properties; only this account's of Millrace's name"
                        + " match.");
        wildcard(
                "JobRole",
                "Resource::arn:<AWS::Partition>:bedrock:*::foundation-model/<BedrockFoundationModel>",
                "An inference profile calls this one foundation model in the Regions of its own choice.");
    }

    private void executorRole() {
        wildcard(
                "Executor/Role",
                "Resource::*",
                "Tracing and the delivery of logs know no resources: these actions are only granted on all.");
        for (String documents : List.of("automation-definition/Millrace-*:*", "document/Millrace-*")) {
            wildcard(
                    "Executor/Role",
                    "Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:" + documents,
                    "Content adds documents without a deployment; only this account's own documents of Millrace's name"
                            + " match.");
        }
        wildcard(
                "Executor/Role",
                "Resource::arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:automation-execution/*",
                "The name of an execution is made by SSM when it starts; to start one needs the document too.");
    }

    /** The reasons stand beside the permissions. */
    private void automationRole() {
        for (Grant grant : AutomationPermissions.load()) {
            for (String arn : grant.wildcards()) {
                suppress(
                        grant.callsDocuments() ? "AutomationDocuments" : "AutomationRole/DefaultPolicy",
                        finding(arn),
                        grant.because());
            }
        }
    }

    private static String finding(String arn) {
        return "Resource::"
                + arn.replace("{partition}", "<AWS::Partition>")
                        .replace("{region}", "<AWS::Region>")
                        .replace("{account}", "<AWS::AccountId>");
    }

    private void accept(String path, String rule, String reason) {
        suppress(path, NagPackSuppression.builder().id(rule).reason(reason).build());
    }

    private void wildcard(String role, String finding, String reason) {
        suppress(role + "/DefaultPolicy", finding, reason);
    }

    private void suppress(String path, String finding, String reason) {
        suppress(
                path,
                NagPackSuppression.builder()
                        .id("AwsSolutions-IAM5")
                        .appliesTo(List.of(finding))
                        .reason(reason)
                        .build());
    }

    private void suppress(String path, NagPackSuppression suppression) {
        NagSuppressions.addResourceSuppressionsByPath(
                stack, "/" + stack.getStackName() + "/" + path + "/Resource", List.of(suppression));
    }
}
