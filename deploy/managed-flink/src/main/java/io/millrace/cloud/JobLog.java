package io.millrace.cloud;

import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.LogGroupProps;
import software.amazon.awscdk.services.logs.LogStream;
import software.amazon.awscdk.services.logs.LogStreamProps;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The job's log: one group, one stream, both made before the job starts. */
final class JobLog {
    private static final String STREAM = "job";

    private final LogGroup group;

    JobLog(Construct scope, Keys keys) {
        group = new LogGroup(
                scope,
                "JobLog",
                LogGroupProps.builder()
                        .logGroupName("/aws/kinesis-analytics/" + JobApplication.NAME)
                        .retention(RetentionDays.ONE_MONTH)
                        .encryptionKey(keys.staying())
                        .build());
        new LogStream(
                scope,
                "JobLogStream",
                LogStreamProps.builder().logGroup(group).logStreamName(STREAM).build());
    }

    String groupArn() {
        return group.getLogGroupArn();
    }

    /** Of the one stream. */
    String streamArn() {
        return "arn:" + Aws.PARTITION + ":logs:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":log-group:"
                + group.getLogGroupName() + ":log-stream:" + STREAM;
    }
}
