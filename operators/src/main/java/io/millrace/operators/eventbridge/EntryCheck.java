package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.domain.BusEvent;
import io.millrace.domain.contract.DetailType;
import java.util.Optional;

/** Whether an event may go out: PutEvents' limits, and the output contract of its detail type. */
public final class EntryCheck {
    private static final int MOST_DETAIL_TYPE_CHARACTERS = 128;
    private static final int MOST_VIOLATIONS_TOLD = 5;

    private final ObjectMapper json = new ObjectMapper();
    private final OutputContracts contracts = new OutputContracts();

    /** The first thing that forbids it; empty when nothing does. */
    public Optional<Violation> violation(BusEvent event) {
        if (event.getDetailType().length() > MOST_DETAIL_TYPE_CHARACTERS) {
            return violation(
                    "detail-type-too-long",
                    "detail type of " + event.getDetailType().length() + " characters; PutEvents takes at most "
                            + MOST_DETAIL_TYPE_CHARACTERS);
        }
        var size = BusEventElementConverter.entry(event).sizeInBytes();
        if (size > EventBridgeSinkBuilder.LARGEST_ENTRY_BYTES) {
            return violation(
                    "too-large",
                    "entry of " + size + " bytes; the limit is " + EventBridgeSinkBuilder.LARGEST_ENTRY_BYTES);
        }
        var type = DetailType.of(event.getDetailType());
        return type.isEmpty()
                ? violation("no-contract", "detail type '" + event.getDetailType() + "' has no output contract")
                : brokenContract(type.get(), event);
    }

    private Optional<Violation> brokenContract(DetailType type, BusEvent event) {
        JsonNode detail;
        try {
            detail = json.readTree(event.getDetail());
        } catch (JsonProcessingException e) {
            return violation("not-json", "the detail is not JSON: " + e.getOriginalMessage());
        }
        if (!event.getEntryId().equals(detail.path("id").asText())) {
            return violation("wrong-id", "the detail's id is not the entry's id " + event.getEntryId());
        }
        var broken = contracts.violations(type, detail);
        return broken.isEmpty()
                ? Optional.empty()
                : violation(
                        "breaks-contract",
                        String.join("; ", broken.subList(0, Math.min(MOST_VIOLATIONS_TOLD, broken.size()))));
    }

    private static Optional<Violation> violation(String reason, String message) {
        return Optional.of(new Violation(reason, message));
    }

    /** A stable code and a sentence. */
    public static final class Violation {
        final String reason;
        final String message;

        Violation(String reason, String message) {
            this.reason = reason;
            this.message = message;
        }

        @Override
        public String toString() {
            return reason + ": " + message;
        }
    }
}
