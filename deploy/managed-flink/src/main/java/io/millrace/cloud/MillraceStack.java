package io.millrace.cloud;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.CfnOutputProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/** Everything that Millrace needs in one account and Region. One screen: what exists, and what is told of what. */
final class MillraceStack extends Stack {
    MillraceStack(Construct scope, String id, StackProps props) {
        super(scope, id, props);
        var parameters = new Parameters(this);
        var keys = new Keys(this);
        var buckets = new Buckets(this, keys);
        var streams = new Streams(this, keys);
        var undelivered = new Undelivered(this, keys);
        var bus = new OperationsBus(this);
        var delivery = new StreamDelivery(this, streams, keys, undelivered);
        new SourceRules(bus, delivery);
        new LoopRules(bus, delivery);
        new Ticks(this, streams, keys, undelivered);
        var logs = new LogDelivery(this, streams, keys);
        new LakeTables(this, buckets);
        var log = new JobLog(this, keys);
        var role = new JobRole(this, parameters.models(), streams, keys, bus, buckets, log);
        bus.onlyMillraceSpeaksAsMillrace(role.arn());
        new JobApplication(
                this, parameters, new ApplicationProperties(parameters, streams, bus, buckets), role, buckets, log);
        new Remediation(this, parameters.automations(), bus, keys, undelivered);
        output("ArtifactBucket", buckets.artifacts().getBucketName(), "Where deploy puts job jars and content");
        output("LakeBucket", buckets.lake().getBucketName(), "The lake's tables below lake/");
        output("ApplicationName", JobApplication.NAME, "The managed Flink application");
        output("MetricStreamArn", streams.metrics().getStreamArn(), "Takes metric streams and log subscriptions");
        output("LogDeliveryRoleArn", logs.roleArn(), "For the subscription filters of log groups");
        NagReasons.apply(this);
    }

    private void output(String name, String value, String description) {
        new CfnOutput(
                this,
                name,
                CfnOutputProps.builder().value(value).description(description).build());
    }
}
