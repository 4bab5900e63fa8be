package io.millrace.runbooks.conditions;

import io.millrace.runbooks.yaml.Fields;
import java.time.Duration;
import java.util.List;

/** Reads {@code trend}. */
final class TrendReader {
    private static final List<String> DIRECTIONS = List.of("rising", "falling");

    private TrendReader() {}

    static Trend read(Fields fields) {
        boolean rising = !fields.oneOf("direction", DIRECTIONS, "").equals("falling");
        Duration over = fields.duration("over");
        double rise = fields.optionalNumber("atLeast").orElse(0.0);
        if (rise < 0) {
            fields.problem("atLeast", "atLeast is " + rise + "; wanted the least change over the window, 0 or more");
        }
        var reaches = fields.optionalNumber("reaches");
        var within = fields.optionalDuration("within");
        if (reaches.isPresent() != within.isPresent()) {
            String there = reaches.isPresent() ? "reaches" : "within";
            fields.problem(
                    there,
                    there
                            + " stands alone; reaches: LEVEL and within: TIME say together how far the trend is followed");
        }
        fields.done();
        return reaches.isPresent() && within.isPresent()
                ? new Trend(rising, over, rise, reaches.get(), within.get())
                : new Trend(rising, over, rise, null, null);
    }
}
