package io.millrace.local.replay;

import io.millrace.local.flink.JobMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What a replay came to, for the person who ran it. */
public final class ReplaySummary {
    private final Path output;
    private final long entries;
    private final Duration took;
    private final long metricRecords;
    private final long events;
    private final long folded;
    private final long accepted;
    private final long discharged;
    private final long suppressed;
    private final long deadLetters;
    private final long threads;
    private final long granted;
    private final long refused;

    ReplaySummary(Path output, long entries, Duration took) {
        this.output = output;
        this.entries = entries;
        this.took = took;
        this.metricRecords = JobMetrics.sum("Parse metrics", "numRecordsIn");
        this.events = JobMetrics.sum("Parse events", "numRecordsIn");
        this.folded = JobMetrics.outcome("fold", "folded");
        this.accepted = JobMetrics.outcome("triage", "accepted");
        this.discharged = JobMetrics.outcome("triage", "discharged");
        this.suppressed = JobMetrics.outcome("triage", "suppressed");
        this.deadLetters = JobMetrics.sum("Lake dead letters: Writer", "numRecordsIn");
        this.threads = JobMetrics.outcome("thread", "opened");
        this.granted = JobMetrics.outcome("guard", "granted");
        this.refused = JobMetrics.outcome("guard", "refused");
    }

    public String headline() {
        return String.format(
                Locale.ROOT,
                "%,d metric records and %,d events replayed in %d s",
                metricRecords,
                events,
                took.toSeconds());
    }

    public String text() {
        return String.format(
                Locale.ROOT,
                """
                  folded %,d, accepted %,d, discharged %,d, suppressed %,d, dead letters %,d
                  %,d threads, %,d commands requested, %,d refused, %,d bus entries

                Results in %s:
                  lake/               Parquet tables
                  eventbridge.ndjson  what would have been put on the bus

                Ask the lake, for example:
                  ./millrace sql --lake %s/lake "select priority, service, title, status, event_count from threads_current order by priority, event_count desc limit 10"
                  ./millrace sql --lake %s/lake "select origin, stage, action, rule, count(*) as events from decisions group by all order by events desc"
                  ./millrace sql --lake %s/lake "select stage, reason, count(*) as letters from dead_letters group by all"
                """,
                folded,
                accepted,
                discharged,
                suppressed,
                deadLetters,
                threads,
                granted,
                refused,
                entries,
                output,
                output,
                output,
                output);
    }
}
