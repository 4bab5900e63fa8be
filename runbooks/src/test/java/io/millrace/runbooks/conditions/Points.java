package io.millrace.runbooks.conditions;

import io.millrace.domain.Dimension;
import io.millrace.domain.MetricDatum;
import io.millrace.runbooks.TestEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Points of one series as conditions read them, each arriving 150 s after its timestamp, and conditions from YAML. */
final class Points {
    static final long DELAY = Duration.ofSeconds(150).toMillis();

    private Points() {}

    /** A point of which no model has said anything. */
    static Reading reading(long at, double average) {
        return Reading.unscored(datum(at, average));
    }

    /** A point that the model expected to be otherwise. */
    static Reading scored(long at, double average, double expected, double score, long learned) {
        return new Reading(datum(at, average), average, expected, score, score > 5 ? 1 : 0, learned);
    }

    /** @param dimensions names and values, sorted by name */
    static MetricDatum withDimensions(String... dimensions) {
        var datum = datum(0, 1);
        var list = new ArrayList<Dimension>();
        for (int i = 0; i < dimensions.length; i += 2) {
            list.add(new Dimension(dimensions[i], dimensions[i + 1]));
        }
        datum.setDimensions(list);
        return datum;
    }

    static MetricDatum datum(long at, double average) {
        return MetricDatum.newBuilder()
                .setRecordId("r")
                .setLine(0)
                .setArrivedAt(Instant.ofEpochMilli(at + DELAY))
                .setTimestamp(Instant.ofEpochMilli(at))
                .setAccount(TestEvents.PRODUCTION)
                .setRegion(TestEvents.REGION)
                .setNamespace("n")
                .setMetricName("m")
                .setDimensions(List.of())
                .setSeriesKey("series")
                .setCount(1)
                .setSum(average)
                .setMin(average)
                .setMax(average)
                .build();
    }
}
