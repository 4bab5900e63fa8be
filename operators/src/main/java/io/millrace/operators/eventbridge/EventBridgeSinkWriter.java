package io.millrace.operators.eventbridge;

import io.millrace.domain.BusEvent;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.writer.AsyncSinkWriter;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.connector.base.sink.writer.ResultHandler;
import org.apache.flink.connector.base.sink.writer.config.AsyncSinkWriterConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;

/** Sends batches of entries. Tells Flink exactly once of each batch: done, again for these, or failed. */
final class EventBridgeSinkWriter extends AsyncSinkWriter<BusEvent, EventBridgeEntry> {
    private static final Logger LOG = LoggerFactory.getLogger(EventBridgeSinkWriter.class);

    private final EventBridgeAsyncClient client;
    private final ExecutorService storing;
    private final PutEvents putEvents;
    private final SinkCounters counters;
    private final Backoff backoff = new Backoff();

    EventBridgeSinkWriter(
            ElementConverter<BusEvent, EventBridgeEntry> converter,
            WriterInitContext context,
            AsyncSinkWriterConfiguration configuration,
            Collection<BufferedRequestState<EventBridgeEntry>> states,
            EventBridgeClientProvider clients,
            String bus,
            LateMark late,
            RefusedEntryStore refused) {
        super(converter, context, configuration, states);
        this.client = clients.client();
        this.storing = Executors.newSingleThreadExecutor(EventBridgeSinkWriter::storingThread);
        this.counters = new SinkCounters(context.metricGroup());
        this.putEvents = new PutEvents(client, bus, late, refused, storing, counters);
    }

    private static Thread storingThread(Runnable work) {
        var thread = new Thread(work, "eventbridge-refused-entries");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    protected void submitRequestEntries(List<EventBridgeEntry> entries, ResultHandler<EventBridgeEntry> result) {
        putEvents.send(List.copyOf(entries)).whenComplete((again, error) -> tell(result, again, error));
    }

    private void tell(
            ResultHandler<EventBridgeEntry> result, @Nullable List<EventBridgeEntry> again, @Nullable Throwable error) {
        if (error != null) {
            failed(result, EventBridgeExceptions.cause(error));
        } else if (again == null || again.isEmpty()) {
            done(result);
        } else {
            partlyDone(result, again);
        }
    }

    private void done(ResultHandler<EventBridgeEntry> result) {
        backoff.success();
        result.complete();
    }

    private void partlyDone(ResultHandler<EventBridgeEntry> result, List<EventBridgeEntry> again) {
        var wait = backoff.afterFault();
        counters.retried(again.size());
        LOG.warn("EventBridge asks for {} entries again, first {}; waiting {}", again.size(), again.get(0), wait);
        CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> result.retryForEntries(again));
    }

    private static void failed(ResultHandler<EventBridgeEntry> result, Throwable error) {
        result.completeExceptionally(
                error instanceof Exception ? (Exception) error : new EventBridgeException("PutEvents broke", error));
    }

    @Override
    protected long getSizeInBytes(EventBridgeEntry entry) {
        return entry.sizeInBytes();
    }

    @Override
    public void close() {
        super.close();
        client.close();
        storing.shutdownNow();
    }
}
