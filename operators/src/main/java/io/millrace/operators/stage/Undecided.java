package io.millrace.operators.stage;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.operators.parse.DeadLetterCounters;
import io.millrace.operators.parse.DeadLetters;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.metrics.MetricGroup;

/**
 * The dead letters of one stage's records on which its decision threw: their state stays as it was. Each is counted as
 * it is made. One per operator instance.
 */
public final class Undecided {
    private static final String REASON = "undecided";

    private final String stage;
    private final DeadLetterCounters counters;

    /** @param operatorGroup the metric group of the operator's runtime context */
    public Undecided(MetricGroup operatorGroup, String stage) {
        this.stage = stage;
        this.counters = new DeadLetterCounters(operatorGroup, stage);
    }

    /** An event, which can be redriven. */
    public DeadLetter event(OpsEvent event, RuntimeException cause) {
        return letter(event, event.getRecordId(), "events", event.getArrivedAt(), cause);
    }

    /** A metric point, which can be redriven. */
    public DeadLetter point(MetricDatum point, RuntimeException cause) {
        return letter(point, point.getRecordId(), "metrics", point.getArrivedAt(), cause);
    }

    /** What a stage made of others. */
    public DeadLetter record(SpecificRecordBase record, String id, Instant arrivedAt, RuntimeException cause) {
        return letter(record, id, "", arrivedAt, cause);
    }

    private DeadLetter letter(
            SpecificRecordBase record, String id, String stream, Instant arrivedAt, RuntimeException cause) {
        var trace = DeadLetters.trace(cause);
        return counters.counted(DeadLetters.of(record, id, stream, arrivedAt, stage, REASON, trace));
    }
}
