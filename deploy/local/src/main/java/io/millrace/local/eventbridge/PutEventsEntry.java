package io.millrace.local.eventbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.local.http.WireRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One entry of PutEvents as it came, possibly without what it must have. */
record PutEventsEntry(
        Optional<String> source,
        Optional<String> detailType,
        Optional<String> detail,
        Optional<Instant> time,
        List<String> resources,
        Optional<String> bus) {
    private static final int TIME_BYTES = 14;

    static PutEventsEntry read(WireRequest entry) {
        var resources = new ArrayList<String>();
        entry.member("Resources").ifPresent(list -> list.forEach(resource -> resources.add(resource.asText())));
        return new PutEventsEntry(
                entry.text("Source"),
                entry.text("DetailType"),
                entry.text("Detail"),
                entry.timestamp("Time"),
                List.copyOf(resources),
                entry.text("EventBusName"));
    }

    /** The size that the quota counts; user guide, "Calculating PutEvents event entry size". */
    int bytes() {
        return (time.isPresent() ? TIME_BYTES : 0)
                + utf8(source)
                + utf8(detailType)
                + utf8(detail)
                + resources.stream()
                        .mapToInt(resource -> resource.getBytes(UTF_8).length)
                        .sum();
    }

    private static int utf8(Optional<String> text) {
        return text.map(present -> present.getBytes(UTF_8).length).orElse(0);
    }
}
