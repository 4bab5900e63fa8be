package io.millrace.models.access;

/** How strange it is that an entity acts from an address: its own surprise, less what colleagues there vouch for. */
public final class AccessScore {
    /** Bits that are raised: a first sighting by who has one in 45 sessions or fewer. Figures: docs/models.md. */
    public static final double THRESHOLD = 5.5;

    /** Bits that vanish with each doubling of those who are at home in the network. */
    private static final double VOUCHED = 2;

    private AccessScore() {}

    /** @param others entities at home in the network */
    public static double of(double surprise, int others) {
        return Math.max(0, surprise - VOUCHED * StrictMath.log(1 + others) / StrictMath.log(2));
    }
}
