package io.millrace.runbooks.policies;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.runbooks.Names;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads one entry of {@code inhibit:}. Its keys imply the scope, or it is refused: only there a source and its target meet. */
final class InhibitionReader {
    private static final Duration USUAL = Duration.ofHours(24);

    /** What is silent for longer is a policy that nobody wrote down. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private InhibitionReader() {}

    /** @param source the checked pattern, empty when it was refused; likewise the target's */
    static Optional<Inhibition> read(Fields fields, Optional<JsonNode> source, Optional<JsonNode> target) {
        String id = fields.text("id", Names.ID, Names.ID_WANTED);
        fields.text("description");
        List<String> equal = fields.texts("equal");
        Duration atMost = fields.optionalDuration("atMost").orElse(USUAL);
        boolean evenCritical = fields.flag("evenCritical", false);
        fields.done("source", "target");
        for (String key : equal) {
            boolean isAttribute = key.startsWith(Inhibition.ATTRIBUTE) && key.length() > Inhibition.ATTRIBUTE.length();
            if (!isAttribute && !Inhibition.keys().contains(key)) {
                fields.problem(
                        "equal",
                        "inhibition \"" + id + "\": nothing can be equal by \"" + key + "\"; "
                                + Nearest.hint(key, Inhibition.keys()) + ", or attributes.NAME");
            }
        }
        if (equal.stream().noneMatch(Inhibition.IMPLY_SCOPE::contains)) {
            fields.problem(
                    "equal",
                    "inhibition \"" + id + "\": equal is " + equal
                            + ", which does not imply one scope, and only within a"
                            + " scope a source and its target meet; name scope, or service, which has one: equal: [service]");
        }
        if (atMost.compareTo(LONGEST) > 0) {
            fields.problem(
                    "atMost",
                    "inhibition \"" + id + "\": atMost is " + atMost.toDays() + " days; wanted " + LONGEST.toDays()
                            + " at most (what is silent for longer is a policy)");
        }
        return source.flatMap(from -> target.map(to -> new Inhibition(id, from, to, equal, atMost, evenCritical)));
    }
}
