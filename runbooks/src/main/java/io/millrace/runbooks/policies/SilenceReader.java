package io.millrace.runbooks.policies;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.runbooks.Names;
import io.millrace.runbooks.windows.WindowReader;
import io.millrace.runbooks.yaml.Fields;
import java.time.Duration;
import java.util.Optional;

/** Reads one entry of {@code silences:}. It has an end, a reason and an author, or it is refused. */
final class SilenceReader {
    /** What is silent for longer is a policy that nobody wrote down. */
    private static final Duration LONGEST = Duration.ofDays(31);

    private SilenceReader() {}

    /** @param match the checked pattern; empty when it was refused */
    static Optional<Silence> read(Fields fields, Optional<JsonNode> match) {
        String id = fields.text("id", Names.ID, Names.ID_WANTED);
        String reason = fields.text("reason");
        String author = fields.text("author");
        boolean evenCritical = fields.flag("evenCritical", false);
        var window = WindowReader.read(fields);
        fields.done("match");
        if (window.isPresent() && window.get().length().compareTo(LONGEST) > 0) {
            fields.problem(
                    "once",
                    "silence \"" + id + "\" lasts " + window.get().length().toDays() + " days; wanted "
                            + LONGEST.toDays() + " at most (what is silent for longer is a policy)");
        }
        return match.flatMap(
                pattern -> window.map(found -> new Silence(id, pattern, found, reason, author, evenCritical)));
    }
}
