package io.millrace.jobs.config;

/** The files of a bounded run. */
public final class ReplayFiles {
    private final String input;
    private final String metricsCsv;

    private final String answers;

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
        return files;
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
