package io.millrace.jobs.ends;

import io.millrace.domain.RawRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the two streams come from; timestamps are arrival times and watermarks follow them. */
public interface Sources {

    /** Adds its operators to the environment; called once. */
    Inputs in(StreamExecutionEnvironment environment);

    /** The two streams of raw records. */
    final class Inputs {
        private final DataStream<RawRecord> metrics;
        private final DataStream<RawRecord> events;

        public Inputs(DataStream<RawRecord> metrics, DataStream<RawRecord> events) {
            this.metrics = metrics;
            this.events = events;
        }

        public DataStream<RawRecord> metrics() {
            return metrics;
        }

        public DataStream<RawRecord> events() {
            return events;
        }
    }
}
