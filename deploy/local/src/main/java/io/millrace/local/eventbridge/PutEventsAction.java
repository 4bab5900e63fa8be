package io.millrace.local.eventbridge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.EntryFault;
import io.millrace.local.http.Faults;
import io.millrace.local.http.WireRequest;
import java.util.ArrayList;
import java.util.List;

/** PutEvents: a request beyond the limits is refused whole, a bad entry only by itself; results stand in the order of the entries. */
final class PutEventsAction {
    private final EventBridgeOptions options;
    private final Delivery delivery;
    private final EntryChecks checks;
    private final Faults faults;
    private final EventIds ids;

    PutEventsAction(EventBridgeOptions options, Delivery delivery, Faults faults) {
        this.options = options;
        this.delivery = delivery;
        this.checks = new EntryChecks(options.limits());
        this.faults = faults;
        this.ids = new EventIds(options.clock().instant());
    }

    ObjectNode putEvents(WireRequest request) {
        var entries = new ArrayList<PutEventsEntry>();
        for (var entry : request.requiredList("Entries", 1, options.limits().entries())) {
            entries.add(PutEventsEntry.read(request.nested(entry)));
        }
        requireSize(entries);
        var answer = JsonNodeFactory.instance.objectNode();
        var results = answer.putArray("Entries");
        int failed = 0;
        for (var entry : entries) {
            var refusal = faults.nextEntry("PutEvents").or(() -> checks.refusal(entry));
            failed += refusal.isPresent() ? 1 : 0;
            results.add(refusal.map(PutEventsAction::refused).orElseGet(() -> accepted(entry)));
        }
        return answer.put("FailedEntryCount", failed);
    }

    private void requireSize(List<PutEventsEntry> entries) {
        long total = 0;
        for (int i = 0; i < entries.size(); i++) {
            int bytes = entries.get(i).bytes();
            total += bytes;
            if (bytes > options.limits().entryBytes()) {
                throw EventBridgeErrors.validation("Size of entry " + i + " is " + bytes + " bytes, over the limit of "
                        + options.limits().entryBytes() + " bytes.");
            }
        }
        if (total > options.limits().requestBytes()) {
            throw EventBridgeErrors.validation("Total size of the entries in the request is over the limit. It is "
                    + total + " bytes, the limit is " + options.limits().requestBytes() + " bytes.");
        }
    }

    private ObjectNode accepted(PutEventsEntry entry) {
        var detail = Envelope.detail(entry.detail().orElseThrow()).orElseThrow();
        var event =
                Envelope.of(ids.next(), entry, detail, options.clock().instant(), options.account(), options.region());
        delivery.deliver(entry.bus().orElse(EventBuses.DEFAULT), event);
        return JsonNodeFactory.instance.objectNode().put("EventId", event.id());
    }

    private static ObjectNode refused(EntryFault fault) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ErrorCode", fault.code())
                .put("ErrorMessage", fault.message());
    }
}
