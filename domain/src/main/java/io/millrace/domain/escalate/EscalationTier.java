package io.millrace.domain.escalate;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** People who are called when those before them have not answered. */
public final class EscalationTier {
    /** When a tier can be called at all; it is passed over otherwise. */
    public enum Duty {
        ALWAYS,
        WORKING_HOURS,
        OFF_HOURS
    }

    private final String name;
    private final Duration after;
    private final List<String> contacts;
    private final List<String> vendors;
    private final Duty duty;

    /**
     * @param after so long nobody has taken the thread on; zero for at once
     * @param contacts empty for the owner and the contacts of the service: those whom a page wakes
     * @param vendors how suppliers are reached, a line each
     */
    public EscalationTier(
            String name, Duration after, Collection<String> contacts, Collection<String> vendors, Duty duty) {
        this.name = name;
        this.after = after;
        this.contacts = List.copyOf(contacts);
        this.vendors = List.copyOf(vendors);
        this.duty = duty;
    }

    public String name() {
        return name;
    }

    public Duration after() {
        return after;
    }

    public List<String> contacts() {
        return contacts;
    }

    public List<String> vendors() {
        return vendors;
    }

    /** Whom the page, or the ladder's call, has told already. */
    boolean isToldByThePage() {
        return after.isZero() && contacts.isEmpty() && vendors.isEmpty();
    }

    /** @param worked whether people are at work when it would be called */
    boolean isOnDuty(boolean worked) {
        return duty == Duty.ALWAYS || worked == (duty == Duty.WORKING_HOURS);
    }
}
