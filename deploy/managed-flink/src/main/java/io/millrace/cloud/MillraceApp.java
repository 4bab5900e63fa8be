package io.millrace.cloud;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.github.cdklabs.cdknag.NagPackProps;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.DefaultStackSynthesizer;
import software.amazon.awscdk.DefaultStackSynthesizerProps;
import software.amazon.awscdk.StackProps;

/** The CDK application with its one stack. It knows no account and no Region: the same template fits all. */
final class MillraceApp {
    static final String STACK = "Millrace";

    private static final Map<String, Object> CONTEXT = Map.of(
            // the same bytes, whether the CDK's command line runs it or we do
            "aws:cdk:enable-path-metadata", false,
            "aws:cdk:enable-asset-metadata", false,
            // access logs by bucket policy: our buckets have no ACLs
            "@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy", true);

    private final App app;
    private final MillraceStack stack;

    private MillraceApp(App app, MillraceStack stack) {
        this.app = app;
        this.stack = stack;
    }

    /** @param output folder of the cloud assembly */
    static MillraceApp in(Path output) {
        var app = new App(AppProps.builder()
                .outdir(output.toString())
                .analyticsReporting(false)
                .treeMetadata(false)
                .context(CONTEXT)
                .build());
        var stack = new MillraceStack(
                app,
                STACK,
                StackProps.builder()
                        .description("Millrace: streams, operations bus, lake and the managed Flink application")
                        .synthesizer(new DefaultStackSynthesizer(DefaultStackSynthesizerProps.builder()
                                .generateBootstrapVersionRule(false)
                                .build()))
                        .build());
        Aspects.of(app)
                .add(new AwsSolutionsChecks(
                        NagPackProps.builder().verbose(true).reports(false).build()));
        return new MillraceApp(app, stack);
    }

    MillraceStack stack() {
        return stack;
    }

    /** Writes the cloud assembly; findings of cdk-nag go to standard error. */
    void synth() {
        app.synth();
    }
}
