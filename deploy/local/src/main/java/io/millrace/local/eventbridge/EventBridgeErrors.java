package io.millrace.local.eventbridge;

import io.millrace.local.http.WireException;

/** The errors of EventBridge in its own words. */
final class EventBridgeErrors {
    private EventBridgeErrors() {}

    static WireException noBus(String bus) {
        return WireException.client("ResourceNotFoundException", "Event bus " + bus + " does not exist.");
    }

    static WireException noRule(String rule, String bus) {
        return WireException.client(
                "ResourceNotFoundException", "Rule " + rule + " does not exist on EventBus " + bus + ".");
    }

    static WireException busExists(String bus) {
        return WireException.client("ResourceAlreadyExistsException", "Event bus " + bus + " already exists.");
    }

    static WireException limitExceeded(String what, int most) {
        return WireException.client(
                "LimitExceededException",
                "The requested resource exceeds the maximum number allowed: " + what + ", at most " + most + ".");
    }

    static WireException invalidPattern(String reason) {
        return WireException.client("InvalidEventPatternException", "Event pattern is not valid. Reason: " + reason);
    }

    static WireException validation(String message) {
        return WireException.client("ValidationException", message);
    }
}
