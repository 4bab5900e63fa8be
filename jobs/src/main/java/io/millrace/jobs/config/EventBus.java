package io.millrace.jobs.config;

import java.time.Duration;
import java.util.Optional;

/** Where our own events go: an EventBridge bus, or a file for a bounded run. */
public final class EventBus {
    /** Ticks move time each minute: what is due is told within two of them while nothing stands still. */
    private static final Duration LATE_AFTER = Duration.ofMinutes(5);

    private final String bus;
    private final String region;
    private final String endpoint;
    private final String refusedPath;
    private final String file;
    private final Optional<Duration> lateAfter;

    private EventBus(
            String bus, String region, String endpoint, String refusedPath, String file, Optional<Duration> lateAfter) {
        this.bus = bus;
        this.region = region;
        this.endpoint = endpoint;
        this.refusedPath = refusedPath;
        this.file = file;
        this.lateAfter = lateAfter;
    }

    static EventBus read(Settings in, boolean live) {
        String group = "EventBridge";
        return live
                ? new EventBus(
                        in.required(group, "bus.name", "the name of an EventBridge bus"),
                        in.required(group, "aws.region", "the bus's Region"),
                        in.text(group, "aws.endpoint", ""),
                        in.required(group, "refused.path", "a folder or s3:// URI for entries refused for good"),
                        "",
                        in.durationOrNone(group, "late.after", LATE_AFTER, Duration.ofMinutes(1), Duration.ofDays(1)))
                : new EventBus(
                        "",
                        "",
                        "",
                        "",
                        in.required(group, "file.path", "a folder for eventbridge.ndjson"),
                        Optional.empty());
    }

    public String bus() {
        return bus;
    }

    public String region() {
        return region;
    }

    /** Endpoint to use instead of the Region's; empty for the Region's. */
    public String endpoint() {
        return endpoint;
    }

    /** Where entries that the service refuses for good are kept. */
    public String refusedPath() {
        return refusedPath;
    }

    /** So long after it was due an entry is sent as late, by the wall clock; empty where none is marked. */
    public Optional<Duration> lateAfter() {
        return lateAfter;
    }

    /** Folder of the entries of a bounded run; empty when live. */
    public String file() {
        return file;
    }
}
