package io.millrace.operators.stage;

import io.millrace.domain.ApprovalAnswer;
import io.millrace.domain.CalendarChange;
import io.millrace.domain.CatalogGapSighting;
import io.millrace.domain.Command;
import io.millrace.domain.ConditionPart;
import io.millrace.domain.GuardInput;
import io.millrace.domain.Incident;
import io.millrace.domain.LinkOffer;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.StormSighting;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.VectorPart;
import io.millrace.domain.time.SlotOrder;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;

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

    /** What the guard is told beside proposals and calendars: what is at work, then storms, then people's answers. */
    public static final Comparator<GuardInput> TOLD = Comparator.comparing(Orders::kindOfTold)
            .thenComparing(Orders::toldTime)
            .thenComparing(Orders::toldId);

    public static final Comparator<LinkOffer> OFFERS = SlotOrder.OFFERS;

    public static final Comparator<ThreadLink> LINKS =
            Comparator.comparing(ThreadLink::getArrivedAt).thenComparing(ThreadLink::getKey);

    public static final Comparator<Page> PAGES = SlotOrder.PAGES;

    public static final Comparator<Incident> INCIDENTS =
            Comparator.comparing(Incident::getOpenedAt).thenComparing(Incident::getThreadId);

    public static final Comparator<CatalogGapSighting> GAPS =
            Comparator.comparing(CatalogGapSighting::getEventTime).thenComparing(CatalogGapSighting::getEventId);

    private Orders() {}

    /** Arrival of what the guard is told. */
    static Instant toldAt(GuardInput input) {
        return choose(input, Outcome::getArrivedAt, StormSighting::getArrivedAt, ApprovalAnswer::getArrivedAt);
    }

    private static int kindOfTold(GuardInput input) {
        return choose(input, outcome -> 0, storm -> 1, answer -> 2);
    }

    private static Instant toldTime(GuardInput input) {
        return choose(input, Outcome::getEventTime, StormSighting::getArrivedAt, ApprovalAnswer::getEventTime);
    }

    private static String toldId(GuardInput input) {
        return choose(input, Outcome::getEventId, StormSighting::getThreadId, ApprovalAnswer::getEventId);
    }

    private static <T> T choose(
            GuardInput input,
            Function<Outcome, T> ofOutcome,
            Function<StormSighting, T> ofStorm,
            Function<ApprovalAnswer, T> ofAnswer) {
        Outcome outcome = input.getOutcome();
        StormSighting storm = input.getStorm();
        ApprovalAnswer answer = input.getAnswer();
        if (outcome != null) {
            return ofOutcome.apply(outcome);
        }
        if (storm != null) {
            return ofStorm.apply(storm);
        }
        if (answer != null) {
            return ofAnswer.apply(answer);
        }
        throw new IllegalArgumentException(
                "The guard was told nothing, or a proposal or calendar, which have places of their own");
    }
}
