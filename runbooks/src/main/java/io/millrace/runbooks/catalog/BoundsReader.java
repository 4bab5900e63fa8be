package io.millrace.runbooks.catalog;

import io.millrace.runbooks.yaml.Fields;
import java.util.TreeMap;

/** Reads {@code when: {value: {above: 80, atMost: 90}}}. */
final class BoundsReader {
    private BoundsReader() {}

    /** {@link Bounds#NONE}-like when there is no {@code when}. */
    static Bounds read(Fields fields) {
        var ranges = new TreeMap<String, ValueRange>();
        fields.objectMap("when").forEach((name, bounds) -> ranges.put(name, range(name, bounds)));
        return new Bounds(ranges);
    }

    private static ValueRange range(String name, Fields bounds) {
        var above = bounds.optionalNumber("above");
        var atLeast = bounds.optionalNumber("atLeast");
        var below = bounds.optionalNumber("below");
        var atMost = bounds.optionalNumber("atMost");
        bounds.done();
        var range = new ValueRange(
                above.orElse(Double.NEGATIVE_INFINITY),
                atLeast.orElse(Double.NEGATIVE_INFINITY),
                below.orElse(Double.POSITIVE_INFINITY),
                atMost.orElse(Double.POSITIVE_INFINITY));
        if (above.isEmpty() && atLeast.isEmpty() && below.isEmpty() && atMost.isEmpty() || !range.isPossible()) {
            bounds.problem(
                    "above", "the bounds on " + name + " hold for nothing; give above or atLeast, and below or atMost");
        }
        return range;
    }
}
