package io.millrace.operators.eventbridge;

import io.millrace.domain.BusEvent;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Puts our events on an EventBridge bus, at least once; consumers drop repeats by the detail's {@code id}.
 * What the service refuses for good is kept beside the dead letters; what the job may not do fails it.
 */
public final class EventBridgeSink extends AsyncSinkBase<BusEvent, EventBridgeEntry> {
    private static final long serialVersionUID = 1L;

    private final EventBridgeClientProvider clients;
    private final String bus;
    private final LateMark late;
    private final RefusedEntryStore refused;

    EventBridgeSink(
            AsyncSinkWriterConfiguration limits,
            EventBridgeClientProvider clients,
            String bus,
            LateMark late,
            RefusedEntryStore refused) {
        super(
                new BusEventElementConverter(),
                limits.getMaxBatchSize(),
                limits.getMaxInFlightRequests(),
                limits.getMaxBufferedRequests(),
                limits.getMaxBatchSizeInBytes(),
                limits.getMaxTimeInBufferMS(),
                limits.getMaxRecordSizeInBytes());
        this.clients = clients;
        this.bus = bus;
        this.late = late;
        this.refused = refused;
    }

    public static EventBridgeSinkBuilder builder() {
        return new EventBridgeSinkBuilder();
    }

    @Override
    public StatefulSinkWriter<BusEvent, BufferedRequestState<EventBridgeEntry>> createWriter(
            WriterInitContext context) {
        return writer(context, List.of());
    }

    @Override
    public StatefulSinkWriter<BusEvent, BufferedRequestState<EventBridgeEntry>> restoreWriter(
            WriterInitContext context, Collection<BufferedRequestState<EventBridgeEntry>> recovered) {
        return writer(context, recovered);
    }

    @Override
    @Deprecated
    public StatefulSinkWriter<BusEvent, BufferedRequestState<EventBridgeEntry>> createWriter(Sink.InitContext context) {
        throw new UnsupportedOperationException("Flink 1.20 calls createWriter(WriterInitContext)");
    }

    @Override
    @Deprecated
    public StatefulSinkWriter<BusEvent, BufferedRequestState<EventBridgeEntry>> restoreWriter(
            Sink.InitContext context, Collection<BufferedRequestState<EventBridgeEntry>> recovered) {
        throw new UnsupportedOperationException("Flink 1.20 calls restoreWriter(WriterInitContext, …)");
    }

    private EventBridgeSinkWriter writer(
            WriterInitContext context, Collection<BufferedRequestState<EventBridgeEntry>> recovered) {
        var limits = AsyncSinkWriterConfiguration.builder()
                .setMaxBatchSize(getMaxBatchSize())
                .setMaxBatchSizeInBytes(getMaxBatchSizeInBytes())
                .setMaxInFlightRequests(getMaxInFlightRequests())
                .setMaxBufferedRequests(getMaxBufferedRequests())
                .setMaxTimeInBufferMS(getMaxTimeInBufferMS())
                .setMaxRecordSizeInBytes(getMaxRecordSizeInBytes())
                .build();
        return new EventBridgeSinkWriter(
                getElementConverter(), context, limits, recovered, clients, bus, late, refused);
    }

    @Override
    public SimpleVersionedSerializer<BufferedRequestState<EventBridgeEntry>> getWriterStateSerializer() {
        return new EventBridgeStateSerializer();
    }
}
