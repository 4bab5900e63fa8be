package io.millrace.jobs.ends;

import io.millrace.domain.ContentOffer;
import io.millrace.domain.RawRecord;
import java.time.Instant;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Says with the first record after each start that content has begun, and nothing else. */
final class BeginContent implements FlatMapFunction<RawRecord, ContentOffer> {
    private static final long serialVersionUID = 1L;

    private transient boolean begun;

    @Override
    public void flatMap(RawRecord record, Collector<ContentOffer> out) {
        if (!begun) {
            begun = true;
            out.collect(ContentOffers.begin(Instant.EPOCH));
        }
    }
}
