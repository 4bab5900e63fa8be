package io.millrace.local.eventbridge;

/**
 * The documented limits of EventBridge (API reference of PutEvents, PutRule and PutTargets; user guide, "Quotas").
 *
 * @param entries entries in one PutEvents
 * @param requestBytes size of all entries together
 * @param entryBytes size of one entry; 256 KiB is what older Regions and SDK pages promise
 * @param detailTypeCharacters length of DetailType
 * @param patternCharacters length of a rule's event pattern
 * @param targets targets of one rule
 * @param rules rules of one bus
 */
public record EventBridgeLimits(
        int entries,
        int requestBytes,
        int entryBytes,
        int detailTypeCharacters,
        int patternCharacters,
        int targets,
        int rules) {
    private static final int KIB = 1024;

    /** The limits of today, with the cautious one for an entry. */
    public static EventBridgeLimits documented() {
        return new EventBridgeLimits(10, 1024 * KIB, 256 * KIB, 128, 2_048, 5, 300);
    }

    /** The same with another limit for one entry. */
    public EventBridgeLimits withEntryBytes(int newEntryBytes) {
        return new EventBridgeLimits(
                entries, requestBytes, newEntryBytes, detailTypeCharacters, patternCharacters, targets, rules);
    }
}
