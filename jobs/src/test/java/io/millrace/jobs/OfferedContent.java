package io.millrace.jobs;

import io.millrace.domain.ContentOffer;
import io.millrace.operators.stage.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.source.SourceFunction;

/** Says all its offers at one stroke, which no checkpoint divides, and then nothing, as idle as the job's own source. */
@SuppressWarnings("deprecation") // as the job's own
final class OfferedContent implements SourceFunction<ContentOffer> {
    private static final long serialVersionUID = 1L;
    private static final Map<String, CompletableFuture<Void>> TOLD = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final ArrayList<ContentOffer> offers;

    private volatile boolean running = true;

    OfferedContent(List<ContentOffer> offers) {
        this.offers = new ArrayList<>(offers);
    }

    DataStream<ContentOffer> in(StreamExecutionEnvironment environment) {
        return environment
                .addSource(this)
                .returns(Records.type(ContentOffer.class))
                .uid("offer-content")
                .name("Offer content")
                .setParallelism(1);
    }

    /** Complete once they are said. */
    CompletableFuture<Void> told() {
        return TOLD.computeIfAbsent(name, key -> new CompletableFuture<>());
    }

    @Override
    public void run(SourceContext<ContentOffer> context) throws Exception {
        synchronized (context.getCheckpointLock()) {
            offers.forEach(context::collect);
            context.markAsTemporarilyIdle();
        }
        told().complete(null);
        synchronized (this) {
            while (running) {
                wait();
            }
        }
    }

    @Override
    public synchronized void cancel() {
        running = false;
        notifyAll();
    }
}
