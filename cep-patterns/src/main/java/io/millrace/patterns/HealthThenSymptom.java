package io.millrace.patterns;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.time.EventTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.pattern.Pattern;

/**
 * What AWS says of its own trouble shows on a resource that it names: an anomaly, an alarm or a condition there. AWS
 * tells of an issue when it has been under way for a while, and says when it began.
 *
 * <pre>
 *   issue begins ··· issue is told ───────── symptom     ──► health-then-symptom
 *   issue begins ─── symptom ··· issue is told           ──► health-then-symptom
 *   └ 5 min before ┘            └─ at most 1 h ─┘
 *                          starts: an issue of AWS Health that names resources, or trouble of one of them
 *                          ends:   the other one, on a resource that the issue names
 *                          voided: the symptom was there before the issue, or comes an hour after it was told
 * </pre>
 */
public final class HealthThenSymptom implements SituationPattern {
    private static final long serialVersionUID = 1L;

    /** Beyond the window, in arrival time: metric points arrive 2 to 3 minutes late. */
    private static final Duration DELAY = Duration.ofMinutes(5);

    private final Duration window;
    private final Pair pair;

    public HealthThenSymptom() {
        this(SituationSettings.defaults());
    }

    HealthThenSymptom(SituationSettings settings) {
        window = settings.span(Knob.HEALTH_WINDOW);
        pair = new Pair(new IssueAndSymptom(window));
    }

    @Override
    public String type() {
        return "health-then-symptom";
    }

    @Override
    public List<String> places(Signal signal) {
        return pair.concerns(signal)
                ? Places.of(signal.getScope(), signal.getEvent().getResources())
                : List.of();
    }

    @Override
    public int parts(Signal signal) {
        return pair.parts(signal);
    }

    /** Both: most symptoms are on resources that no issue names. */
    @Override
    public int whole() {
        return Pair.BOTH;
    }

    @Override
    public Pattern<Signal, Signal> pattern() {
        return pair.pattern(window.plus(DELAY));
    }

    @Override
    public Situation situation(Map<String, List<Signal>> match) {
        Signal issue = pair.one(match);
        Signal symptom = pair.other(match);
        String code = Traits.attribute(issue, "eventTypeCode");
        var since = Duration.between(IssueAndSymptom.begin(issue.getEvent()), EventTimes.of(symptom.getEvent()));
        return Situations.of(
                type(),
                symptom.getEvent().getTitle() + ", " + Traits.words(since) + (since.isNegative() ? " before" : " after")
                        + " an issue of AWS began that names its resource: "
                        + (code.isEmpty() ? issue.getEvent().getTitle() : code),
                // The issue has its own thread: what merely looks unusual is no page because AWS has trouble.
                symptom.getSeverity(),
                List.of(issue, symptom));
    }

    /** An open issue of AWS that names resources, and trouble on one of them. */
    static final class IssueAndSymptom implements Pair.Kinds {
        private static final long serialVersionUID = 1L;

        private static final String HEALTH = "aws.health";
        /** Sources disagree about the minute. */
        private static final Duration SLACK = Duration.ofMinutes(5);
        /** An issue that has gone on for longer explains no news. */
        private static final Duration LONGEST = Duration.ofHours(24);

        private final Duration window;

        IssueAndSymptom(Duration window) {
            this.window = window;
        }

        @Override
        public boolean isOne(Signal signal) {
            OpsEvent event = signal.getEvent();
            return event.getSource().equals(HEALTH)
                    && event.getKind() == EventKind.ISSUE
                    && (event.getStatus() == EventStatus.OPEN || event.getStatus() == EventStatus.UPDATED)
                    && !event.getResources().isEmpty();
        }

        @Override
        public boolean isOther(Signal signal) {
            return Traits.isSymptom(signal) && !signal.getEvent().getSource().equals(HEALTH);
        }

        @Override
        public boolean together(Signal issue, Signal symptom) {
            Instant at = EventTimes.of(symptom.getEvent());
            return Traits.shareAResource(issue, symptom)
                    && !at.isBefore(begin(issue.getEvent()).minus(SLACK))
                    && !at.isAfter(EventTimes.of(issue.getEvent()).plus(window));
        }

        /** When the issue began by AWS's own account (RFC 1123), within a day before it was told. */
        static Instant begin(OpsEvent issue) {
            Instant told = EventTimes.of(issue);
            Instant stated;
            try {
                stated = OffsetDateTime.parse(
                                issue.getAttributes().getOrDefault("startTime", ""),
                                DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
            } catch (DateTimeParseException e) {
                return told;
            }
            return stated.isAfter(told) || stated.isBefore(told.minus(LONGEST)) ? told : stated;
        }
    }
}
