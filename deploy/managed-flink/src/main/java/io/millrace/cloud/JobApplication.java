package io.millrace.cloud;

import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplicationCloudWatchLoggingOption;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplicationCloudWatchLoggingOptionProps;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplicationProps;
import software.constructs.Construct;

/** The managed Flink application, once a jar is there: FLINK-1_20, snapshots on stop and update, a checkpoint a minute. */
final class JobApplication {
    static final String NAME = "millrace";

    JobApplication(
            Construct scope,
            Parameters parameters,
            ApplicationProperties properties,
            JobRole role,
            Buckets buckets,
            JobLog log) {
        var application = new CfnApplication(
                scope,
                "JobApplication",
                CfnApplicationProps.builder()
                        .applicationName(NAME)
                        .applicationDescription("Metrics and events in; threads, commands and a lake out")
                        .runtimeEnvironment("FLINK-1_20")
                        .serviceExecutionRole(role.arn())
                        .applicationConfiguration(CfnApplication.ApplicationConfigurationProperty.builder()
                                .applicationCodeConfiguration(code(parameters, buckets))
                                .environmentProperties(CfnApplication.EnvironmentPropertiesProperty.builder()
                                        .propertyGroups(properties.groups())
                                        .build())
                                .applicationSnapshotConfiguration(
                                        CfnApplication.ApplicationSnapshotConfigurationProperty.builder()
                                                .snapshotsEnabled(true)
                                                .build())
                                .applicationSystemRollbackConfiguration(
                                        CfnApplication.ApplicationSystemRollbackConfigurationProperty.builder()
                                                .rollbackEnabled(true)
                                                .build())
                                .flinkApplicationConfiguration(flink(parameters))
                                .build())
                        .build());
        application.getCfnOptions().setCondition(parameters.hasJob());
        // created with its role's permissions in force, or the jar cannot be fetched
        application.getNode().addDependency(role.role());
        var logging = new CfnApplicationCloudWatchLoggingOption(
                scope,
                "JobLogging",
                CfnApplicationCloudWatchLoggingOptionProps.builder()
                        .applicationName(NAME)
                        .cloudWatchLoggingOption(
                                CfnApplicationCloudWatchLoggingOption.CloudWatchLoggingOptionProperty.builder()
                                        .logStreamArn(log.streamArn())
                                        .build())
                        .build());
        logging.getCfnOptions().setCondition(parameters.hasJob());
        logging.addResourceDependency(application);
    }

    private static CfnApplication.ApplicationCodeConfigurationProperty code(Parameters parameters, Buckets buckets) {
        return CfnApplication.ApplicationCodeConfigurationProperty.builder()
                .codeContentType("ZIPFILE")
                .codeContent(CfnApplication.CodeContentProperty.builder()
                        .s3ContentLocation(CfnApplication.S3ContentLocationProperty.builder()
                                .bucketArn(buckets.artifacts().getBucketArn())
                                .fileKey(parameters.jobJarKey())
                                .build())
                        .build())
                .build();
    }

    private static CfnApplication.FlinkApplicationConfigurationProperty flink(Parameters parameters) {
        return CfnApplication.FlinkApplicationConfigurationProperty.builder()
                .checkpointConfiguration(CfnApplication.CheckpointConfigurationProperty.builder()
                        .configurationType("CUSTOM")
                        .checkpointingEnabled(true)
                        .checkpointInterval(60_000)
                        .minPauseBetweenCheckpoints(5_000)
                        .build())
                .monitoringConfiguration(CfnApplication.MonitoringConfigurationProperty.builder()
                        .configurationType("CUSTOM")
                        .logLevel("INFO")
                        .metricsLevel("OPERATOR")
                        .build())
                // fixed: a rescale is a restart, and CPU says little about a job that state binds
                .parallelismConfiguration(CfnApplication.ParallelismConfigurationProperty.builder()
                        .configurationType("CUSTOM")
                        .parallelism(parameters.parallelism())
                        .parallelismPerKpu(1)
                        .autoScalingEnabled(false)
                        .build())
                .build();
    }
}
