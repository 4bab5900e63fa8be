package io.millrace.operators.stage;

import io.millrace.domain.CalendarChange;
import io.millrace.domain.CatalogGapSighting;
import io.millrace.domain.Command;
import io.millrace.domain.ConditionPart;
import io.millrace.domain.Incident;
import io.millrace.domain.LinkOffer;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Page;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.VectorPart;
import io.millrace.domain.time.SlotOrder;
import java.util.Comparator;

/** The total order within a slot (DESIGN §2, "Time"): event time, then ids. */
public final class Orders {
    public static final Comparator<OpsEvent> EVENTS = SlotOrder.EVENTS;

    public static final Comparator<Signal> SIGNALS = SlotOrder.SIGNALS;

    public static final Comparator<Situation> SITUATIONS =
            Comparator.comparing(Situation::getEndedAt).thenComparing(Situation::getSituationId);

    public static final Comparator<MetricDatum> POINTS = Comparator.comparing(MetricDatum::getTimestamp)
            .thenComparing(MetricDatum::getRecordId)
            .thenComparing(MetricDatum::getLine);

    public static final Comparator<ConditionPart> PARTS = Comparator.comparing(ConditionPart::getTimestamp)
            .thenComparing(ConditionPart::getMetric)
            .thenComparing(ConditionPart::getRecordId)
            .thenComparing(ConditionPart::getLine);

    public static final Comparator<VectorPart> VECTOR_PARTS = Comparator.comparing(VectorPart::getTimestamp)
            .thenComparing(VectorPart::getFeature)
            .thenComparing(VectorPart::getRecordId)
            .thenComparing(VectorPart::getLine);

    public static final Comparator<Command> COMMANDS =
            Comparator.comparing(Command::getEventTime).thenComparing(Command::getCommandId);

    public static final Comparator<CalendarChange> CALENDARS =
            Comparator.comparing(CalendarChange::getSince).thenComparing(CalendarChange::getEventId);

    public static final Comparator<LinkOffer> OFFERS = SlotOrder.OFFERS;

    public static final Comparator<ThreadLink> LINKS =
            Comparator.comparing(ThreadLink::getArrivedAt).thenComparing(ThreadLink::getKey);

    public static final Comparator<Page> PAGES = SlotOrder.PAGES;

    public static final Comparator<Incident> INCIDENTS =
            Comparator.comparing(Incident::getOpenedAt).thenComparing(Incident::getThreadId);

    public static final Comparator<CatalogGapSighting> GAPS =
            Comparator.comparing(CatalogGapSighting::getEventTime).thenComparing(CatalogGapSighting::getEventId);

    private Orders() {}
}
