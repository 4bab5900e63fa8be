package io.millrace.runbooks.conditions;

import io.millrace.runbooks.yaml.Fields;
import java.util.Optional;

/** Reads {@code comparator}, {@code level} and {@code clear.level} of a condition or of one of its parts. */
final class ThresholdReader {
    private ThresholdReader() {}

    /** Empty, and a problem, when the comparator cannot be read. */
    static Optional<Threshold> read(Fields fields, Optional<Fields> clear) {
        var comparator = Comparator.of(fields.oneOf("comparator", Comparator.symbols(), ""));
        double level = fields.number("level");
        double clearLevel =
                clear.flatMap(found -> found.optionalNumber("level")).orElse(level);
        if (comparator.isPresent() && !comparator.get().clearsAt(clearLevel, level)) {
            fields.problem(
                    "clear",
                    "clear level " + clearLevel + " lies on the breaching side of level " + level
                            + "; put it on the healthy side, or leave it out");
        }
        return comparator.map(found -> new Threshold(found, level, clearLevel));
    }
}
