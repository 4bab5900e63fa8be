package io.millrace.domain.thread;

/**
 * Priority of a thread, P1 (most urgent) to P5: severity × impact × breadth, as steps that add up. A medium severity with a
 * service of ordinary impact is P3; each step of severity or impact above or below moves it by one, and trouble that is broad by
 * one more. More of any never gives a lower priority.
 *
 * <pre>
 * impact   tier 1: 4   tier 2, unknown: 3   tier 3: 2   tier 4: 1;   few users: -1, many: +1;   + weight;   within 1 to 5
 * breadth  1 step from 3 services or 20 resources on, where the severity is at least medium: what merely informs wakes nobody
 * </pre>
 */
public final class Priority {
    /** What a service of the middle tier has whose catalog entry says nothing more. */
    public static final int ORDINARY_IMPACT = 3;

    /** Of revenue or compliance. */
    public static final int MOST_WEIGHT = 2;

    /** Severity from which an event tells of trouble rather than informs. */
    static final int MEDIUM = 3;

    private static final int LEAST_URGENT = 5;
    private static final int MOST_IMPACT = 5;
    private static final int UNKNOWN_TIER = 2;
    private static final int LAST_TIER = 4;
    private static final int MANY_SERVICES = 3;
    private static final int MANY_RESOURCES = 20;

    private Priority() {}

    /**
     * What trouble with a service costs the business, 1 to 5.
     *
     * @param tier 1 (most important) to 4; anything else counts as unknown, taken as 2
     * @param weight of the service for revenue or compliance, the greater of the two: 0 to {@value #MOST_WEIGHT}
     */
    public static int impact(int tier, Users users, int weight) {
        int known = tier >= 1 && tier <= LAST_TIER ? tier : UNKNOWN_TIER;
        return within(1, MOST_IMPACT, ORDINARY_IMPACT + UNKNOWN_TIER - known + users.steps() + weight);
    }

    /** Of a service that the catalog says no more of than its tier, as a signal carries it. */
    static int impact(String tier) {
        int known = tier.length() == 1 && Character.isDigit(tier.charAt(0)) ? tier.charAt(0) - '0' : 0;
        return impact(known, Users.MEDIUM, 0);
    }

    /**
     * @param severity 1 (informational) to 5 (critical)
     * @param impact 1 to 5
     * @param services with trouble of at least medium severity in the thread
     * @param resources that the thread is about
     */
    public static int of(int severity, int impact, int services, int resources) {
        boolean isBroad = severity >= MEDIUM && (services >= MANY_SERVICES || resources >= MANY_RESOURCES);
        int steps = (severity - MEDIUM) + (impact - ORDINARY_IMPACT) + (isBroad ? 1 : 0);
        return within(1, LEAST_URGENT, 3 - steps);
    }

    private static int within(int least, int most, int value) {
        return Math.max(least, Math.min(most, value));
    }
}
