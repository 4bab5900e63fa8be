package io.millrace.jobs.config;

import java.time.Duration;

/** Where content is shipped to while the job runs, and how often that is looked at. */
public final class LiveContentSettings {
    private static final Duration SOONEST = Duration.ofSeconds(1);

    private final String path;
    private final Duration pollEvery;

    private LiveContentSettings(String path, Duration pollEvery) {
        this.path = path;
        this.pollEvery = pollEvery;
    }

    static LiveContentSettings read(Settings in, String start) {
        var settings = new LiveContentSettings(
                in.text("Content", "live.path", start), in.duration("Content", "poll.every", Duration.ofSeconds(30)));
        if (settings.pollEvery.compareTo(SOONEST) < 0) {
            in.problem("Content/poll.every is " + settings.pollEvery.toMillis()
                    + "ms; it must be at least 1s, since each look lists the folder");
        }
        return settings;
    }

    /** A bundle's folder, or one with a folder for each version below it; empty where nothing is shipped. */
    public String path() {
        return path;
    }

    /** A folder is read when two looks in turn found the same in it. */
    public Duration pollEvery() {
        return pollEvery;
    }
}
