package io.millrace.jobs.ends;

import io.millrace.domain.ContentOffer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.functions.source.SourceFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for new bundles as long as the job runs, and stamps each with the wall clock, which is the clock of arrival. It is always idle: an
 * active input without a watermark would hold time back, and one with the maximum watermark would send it to its end as soon as the
 * streams fall silent. Has no state: what was judged before is known downstream.
 */
@SuppressWarnings("deprecation") // the newer interface has splits and an enumerator, for one folder
final class ContentSource implements SourceFunction<ContentOffer> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ContentSource.class);

    private final String path;
    private final long pollMillis;

    private volatile boolean running = true;

    /** @param path as {@link ContentFolders} reads it; empty when nothing is ever shipped */
    ContentSource(String path, Duration pollEvery) {
        this.path = path;
        this.pollMillis = pollEvery.toMillis();
    }

    @Override
    public void run(SourceContext<ContentOffer> context) throws Exception {
        var watch = new ContentWatch(path);
        emit(ContentOffers.begin(Instant.now()), context);
        while (running) {
            if (!path.isEmpty()) {
                look(watch, context);
            }
            pause();
        }
    }

    /** A file system that does not answer is asked again: what applied goes on. */
    private void look(ContentWatch watch, SourceContext<ContentOffer> context) {
        try {
            for (ContentOffer offer : watch.look(Instant.now())) {
                emit(offer, context);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Looking for new content in {} failed, what applied goes on: {}", path, e.toString());
        }
    }

    private static void emit(ContentOffer offer, SourceContext<ContentOffer> context) {
        synchronized (context.getCheckpointLock()) {
            context.collect(offer);
            context.markAsTemporarilyIdle();
        }
    }

    /** Until the next look, or until the job is stopped: nobody waits for a poll to end. */
    private synchronized void pause() throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pollMillis);
        for (long left = pollMillis; running && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        }
    }

    @Override
    public synchronized void cancel() {
        running = false;
        notifyAll();
    }
}
