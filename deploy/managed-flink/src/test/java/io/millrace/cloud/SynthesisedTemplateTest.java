package io.millrace.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.cxapi.SynthesisMessage;
import software.amazon.awscdk.services.sqs.Queue;

/** What the CDK makes of the sources. Write the committed template anew with {@code -Dmillrace.template=write}. */
@NodeOnThePath
class SynthesisedTemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static MillraceApp app;
    private static Template template;

    @BeforeAll
    static void synthesise() {
        app = MillraceApp.in(folder);
        template = Template.fromStack(app.stack());
    }

    @Test
    void isTheCommittedOne() throws IOException {
        String made = pretty(folder.resolve(MillraceApp.STACK + ".template.json"));
        if ("write".equals(System.getProperty("millrace.template"))) {
            Files.writeString(TemplateFile.PATH, made);
        }

        assertThat(made)
                .as("template.json is not what the sources make; look at the difference and write it anew with"
                        + " -Dmillrace.template=write")
                .isEqualTo(Files.readString(TemplateFile.PATH));
    }

    @Test
    void leavesNoFindingOfCdkNagUnexplained() {
        var annotations = Annotations.fromStack(app.stack());

        assertThat(texts(annotations.findError("*", Match.stringLikeRegexp("AwsSolutions-.*"))))
                .as("errors")
                .isEmpty();
        assertThat(texts(annotations.findWarning("*", Match.stringLikeRegexp("AwsSolutions-.*"))))
                .as("warnings")
                .isEmpty();
        // a rule that cannot run says so under this name and finds nothing
        assertThat(annotations.findWarning("*", Match.stringLikeRegexp("CdkNagValidationFailure.*")))
                .isEmpty();
    }

    @Test
    void cdkNagFindsAPlantedQueueWithoutEncryption(@TempDir Path planted) {
        var other = new App(AppProps.builder().outdir(planted.toString()).build());
        var stack = new Stack(other, "Planted");
        Queue.Builder.create(stack, "Open").build();
        Aspects.of(other).add(new AwsSolutionsChecks());

        assertThat(Annotations.fromStack(stack).findError("*", Match.stringLikeRegexp("AwsSolutions-SQS4.*")))
                .isNotEmpty();
    }

    @Test
    void runsFlink120WithSnapshotsOnceAJarIsThere() {
        template.hasResource(
                "AWS::KinesisAnalyticsV2::Application",
                Map.of(
                        "Condition",
                        "HasJob",
                        "Properties",
                        Match.objectLike(Map.of(
                                "RuntimeEnvironment",
                                "FLINK-1_20",
                                "ApplicationConfiguration",
                                Match.objectLike(Map.of(
                                        "ApplicationSnapshotConfiguration",
                                        Map.of("SnapshotsEnabled", true),
                                        "FlinkApplicationConfiguration",
                                        Match.objectLike(Map.of(
                                                "CheckpointConfiguration",
                                                Match.objectLike(Map.of("CheckpointingEnabled", true))))))))));
        template.hasResource(
                "AWS::KinesisAnalyticsV2::ApplicationCloudWatchLoggingOption", Map.of("Condition", "HasJob"));
        template.resourceCountIs("AWS::Logs::LogStream", 1);
    }

    @Test
    void encryptsStreamsQueuesBucketsAndLogsWithItsOwnKeys() {
        template.allResourcesProperties(
                "AWS::Kinesis::Stream",
                Map.of("StreamEncryption", Map.of("EncryptionType", "KMS", "KeyId", Match.anyValue())));
        template.allResourcesProperties("AWS::SQS::Queue", Map.of("KmsMasterKeyId", Match.anyValue()));
        template.allResourcesProperties("AWS::Logs::LogGroup", Map.of("KmsKeyId", Match.anyValue()));
        template.allResourcesProperties("AWS::KMS::Key", Map.of("EnableKeyRotation", true));
        template.resourcePropertiesCountIs(
                "AWS::S3::Bucket",
                Match.objectLike(Map.of(
                        "BucketEncryption",
                        Map.of(
                                "ServerSideEncryptionConfiguration",
                                List.of(Match.objectLike(Map.of(
                                        "ServerSideEncryptionByDefault",
                                        Match.objectLike(Map.of("SSEAlgorithm", "aws:kms")))))))),
                2);
        template.allResourcesProperties(
                "AWS::S3::Bucket",
                Map.of(
                        "PublicAccessBlockConfiguration",
                        Map.of(
                                "BlockPublicAcls", true,
                                "BlockPublicPolicy", true,
                                "IgnorePublicAcls", true,
                                "RestrictPublicBuckets", true)));
    }

    @Test
    void keepsDataWhenTheStackGoes() {
        for (String type : List.of("AWS::S3::Bucket", "AWS::KMS::Key", "AWS::Kinesis::Stream")) {
            template.allResources(type, Map.of("DeletionPolicy", "Retain"));
        }
    }

    @Test
    void ticksEachMinuteOnBothStreams() {
        template.resourceCountIs("AWS::Scheduler::Schedule", 2);
        template.allResourcesProperties(
                "AWS::Scheduler::Schedule",
                Map.of(
                        "ScheduleExpression",
                        "rate(1 minute)",
                        "Target",
                        Match.objectLike(Map.of(
                                "KinesisParameters",
                                Map.of("PartitionKey", "tick"),
                                "DeadLetterConfig",
                                Match.anyValue()))));
    }

    private static List<String> texts(List<SynthesisMessage> messages) {
        return messages.stream()
                .map(message -> message.getId() + " " + message.getEntry().getData())
                .toList();
    }

    private static String pretty(Path file) throws IOException {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return JSON.writer(printer).writeValueAsString(JSON.readTree(Files.readString(file))) + "\n";
    }
}
