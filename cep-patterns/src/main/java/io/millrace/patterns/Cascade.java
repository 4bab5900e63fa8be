package io.millrace.patterns;

import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.thread.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A service is in trouble, and then one that needs it, by the catalog. Between scopes the same is a link of two threads.
 *
 * <pre>
 *   orders fails ─────────── checkout fails       ──► cascade     starts: trouble of a service as a whole
 *   └─────── at most 10 min ───────┘                              ends:   trouble of a service that needs it, or is needed
 *   checkout fails ── orders fails                                        by it and began first
 *   └─── 3 min ────┘  sources disagree                            voided: 10 minutes pass between them
 * </pre>
 */
public final class Cascade implements SituationPattern {
    private static final long serialVersionUID = 1L;

    /** Beyond the window, in arrival time: metric points arrive 2 to 3 minutes late. */
    private static final Duration DELAY = Duration.ofMinutes(5);

    private final Duration window;
    private final Pair pair;

    public Cascade() {
        this(SituationSettings.defaults());
    }

    Cascade(SituationSettings settings) {
        window = settings.span(Knob.CASCADE_WINDOW);
        pair = new Pair(new NeededAndNeeding(window));
    }

    @Override
    public String type() {
        return "cascade";
    }

    @Override
    public List<String> places(Signal signal) {
        if (!pair.concerns(signal)) {
            return List.of();
        }
        var services = new ArrayList<String>(signal.getDependsOn());
        services.add(signal.getService());
        return Places.of(signal.getScope(), services);
    }

    /** In the place of a service: its own trouble, and that of who needs it. */
    @Override
    public int parts(Signal signal) {
        boolean isNeeded =
                Places.of(signal.getScope(), List.of(signal.getService())).contains(signal.getPlace());
        boolean isNeeding = Places.of(signal.getScope(), signal.getDependsOn()).contains(signal.getPlace());
        return (isNeeded ? 1 : 0) | (isNeeding ? 2 : 0);
    }

    /** Both: most trouble of a service is nobody else's. */
    @Override
    public int whole() {
        return 3;
    }

    @Override
    public Pattern<Signal, Signal> pattern() {
        return pair.pattern(window.plus(DELAY));
    }

    @Override
    public Situation situation(Map<String, List<Signal>> match) {
        Signal needed = pair.one(match);
        Signal needing = pair.other(match);
        return Situations.of(
                type(),
                needing.getService() + " is in trouble after " + needed.getService() + ", which it needs: "
                        + needed.getEvent().getTitle() + ", then "
                        + needing.getEvent().getTitle(),
                Math.max(needed.getSeverity(), needing.getSeverity()),
                List.of(needed, needing));
    }

    /** Trouble of a service, and of one that needs it. */
    static final class NeededAndNeeding implements Pair.Kinds {
        private static final long serialVersionUID = 1L;

        /** Sources disagree about the minute. */
        private static final Duration SLACK = Duration.ofMinutes(3);

        private final Duration window;

        NeededAndNeeding(Duration window) {
            this.window = window;
        }

        @Override
        public boolean isOne(Signal signal) {
            return Traits.isSymptom(signal) && !signal.getService().isEmpty() && Subject.isWide(signal.getEvent());
        }

        @Override
        public boolean isOther(Signal signal) {
            return isOne(signal) && !signal.getDependsOn().isEmpty();
        }

        @Override
        public boolean together(Signal needed, Signal needing) {
            var distance = Traits.between(needed, needing);
            return needing.getDependsOn().contains(needed.getService())
                    && distance.compareTo(SLACK.negated()) >= 0
                    && distance.compareTo(window) <= 0;
        }
    }
}
