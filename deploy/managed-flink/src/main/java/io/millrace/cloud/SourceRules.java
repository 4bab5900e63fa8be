package io.millrace.cloud;

/**
 * A rule per source. Services of AWS speak on the default bus of their own account; the operations bus has the same
 * rules for events that other accounts forward to it. No event is on both, so none is delivered twice.
 */
final class SourceRules {
    SourceRules(OperationsBus bus, StreamDelivery delivery) {
        for (EventSource source : EventSources.all()) {
            String id = ConstructName.of(source.name());
            if (source.aws()) {
                delivery.rule(
                        "Own" + id,
                        source.name(),
                        OperationsBus.DEFAULT,
                        source.pattern(),
                        "This account's " + source.name() + " to the events stream");
            }
            delivery.rule(
                    "Sent" + id,
                    source.name(),
                    bus.name(),
                    source.pattern(),
                    (source.aws() ? "Other accounts' " : "The estate's ") + source.name() + " to the events stream");
        }
    }
}
