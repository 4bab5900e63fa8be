package io.millrace.domain.thread;

/** How many people a service serves, in the steps that its impact knows. */
public enum Users {
    SMALL(-1),
    /** Also where nobody says. */
    MEDIUM(0),
    LARGE(1);

    /** A team or two. */
    private static final long FEW = 100;

    /** A town. */
    private static final long MANY = 10_000;

    private final int steps;

    Users(int steps) {
        this.steps = steps;
    }

    /** Below 100 small, from 10,000 on large. */
    public static Users of(long number) {
        if (number < FEW) {
            return SMALL;
        }
        return number < MANY ? MEDIUM : LARGE;
    }

    int steps() {
        return steps;
    }
}
