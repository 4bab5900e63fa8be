package io.millrace.domain.guard;

/** A change calendar that freezes automatic commands while it is closed. */
public final class Freeze {
    private final String name;
    private final String calendar;
    private final boolean initiallyOpen;

    /**
     * @param name for reasons
     * @param calendar ARN of the calendar's document
     * @param initiallyOpen how it counts until it speaks for the first time
     */
    public Freeze(String name, String calendar, boolean initiallyOpen) {
        this.name = name;
        this.calendar = calendar;
        this.initiallyOpen = initiallyOpen;
    }

    public String name() {
        return name;
    }

    public String calendar() {
        return calendar;
    }

    public boolean initiallyOpen() {
        return initiallyOpen;
    }
}
