package io.millrace.domain.time;

import io.millrace.domain.LinkOffer;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Page;
import io.millrace.domain.Signal;
import java.util.Comparator;

/** The total order within a slot (DESIGN §2, "Time") of what decides about events: event time, then ids. */
public final class SlotOrder {
    public static final Comparator<OpsEvent> EVENTS = Comparator.comparing(OpsEvent::getEventTime)
            .thenComparing(OpsEvent::getEventId)
            .thenComparing(OpsEvent::getRecordId);

    public static final Comparator<Signal> SIGNALS = Comparator.comparing(Signal::getEvent, EVENTS);

    public static final Comparator<LinkOffer> OFFERS = Comparator.comparing(LinkOffer::getSince)
            .thenComparing(LinkOffer::getThreadId)
            .thenComparing(LinkOffer::getRole)
            .thenComparing(LinkOffer::getIdentity)
            .thenComparing(LinkOffer::getUntil, Comparator.nullsFirst(Comparator.naturalOrder()));

    public static final Comparator<Page> PAGES = Comparator.comparing(Page::getThreadId)
            .thenComparing(Page::getVersion)
            .thenComparing(Page::getPageId);

    private SlotOrder() {}
}
