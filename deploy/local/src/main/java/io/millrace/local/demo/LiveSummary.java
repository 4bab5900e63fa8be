package io.millrace.local.demo;

import io.millrace.local.flink.JobMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** One line that says where the system is. */
final class LiveSummary {
    private final SimulatedTime time;
    private final Feeder feeder;

    LiveSummary(SimulatedTime time, Feeder feeder) {
        this.time = time;
        this.feeder = feeder;
    }

    String line() {
        Instant now = time.instant();
        long watermark = JobMetrics.watermark("Fold events");
        String lag = watermark <= 0
                ? "-"
                : Duration.between(Instant.ofEpochMilli(watermark), now).toSeconds() + " s";
        return String.format(
                Locale.ROOT,
                "[%s%s] points %,d | events %,d, folded %,d, discharged %,d, accepted %,d | threads %,d opened, %,d resolved"
                        + " | commands %,d, refused %,d | dead %,d | lag %s",
                now.truncatedTo(ChronoUnit.MINUTES),
                feeder.isLive() ? " live" : " catching up",
                points(),
                JobMetrics.sum("Parse events", "numRecordsIn"),
                JobMetrics.outcome("fold", "folded"),
                JobMetrics.outcome("triage", "discharged"),
                JobMetrics.outcome("triage", "accepted"),
                JobMetrics.outcome("thread", "opened"),
                JobMetrics.outcome("thread", "resolved"),
                JobMetrics.outcome("guard", "granted"),
                JobMetrics.outcome("guard", "refused"),
                JobMetrics.sum("Lake dead letters: Writer", "numRecordsIn"),
                lag);
    }

    static long points() {
        return JobMetrics.sum("Score series", "numRecordsIn");
    }
}
