package io.millrace.local.bench;

import com.fasterxml.jackson.core.JsonFactory;
import io.millrace.domain.ConditionState;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.RawRecord;
import io.millrace.models.series.ScoringSettings;
import io.millrace.models.series.SeriesDetector;
import io.millrace.operators.parse.MetricStreamParser;
import io.millrace.runbooks.conditions.ConditionEvaluator;
import io.millrace.runbooks.conditions.MetricCondition;
import io.millrace.runbooks.conditions.MetricConditions;
import io.millrace.runbooks.conditions.Reading;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What a metric point goes through, part by part; every operation is one point. Called by JMH. */
@State(Scope.Benchmark)
public class MetricParts {
    private static final int POINTS = BenchRecords.POINTS_PER_RECORD;
    private static final int MINUTES = 60;
    /** Enough that a score has what it will always have to look at. */
    private static final int LEARNED = 400;

    private final JsonFactory json = new JsonFactory();
    private final MetricStreamParser parser = new MetricStreamParser();
    private final FlinkWire<MetricDatum> wire = new FlinkWire<>(MetricDatum.class);
    private final MetricConditions conditions = BenchContent.bundle().compile().conditions();
    private final Map<String, ConditionState> conditionStates = new HashMap<>();
    private final List<RawRecord> records = new ArrayList<>();
    private final List<MetricDatum> points = new ArrayList<>();
    private final List<SeriesDetector> detectors = new ArrayList<>();

    private int record;
    private int point;
    private long minute;

    @Setup
    public void prepare() {
        for (int number = 0; number < MINUTES * BenchRecords.RECORDS_PER_MINUTE; number++) {
            records.add(BenchRecords.METRIC.record(number));
        }
        records.forEach(raw -> points.addAll(parser.parse(raw).points()));
    }

    /** Reference: Jackson reads all tokens of the same bytes. */
    @Benchmark
    @OperationsPerInvocation(POINTS)
    public void tokens(Blackhole blackhole) throws IOException {
        try (var tokens = json.createParser(nextRecord().getData().array())) {
            while (tokens.nextToken() != null) {
                blackhole.consume(tokens.currentTokenId());
            }
        }
    }

    /** Reference: Jackson reads all tokens of the same bytes, and the text of each name and value. */
    @Benchmark
    @OperationsPerInvocation(POINTS)
    public void texts(Blackhole blackhole) throws IOException {
        try (var tokens = json.createParser(nextRecord().getData().array())) {
            for (var token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
                blackhole.consume(token.isScalarValue() ? tokens.getText() : tokens.currentName());
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public Object parse() {
        return parser.parse(nextRecord());
    }

    @Benchmark
    public Object exchange() throws IOException {
        return wire.through(nextPoint());
    }

    /** One detector of 1,000 in turn scores a point, learns it and says what changed. */
    @Benchmark
    public void score(Blackhole blackhole) {
        if (detectors.isEmpty()) {
            learn();
        }
        MetricDatum datum = nextPoint();
        SeriesDetector detector = detectors.get(point % BenchRecords.SERIES);
        blackhole.consume(detector.score(LEARNED * BenchRecords.MINUTE + minute * BenchRecords.MINUTE, value(datum)));
        blackhole.consume(detector.changes());
    }

    @Benchmark
    public void conditions(Blackhole blackhole) {
        MetricDatum datum = nextPoint();
        for (MetricCondition condition : conditions.matching(datum)) {
            var known = conditionStates.computeIfAbsent(
                    datum.getSeriesKey() + condition.id(), key -> ConditionEvaluator.initial(condition.rule()));
            datum.setTimestamp(Instant.ofEpochMilli(minute * BenchRecords.MINUTE));
            var step = ConditionEvaluator.evaluate(condition, known, Reading.unscored(datum));
            conditionStates.put(datum.getSeriesKey() + condition.id(), step.state());
            blackhole.consume(step);
        }
    }

    private void learn() {
        for (int series = 0; series < BenchRecords.SERIES; series++) {
            var detector = SeriesDetector.create(points.get(series).getSeriesKey(), ScoringSettings.defaults());
            for (int i = 0; i < LEARNED; i++) {
                detector.score(i * BenchRecords.MINUTE, value(points.get(series + i % MINUTES * BenchRecords.SERIES)));
            }
            detectors.add(detector);
        }
    }

    private static double value(MetricDatum datum) {
        return datum.getSum() / datum.getCount();
    }

    private RawRecord nextRecord() {
        record = (record + 1) % records.size();
        return records.get(record);
    }

    private MetricDatum nextPoint() {
        point = (point + 1) % points.size();
        if (point % BenchRecords.SERIES == 0) {
            minute++;
        }
        return points.get(point);
    }
}
