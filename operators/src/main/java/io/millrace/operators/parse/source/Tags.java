package io.millrace.operators.parse.source;

import java.util.Locale;

/** Tags of an affected resource: kept as {@code tag.<name>}; service and environment also count as stated. */
final class Tags {
    private Tags() {}

    static void describe(String name, String value, EventDraft draft) {
        if (name.isEmpty() || value.isEmpty()) {
            return;
        }
        draft.attribute("tag." + name, value);
        switch (name.toLowerCase(Locale.ROOT)) {
            case "service":
                draft.service(value);
                break;
            case "environment":
                draft.attribute("environment", value);
                break;
            default:
        }
    }
}
