package io.millrace.operators.eventbridge;

import io.millrace.domain.contract.DetailType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.eventbridge.EventBridgeAsyncClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * One PutEvents call and what its answer means. The future gives the entries to send again, in order; the
 * others were taken, or are kept as refused. It fails where the job must. Blocks no thread but the store's.
 */
final class PutEvents {
    private final EventBridgeAsyncClient client;
    private final String bus;
    private final LateMark late;
    private final RefusedEntryStore refused;
    private final Executor storing;
    private final SinkCounters counters;

    PutEvents(
            EventBridgeAsyncClient client,
            String bus,
            LateMark late,
            RefusedEntryStore refused,
            Executor storing,
            SinkCounters counters) {
        this.client = client;
        this.bus = bus;
        this.late = late;
        this.refused = refused;
        this.storing = storing;
        this.counters = counters;
    }

    CompletableFuture<List<EventBridgeEntry>> send(List<EventBridgeEntry> entries) {
        return client.putEvents(request(entries))
                .handle((response, error) -> error == null
                        ? answered(entries, response)
                        : fullyFailed(entries, EventBridgeExceptions.cause(error)))
                .thenCompose(outcome -> outcome);
    }

    private PutEventsRequest request(List<EventBridgeEntry> entries) {
        return PutEventsRequest.builder()
                .entries(entries.stream().map(this::requestEntry).collect(Collectors.toList()))
                .build();
    }

    private PutEventsRequestEntry requestEntry(EventBridgeEntry entry) {
        return PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(DetailType.SOURCE)
                .detailType(entry.detailType)
                .detail(late.detail(entry))
                .resources(entry.resources)
                .time(Instant.ofEpochMilli(entry.timeMillis))
                .build();
    }

    private CompletableFuture<List<EventBridgeEntry>> fullyFailed(List<EventBridgeEntry> entries, Throwable error) {
        var code = EventBridgeExceptions.code(error);
        switch (EventBridgeExceptions.ofRequest(error)) {
            case RETRY:
                return CompletableFuture.completedFuture(entries);
            case SEPARATE:
                return entries.size() == 1
                        ? refused(entries.get(0), code, String.valueOf(error.getMessage()))
                        : separately(entries);
            default:
                return CompletableFuture.failedFuture(new EventBridgeException(
                        "PutEvents of " + entries.size() + " entries to bus " + bus + " failed with " + code
                                + "; check the job's permissions, the bus and the Region",
                        error));
        }
    }

    /** One entry after the other: an entry that spoils a request must not take nine others with it. */
    private CompletableFuture<List<EventBridgeEntry>> separately(List<EventBridgeEntry> entries) {
        var again = CompletableFuture.completedFuture(List.<EventBridgeEntry>of());
        for (var entry : entries) {
            again = again.thenCompose(before -> send(List.of(entry)).thenApply(more -> concatenated(before, more)));
        }
        return again;
    }

    private CompletableFuture<List<EventBridgeEntry>> answered(
            List<EventBridgeEntry> entries, PutEventsResponse response) {
        var results = response.entries();
        if (results.size() != entries.size()) {
            return CompletableFuture.failedFuture(new EventBridgeException(
                    "PutEvents answered " + entries.size() + " entries with " + results.size()
                            + " results; they belong together by position, so none can be trusted",
                    null));
        }
        return partlyFailed(entries, results);
    }

    private CompletableFuture<List<EventBridgeEntry>> partlyFailed(
            List<EventBridgeEntry> entries, List<PutEventsResultEntry> results) {
        var again = new ArrayList<EventBridgeEntry>();
        var keeping = CompletableFuture.completedFuture(List.<EventBridgeEntry>of());
        int taken = 0;
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            var result = results.get(i);
            var code = result.errorCode();
            if (code == null) {
                taken++;
                continue;
            }
            switch (EventBridgeExceptions.ofEntry(code)) {
                case RETRY:
                    again.add(entry);
                    break;
                case REFUSE:
                    keeping = keeping.thenCompose(done -> refused(entry, code, String.valueOf(result.errorMessage())));
                    break;
                default:
                    return CompletableFuture.failedFuture(new EventBridgeException(
                            "PutEvents to bus " + bus + " answered " + code + " for " + entry
                                    + "; grant the job events:PutEvents on it",
                            null));
            }
        }
        counters.taken(taken);
        return keeping.thenApply(done -> again);
    }

    private CompletableFuture<List<EventBridgeEntry>> refused(EventBridgeEntry entry, String code, String message) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        refused.keep(entry, code, message);
                    } catch (IOException e) {
                        throw new UncheckedIOException("Cannot keep the refused entry " + entry, e);
                    }
                    counters.refused();
                    return List.of();
                },
                storing);
    }

    private static List<EventBridgeEntry> concatenated(List<EventBridgeEntry> first, List<EventBridgeEntry> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
