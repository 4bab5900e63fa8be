package io.millrace.patterns;

import io.millrace.domain.EventKind;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.decision.Loop;
import io.millrace.domain.thread.Membership;
import io.millrace.domain.thread.Subject;
import io.millrace.domain.time.EventTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * Trouble begins soon after a change of the same resource, or after a release of the same service. The change is brought
 * into the thread of its symptom. CloudTrail tells of a change minutes after its symptom, a pipeline before it.
 *
 * <pre>
 *   change ─────── symptom        ──► change-then-symptom    starts: a change, or trouble that opens
 *   └── 15 min of event time ──┘                             ends:   the other one, the change having happened first
 *                                                            voided: 15 minutes pass between them, or the symptom
 *                                                                    was there before the change
 * </pre>
 */
public final class ChangeThenSymptom implements SituationPattern {
    private static final long serialVersionUID = 1L;

    /** What CEP waits beyond the window, in arrival time: CloudTrail tells of a change 5 to 15 minutes later. */
    private static final Duration DELAY = Duration.ofMinutes(16);

    private final Duration window;

    public ChangeThenSymptom() {
        this(SituationSettings.defaults());
    }

    ChangeThenSymptom(SituationSettings settings) {
        this(settings.span(Knob.CHANGE_WINDOW));
    }

    /** @param window most event time from the change to its symptom */
    public ChangeThenSymptom(Duration window) {
        this.window = window;
    }

    @Override
    public String type() {
        return "change-then-symptom";
    }

    @Override
    public List<String> places(Signal signal) {
        if (!isChange(signal) && !isSymptom(signal)) {
            return List.of();
        }
        var things = new ArrayList<String>(signal.getEvent().getResources());
        boolean speaksOfAService = isChange(signal) ? isRelease(signal) : Subject.isWide(signal.getEvent());
        if (speaksOfAService && !signal.getService().isEmpty()) {
            things.add("service:" + signal.getService());
        }
        return Places.of(signal.getScope(), things);
    }

    @Override
    public int parts(Signal signal) {
        return (isChange(signal) ? 1 : 0) | (isSymptom(signal) ? 2 : 0);
    }

    /** Both: most symptoms follow no change. */
    @Override
    public int whole() {
        return 3;
    }

    @Override
    public Pattern<Signal, Signal> pattern() {
        return Pattern.<Signal>begin("first-told", AfterMatchSkipStrategy.noSkip())
                .where(new ChangeOrSymptom())
                .followedBy("then-told")
                .where(new Explains(window))
                .within(window.plus(DELAY));
    }

    @Override
    public Situation situation(Map<String, List<Signal>> match) {
        Signal one = Situations.first(match, "first-told");
        Signal other = Situations.first(match, "then-told");
        Signal change = isChange(one) ? one : other;
        Signal symptom = isChange(one) ? other : one;
        long minutes = Duration.between(EventTimes.of(change.getEvent()), EventTimes.of(symptom.getEvent()))
                .toMinutes();
        var situation = Situations.of(
                type(),
                symptom.getEvent().getTitle() + ", " + minutes + " minutes after "
                        + change.getEvent().getTitle(),
                symptom.getSeverity(),
                List.of(one, other));
        situation.setBrings(List.of(Membership.brought(change)));
        return situation;
    }

    static boolean isChange(Signal signal) {
        return signal.getEvent().getKind() == EventKind.CHANGE && !Loop.isEcho(signal.getEvent());
    }

    /** A release names its service; a call that names a resource changed that one. */
    private static boolean isRelease(Signal change) {
        return change.getEvent().getAttributes().containsKey("changeId");
    }

    static boolean isSymptom(Signal signal) {
        return Traits.isSymptom(signal);
    }

    /** A change that is not our own, or trouble that opens. */
    static final class ChangeOrSymptom extends SimpleCondition<Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Signal signal) {
            return isChange(signal) || isSymptom(signal);
        }
    }

    /** One is a change, the other trouble that began after it, within the window, where the change was made. */
    static final class Explains extends IterativeCondition<Signal> {
        private static final long serialVersionUID = 1L;

        private final Duration window;

        Explains(Duration window) {
            this.window = window;
        }

        @Override
        public boolean filter(Signal signal, Context<Signal> context) throws Exception {
            Signal first = context.getEventsForPattern("first-told").iterator().next();
            return isChange(first) ? explains(first, signal, window) : explains(signal, first, window);
        }

        static boolean explains(Signal change, Signal symptom, Duration window) {
            if (!isChange(change) || !isSymptom(symptom)) {
                return false;
            }
            var distance = Duration.between(EventTimes.of(change.getEvent()), EventTimes.of(symptom.getEvent()));
            return !distance.isNegative() && distance.compareTo(window) <= 0 && isWhereItWasMade(change, symptom);
        }

        private static boolean isWhereItWasMade(Signal change, Signal symptom) {
            OpsEvent made = change.getEvent();
            if (!Collections.disjoint(made.getResources(), symptom.getEvent().getResources())) {
                return true;
            }
            return isRelease(change)
                    && !change.getService().isEmpty()
                    && change.getService().equals(symptom.getService())
                    && Subject.isWide(symptom.getEvent());
        }
    }
}
