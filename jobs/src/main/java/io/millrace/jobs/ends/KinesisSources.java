package io.millrace.jobs.ends;

import io.millrace.domain.ContentOffer;
import io.millrace.domain.RawRecord;
import io.millrace.jobs.config.KinesisStream;
import io.millrace.jobs.config.LiveContentSettings;
import io.millrace.operators.stage.Records;
import java.util.Properties;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.connectors.kinesis.FlinkKinesisConsumer;
import org.apache.flink.streaming.connectors.kinesis.config.AWSConfigConstants;
import org.apache.flink.streaming.connectors.kinesis.config.ConsumerConfigConstants;

/**
 * The two Kinesis streams, and the folder where content is shipped to. The only place that names the connector's class, so that the newer source, once
 * it keeps the order across resharding, is a change of this file.
 */
public final class KinesisSources implements Sources {
    private final KinesisStream metrics;
    private final KinesisStream events;
    private final LiveContentSettings content;

    public KinesisSources(KinesisStream metrics, KinesisStream events, LiveContentSettings content) {
        this.metrics = metrics;
        this.events = events;
        this.content = content;
    }

    @Override
    public Inputs in(StreamExecutionEnvironment environment) {
        return new Inputs(
                stream(environment, metrics, "metrics").uid("read-metrics").name("Read metrics"),
                stream(environment, events, "events").uid("read-events").name("Read events"),
                environment
                        .addSource(new ContentSource(content.path(), content.pollEvery()))
                        .returns(Records.type(ContentOffer.class))
                        .uid("read-content")
                        .name("Read content")
                        .setParallelism(1));
    }

    private static SingleOutputStreamOperator<RawRecord> stream(
            StreamExecutionEnvironment environment, KinesisStream stream, String logicalName) {
        var consumer = new FlinkKinesisConsumer<>(
                stream.stream(), new RawRecordDeserializationSchema(logicalName), properties(stream));
        consumer.setPeriodicWatermarkAssigner(new ArrivalWatermarks(stream.outOfOrderness()));
        return environment.addSource(consumer).returns(Records.type(RawRecord.class));
    }

    private static Properties properties(KinesisStream stream) {
        var properties = new Properties();
        properties.setProperty(AWSConfigConstants.AWS_REGION, stream.region());
        properties.setProperty(ConsumerConfigConstants.STREAM_INITIAL_POSITION, stream.initialPosition());
        properties.setProperty(
                ConsumerConfigConstants.SHARD_IDLE_INTERVAL_MILLIS,
                String.valueOf(stream.idleAfter().toMillis()));
        properties.setProperty(ConsumerConfigConstants.SHARD_DISCOVERY_INTERVAL_MILLIS, "5000");
        properties.setProperty(
                ConsumerConfigConstants.SHARD_GETRECORDS_INTERVAL_MILLIS,
                String.valueOf(stream.pollEvery().toMillis()));
        if (!stream.endpoint().isEmpty()) {
            properties.setProperty(AWSConfigConstants.AWS_ENDPOINT, stream.endpoint());
        }
        return properties;
    }
}
