package io.millrace.local.eventbridge;

import io.millrace.local.http.EntryFault;
import java.util.Optional;

/** Why one entry is refused while the others go through; the codes are those of PutEventsResultEntry. */
final class EntryChecks {
    private final EventBridgeLimits limits;

    EntryChecks(EventBridgeLimits limits) {
        this.limits = limits;
    }

    Optional<EntryFault> refusal(PutEventsEntry entry) {
        return required(entry.source(), "Source")
                .or(() -> required(entry.detailType(), "DetailType"))
                .or(() -> required(entry.detail(), "Detail"))
                .or(() -> tooLongDetailType(entry.detailType().orElseThrow()))
                .or(() -> reservedSource(entry.source().orElseThrow()))
                .or(() -> malformedDetail(entry.detail().orElseThrow()));
    }

    private static Optional<EntryFault> required(Optional<String> value, String name) {
        return value.filter(text -> !text.isEmpty()).isPresent()
                ? Optional.empty()
                : invalid(name, name + " is a required argument.");
    }

    private Optional<EntryFault> tooLongDetailType(String detailType) {
        return detailType.length() <= limits.detailTypeCharacters()
                ? Optional.empty()
                : invalid("DetailType", "DetailType is longer than " + limits.detailTypeCharacters() + " characters.");
    }

    private static Optional<EntryFault> reservedSource(String source) {
        return source.startsWith("aws.")
                ? Optional.of(new EntryFault("NotAuthorizedForSourceException", "Not authorized for the source."))
                : Optional.empty();
    }

    private static Optional<EntryFault> malformedDetail(String detail) {
        return Envelope.detail(detail).isPresent()
                ? Optional.empty()
                : Optional.of(new EntryFault("MalformedDetail", "Detail is malformed."));
    }

    private static Optional<EntryFault> invalid(String parameter, String reason) {
        return Optional.of(
                new EntryFault("InvalidArgument", "Parameter " + parameter + " is not valid. Reason: " + reason));
    }
}
