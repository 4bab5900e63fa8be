package io.millrace.operators.replay;

import io.millrace.domain.RawRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;

/**
 * Replays both streams from files, merged by arrival, exactly once. Use it with parallelism 1 and
 * {@link #watermarks()}; a record's timestamp is its arrival.
 */
public final class ReplaySource
        implements Source<RawRecord, ReplaySplit, Optional<ReplaySplit>>, ResultTypeQueryable<RawRecord> {
    private static final long serialVersionUID = 1L;

    private final ReplayFiles files;

    private ReplaySource(ReplayFiles files) throws IOException {
        files.list();
        this.files = files;
    }

    /**
     * Over {@code metrics*.ndjson[.gz]} and {@code events*.ndjson[.gz]} of a folder, one payload per line,
     * or over its JSON samples. Fails with the folder's name where it is missing or has neither.
     */
    public static ReplaySource of(Path input) throws IOException {
        return new ReplaySource(new ReplayFiles(input.toString(), null));
    }

    /** As {@link #of(Path)}, with every CSV of timestamp and value below another folder as metrics. */
    public static ReplaySource of(Path input, Path metricsCsv) throws IOException {
        return new ReplaySource(new ReplayFiles(input.toString(), metricsCsv.toString()));
    }

    /** Over every CSV of timestamp and value below a folder. */
    public static ReplaySource ofMetricsCsv(Path metricsCsv) throws IOException {
        return new ReplaySource(new ReplayFiles(null, metricsCsv.toString()));
    }

    /** Records come in the order of arrival: time moves with each slot that begins. */
    public static WatermarkStrategy<RawRecord> watermarks() {
        return WatermarkStrategy.forGenerator(context -> new SlotWatermarks());
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<ReplaySplit, Optional<ReplaySplit>> createEnumerator(
            SplitEnumeratorContext<ReplaySplit> context) {
        return new ReplayEnumerator(context, Optional.of(new ReplaySplit(0)));
    }

    @Override
    public SplitEnumerator<ReplaySplit, Optional<ReplaySplit>> restoreEnumerator(
            SplitEnumeratorContext<ReplaySplit> context, Optional<ReplaySplit> waiting) {
        return new ReplayEnumerator(context, waiting);
    }

    @Override
    public SimpleVersionedSerializer<ReplaySplit> getSplitSerializer() {
        return new ReplaySplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Optional<ReplaySplit>> getEnumeratorCheckpointSerializer() {
        return new ReplayEnumeratorSerializer();
    }

    @Override
    public SourceReader<RawRecord, ReplaySplit> createReader(SourceReaderContext context) {
        return new ReplayReader(files, context);
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return new AvroTypeInfo<>(RawRecord.class);
    }
}
