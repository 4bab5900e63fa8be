package io.millrace.runbooks.catalog;

import io.millrace.runbooks.yaml.Fields;
import java.time.Duration;
import java.util.ArrayList;

/** Reads {@code diagnosis: {within: ..., steps: [...]}}. */
final class DiagnosisReader {
    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int MOST_STEPS = 5;

    private DiagnosisReader() {}

    static Diagnosis read(Fields fields, StepReader reader, String advice) {
        var within = fields.optionalDuration("within").orElse(WITHIN);
        var steps = new ArrayList<Step>();
        for (Fields step : fields.objects("steps")) {
            steps.add(reader.diagnosis(step, advice));
        }
        fields.done();
        if (within.compareTo(LONGEST) > 0) {
            fields.problem(
                    "within",
                    "within is longer than " + LONGEST.toMinutes()
                            + "m, and the first rung waits for it; give at most that");
        }
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            fields.problem("steps", "steps has " + steps.size() + " entries; wanted 1 to " + MOST_STEPS);
        }
        return new Diagnosis(steps, within);
    }
}
