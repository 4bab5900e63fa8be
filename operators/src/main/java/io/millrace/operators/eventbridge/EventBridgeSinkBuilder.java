package io.millrace.operators.eventbridge;

import io.millrace.domain.BusEvent;
import org.apache.flink.connector.base.sink.AsyncSinkBaseBuilder;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.Preconditions;
import org.jspecify.annotations.Nullable;

/**
 * Builds the sink. Client, bus and dead letter folder have no default; batches default to the limits of
 * PutEvents: 10 entries, 256 KB an entry, less than 1 MB a request.
 */
public final class EventBridgeSinkBuilder
        extends AsyncSinkBaseBuilder<BusEvent, EventBridgeEntry, EventBridgeSinkBuilder> {
    /** Entries in a request (PutEvents). */
    public static final int MOST_ENTRIES = 10;

    /** Bytes of an entry: older pages say 256 KB, newer models more. */
    public static final long LARGEST_ENTRY_BYTES = 256 * 1024;

    /** Below 1 MB (10^6), the smaller reading of the service model, with room for the mark of each entry. */
    private static final long LARGEST_REQUEST_BYTES = 1_000_000 - 1 - MOST_ENTRIES * LateMark.MOST_BYTES;

    private static final int IN_FLIGHT_REQUESTS = 8;
    private static final int BUFFERED_ENTRIES = 1_000;
    /** A command waits at most this long for others to share its request. */
    private static final long BUFFER_MILLIS = 100;

    private @Nullable EventBridgeClientProvider clients;
    private @Nullable String bus;
    private @Nullable Path deadLetters;
    private LateMark late = LateMark.none();

    EventBridgeSinkBuilder() {}

    public EventBridgeSinkBuilder setClientProvider(EventBridgeClientProvider value) {
        this.clients = value;
        return this;
    }

    /** Name or ARN of the bus. */
    public EventBridgeSinkBuilder setBus(String value) {
        this.bus = value;
        return this;
    }

    /** Refused entries go to {@code refused/} below it. */
    public EventBridgeSinkBuilder setDeadLetters(Path value) {
        this.deadLetters = value;
        return this;
    }

    /** What is sent long after it was due is marked so; nothing is unless this is set. */
    public EventBridgeSinkBuilder setLateMark(LateMark value) {
        this.late = value;
        return this;
    }

    @Override
    public EventBridgeSink build() {
        var limits = AsyncSinkWriterConfiguration.builder()
                .setMaxBatchSize(given(getMaxBatchSize(), MOST_ENTRIES))
                .setMaxBatchSizeInBytes(given(getMaxBatchSizeInBytes(), LARGEST_REQUEST_BYTES))
                .setMaxInFlightRequests(given(getMaxInFlightRequests(), IN_FLIGHT_REQUESTS))
                .setMaxBufferedRequests(given(getMaxBufferedRequests(), BUFFERED_ENTRIES))
                .setMaxTimeInBufferMS(given(getMaxTimeInBufferMS(), BUFFER_MILLIS))
                .setMaxRecordSizeInBytes(given(getMaxRecordSizeInBytes(), LARGEST_ENTRY_BYTES))
                .build();
        Preconditions.checkArgument(
                limits.getMaxBatchSize() <= MOST_ENTRIES,
                "maxBatchSize is %s; PutEvents takes at most 10 entries",
                limits.getMaxBatchSize());
        return new EventBridgeSink(
                limits,
                Preconditions.checkNotNull(clients, "The EventBridge sink needs a client provider"),
                Preconditions.checkNotNull(bus, "The EventBridge sink needs the name of its bus"),
                late,
                new FileRefusedEntryStore(Preconditions.checkNotNull(
                        deadLetters, "The EventBridge sink needs a folder for refused entries")));
    }

    private static <T> T given(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
