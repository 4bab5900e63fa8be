package io.millrace.domain.thread;

/** Priority of a thread, P1 (most urgent) to P5, from severity and the service's tier. */
final class Priority {
    private Priority() {}

    /**
     * @param severity 1 (informational) to 5 (critical)
     * @param tier the catalog's tier, `1` for the most important; anything else counts as unknown, taken as 2
     */
    static int of(int severity, String tier) {
        int weight = 0;
        if ("1".equals(tier)) {
            weight = -1;
        } else if ("3".equals(tier)) {
            weight = 1;
        } else if ("4".equals(tier)) {
            weight = 2;
        }
        return Math.max(1, Math.min(5, 6 - severity + weight));
    }
}
