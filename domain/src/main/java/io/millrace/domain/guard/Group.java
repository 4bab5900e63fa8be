package io.millrace.domain.guard;

/** Things of which only a share may be worked on at once: one of them always may. */
public final class Group {
    private final String name;
    private final Members members;
    private final int atOnce;
    private final String words;

    private Group(String name, Members members, int atOnce, String words) {
        this.name = name;
        this.members = members;
        this.atOnce = Math.max(1, atOnce);
        this.words = words;
    }

    /**
     * A share of a group in per cent, rounded down.
     *
     * @param size how many there are; 0 where that is not known, and then only one is worked on at once
     */
    public static Group share(String name, Members members, int size, int percent) {
        return new Group(name, members, (int) ((long) size * percent / 100), percent + " % of " + size(size));
    }

    /** So many of a group at once, whatever its size. */
    public static Group count(String name, Members members, int most) {
        return new Group(name, members, most, String.valueOf(most));
    }

    private static String size(int size) {
        return size == 0 ? "an unknown number" : String.valueOf(size);
    }

    /** For reasons. */
    String name() {
        return name;
    }

    /** Whether a target (ARN) of a service belongs to it. */
    public boolean has(String target, String service) {
        return members.have(target, service);
    }

    /** Most targets at once, at least one. */
    public int atOnce() {
        return atOnce;
    }

    /** The limit as content states it. */
    String words() {
        return words;
    }

    /** Who belongs to the group. */
    public interface Members {
        /** Whether a target (ARN) of a service does. */
        boolean have(String target, String service);
    }
}
