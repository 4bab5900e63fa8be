package io.millrace.local.replay;

import io.millrace.local.flink.JobMetrics;
import java.nio.file.Path;
import java.time.Duration;

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
        this.threads = JobMetrics.outcome("thread", "opened");
        this.granted = JobMetrics.outcome("guard", "granted");
        this.refused = JobMetrics.outcome("guard", "refused");
    }

    public String headline() {
        return String.format(
                "%,d metric records and %,d events replayed in %d s", metricRecords, events, took.toSeconds());
    }

    public String text() {
        return String.format(
                """
                  folded %,d, accepted %,d, discharged %,d
                  %,d threads, %,d commands requested, %,d refused, %,d bus entries

                Results in %s:
                  lake/               Parquet tables
                  eventbridge.ndjson  what would have been put on the bus

                Ask the lake, for example:
                  ./millrace sql --lake %s/lake "select * from threads_current order by severity desc limit 10"
                  ./millrace sql --lake %s/lake "select stage, action, rule, count(*) from decisions group by all order by 4 desc"
                """,
                folded, accepted, discharged, threads, granted, refused, entries, output, output, output);
    }
}
