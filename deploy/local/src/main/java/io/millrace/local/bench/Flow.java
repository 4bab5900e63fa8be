package io.millrace.local.bench;

import io.millrace.local.flink.JobMetrics;
import java.util.Map;
import java.util.TreeMap;

/** How often a record passes each part on its way through the job, by the job's own counters. */
final class Flow {
    private final Map<String, Double> timesPerRecord;

    private Flow(Map<String, Double> timesPerRecord) {
        this.timesPerRecord = timesPerRecord;
    }

    /** What was counted so far, for each of so many records. */
    static Flow counted(long records) {
        var times = new TreeMap<String, Double>();
        for (String operator : new String[] {
            "Parse metrics",
            "Score series",
            "Parse events",
            "Fold events",
            "Triage events",
            "Situate flapping alarm",
            "Situate anomaly and alarm",
            "Thread signals",
            "Explain threads",
            "Check entries",
            "Lake scores: Writer",
            "Lake events: Writer",
            "Lake decisions: Writer",
            "Lake threads: Writer"
        }) {
            times.put(operator, JobMetrics.sum(operator, "numRecordsIn") / (double) records);
        }
        times.put("explanations", JobMetrics.sum("Explain threads", "numRecordsOut") / (double) records);
        return new Flow(times);
    }

    /** Elements that entered the operator for one record; all of them together for several operators. */
    double into(String... operators) {
        double sum = 0;
        for (String operator : operators) {
            sum += timesPerRecord.getOrDefault(operator, 0.0);
        }
        return sum;
    }

    @Override
    public String toString() {
        return timesPerRecord.toString();
    }
}
