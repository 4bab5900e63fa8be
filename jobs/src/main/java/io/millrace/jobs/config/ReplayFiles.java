package io.millrace.jobs.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The files of a bounded run. */
public final class ReplayFiles {
    private final String input;
    private final String metricsCsv;

    private final String answers;

    private final TreeMap<String, Instant> contentMoments = new TreeMap<>();

    private ReplayFiles(String input, String metricsCsv, String answers) {
        this.answers = answers;
        this.input = input;
        this.metricsCsv = metricsCsv;
    }

    static ReplayFiles read(Settings in) {
        var files = new ReplayFiles(
                in.text("Replay", "input", ""), in.text("Replay", "metrics.csv", ""), in.text("Replay", "answers", ""));
        if (files.input.isEmpty() && files.metricsCsv.isEmpty()) {
            in.problem("Replay/input is missing; give a folder there or in Replay/metrics.csv, or both");
        }
        for (String moment : in.list("Replay", "content.moments")) {
            files.moment(moment, in);
        }
        return files;
    }

    private void moment(String text, Settings in) {
        int at = text.indexOf('=');
        try {
            contentMoments.put(text.substring(0, Math.max(0, at)), Instant.parse(text.substring(at + 1)));
        } catch (DateTimeException e) {
            in.problem("Replay/content.moments has \"" + text
                    + "\"; wanted version=instant, such as 2026-08=2026-08-05T10:00:00Z, with commas between");
        }
    }

    /** From when versions of the content applied in the run that is replayed; others apply from their own effectiveFrom. */
    public Map<String, Instant> contentMoments() {
        return Collections.unmodifiableMap(contentMoments);
    }

    /** Folder of recorded streams or samples; empty for none. */
    public String input() {
        return input;
    }

    /** Folder of `timestamp,value` series; empty for none. */
    public String metricsCsv() {
        return metricsCsv;
    }

    /** Folder of what remote models answered ({@code AnswerFiles}), to be read instead of asking; empty: they are asked. */
    public String answers() {
        return answers;
    }
}
