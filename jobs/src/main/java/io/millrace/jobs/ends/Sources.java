package io.millrace.jobs.ends;

import io.millrace.domain.ContentOffer;
import io.millrace.domain.RawRecord;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the two streams and new content come from; timestamps are arrival times and watermarks follow them. */
public interface Sources {

    /** Adds its operators to the environment; called once. */
    Inputs in(StreamExecutionEnvironment environment);

    /** The two streams of raw records, and bundles that are found while the job runs. */
    final class Inputs {
        private final DataStream<RawRecord> metrics;
        private final DataStream<RawRecord> events;
        private final DataStream<ContentOffer> content;

        public Inputs(DataStream<RawRecord> metrics, DataStream<RawRecord> events, DataStream<ContentOffer> content) {
            this.metrics = metrics;
            this.events = events;
            this.content = content;
        }

        public DataStream<RawRecord> metrics() {
            return metrics;
        }

        public DataStream<RawRecord> events() {
            return events;
        }

        /** Begins with one offer that holds no files. */
        public DataStream<ContentOffer> content() {
            return content;
        }
    }
}
