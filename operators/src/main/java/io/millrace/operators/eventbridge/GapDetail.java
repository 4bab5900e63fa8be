package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.CatalogGap;

/** An account that is in no catalog, with one of its events. */
final class GapDetail {
    private GapDetail() {}

    static void write(CatalogGap gap, ObjectNode detail) {
        detail.put("kind", "catalog-gap");
        detail.put("title", "Account " + gap.getAccount() + " is in no catalog");
        detail.put(
                "text",
                "Its events are accepted for the fallback team. Add the account to services/*.yaml, with an owner and an environment.");
        detail.put("time", gap.getArrivedAt().toString());
        detail.put("account", gap.getAccount());
        detail.put("count", gap.getCount());
        var shown = detail.putObject("example");
        shown.put("eventId", gap.getEventId());
        shown.put("source", gap.getSource());
        shown.put("title", gap.getTitle());
        shown.put("region", gap.getRegion());
        shown.put("time", gap.getEventTime().toString());
    }
}
