package io.millrace.local.grade;

import io.millrace.local.grade.Found.Joined;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Of what a noise record speaks: of its own identity; an anomaly of a metric that the hosts of one service show at the same
 * time (logs rotate, a job runs everywhere) of that one event.
 */
final class NoiseVoices {
    private static final Duration TOGETHER = Duration.ofMinutes(3);
    private static final String ANOMALY = "anomaly:";

    private final Map<String, Voice> newest = new HashMap<>();
    private final Map<String, String> byIdentity = new HashMap<>();

    private record Voice(String name, Instant at) {}

    /** Records in order of arrival. */
    String of(Joined record) {
        var parts = record.identity().split("\\|", 5);
        if (!record.identity().startsWith(ANOMALY) || parts.length < 5) {
            return "noise:" + record.identity();
        }
        if (record.ends()) {
            return byIdentity.getOrDefault(record.identity(), "noise:" + record.identity());
        }
        var metric = record.service() + "|" + parts[2] + "|" + parts[3];
        var known = newest.get(metric);
        boolean together = known != null
                && Duration.between(known.at, record.eventTime()).abs().compareTo(TOGETHER) <= 0;
        var name = known != null && together ? known.name : "noise:" + metric + "@" + record.eventTime();
        newest.put(metric, new Voice(name, record.eventTime()));
        byIdentity.put(record.identity(), name);
        return name;
    }
}
