package io.millrace.operators.parse;

import io.millrace.domain.OpsEvent;
import java.util.TreeMap;

/** A canonical event as lines, so that an expectation can be written and reviewed by eye. Empty parts have no line. */
public final class EventText {
    private EventText() {}

    /** Everything but position and arrival. */
    public static String of(OpsEvent event) {
        var text = new StringBuilder();
        line(
                text,
                event.getKind() + " " + event.getStatus() + " " + event.getSeverity()
                        + (event.getFuture() ? " future" : ""));
        line(text, "source    " + event.getSource() + " / " + event.getDetailType());
        line(text, "id        " + event.getEventId());
        line(text, "identity  " + event.getIdentity());
        if (!event.getDeliveryId().equals(event.getEventId())) {
            line(text, "delivery  " + event.getDeliveryId());
        }
        line(text, "at        " + event.getEventTime());
        if (event.getRevision() != event.getEventTime().toEpochMilli()) {
            line(text, "revision  " + event.getRevision());
        }
        line(text, "in        " + event.getAccount() + " " + event.getRegion());
        line(text, "title     " + event.getTitle());
        if (!event.getText().isEmpty()) {
            line(text, "text      " + event.getText().replace("\n", " / "));
        }
        event.getResources().forEach(resource -> line(text, "resource  " + resource));
        event.getCorrelationKeys().stream()
                .filter(key -> !key.getValue().equals(event.getIdentity()))
                .filter(key -> !event.getResources().contains(key.getValue()))
                .forEach(key -> line(text, "key       " + key.getType() + " " + key.getValue()));
        new TreeMap<>(event.getAttributes()).forEach((name, value) -> line(text, "attribute " + name + " = " + value));
        new TreeMap<>(event.getValues()).forEach((name, value) -> line(text, "value     " + name + " = " + value));
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
