package io.millrace.local.bench;

import io.millrace.domain.MetricDatum;
import io.millrace.domain.MetricScore;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.lake.LakeSink;
import io.millrace.operators.lake.LakeTable;
import io.millrace.operators.parse.MetricStreamParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Rows of the lake into Parquet files of 2,000 rows, written to nowhere; every operation is one row. Called by JMH. */
@State(Scope.Benchmark)
public class LakeParts {
    private static final int ROWS = 2000;

    private final EventSample sample = new EventSample(BenchRecords.ALARM);
    private final List<MetricScore> scores = scored();

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long scores() throws IOException {
        return write(Lake.SCORES, scores);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long events() throws IOException {
        return write(Lake.EVENTS, sample.events);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long decisions() throws IOException {
        return write(Lake.DECISIONS, sample.decisions);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long threads() throws IOException {
        return write(Lake.THREADS, sample.changes);
    }

    private static <T extends SpecificRecordBase> long write(LakeTable<T> table, List<T> rows) throws IOException {
        var nowhere = new CountingStream();
        var file = LakeSink.files(table).create(nowhere);
        for (T row : rows.subList(0, ROWS)) {
            file.addElement(row);
        }
        file.finish();
        return nowhere.getPos();
    }

    private static List<MetricScore> scored() {
        var parser = new MetricStreamParser();
        var rows = new ArrayList<MetricScore>();
        for (int number = 0; number < ROWS / BenchRecords.POINTS_PER_RECORD; number++) {
            for (MetricDatum point :
                    parser.parse(BenchRecords.METRIC.record(number)).points()) {
                rows.add(row(point));
            }
        }
        return rows;
    }

    private static MetricScore row(MetricDatum point) {
        double value = point.getSum() / point.getCount();
        return MetricScore.newBuilder()
                .setRecordId(point.getRecordId())
                .setLine(point.getLine())
                .setSeriesKey(point.getSeriesKey())
                .setAccount(point.getAccount())
                .setRegion(point.getRegion())
                .setNamespace(point.getNamespace())
                .setMetricName(point.getMetricName())
                .setDimensions(point.getDimensions())
                .setTimestamp(point.getTimestamp())
                .setArrivedAt(point.getArrivedAt())
                .setValue(value)
                .setAnomalyScore(value / 100)
                .setThreshold(1.3)
                .setAnomalyGrade(0)
                .setExpected(value * 0.99)
                .setModel("embedded-rcf-1d")
                .build();
    }
}
