package io.millrace.patterns;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.time.EventTimes;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;

/** What signals of several situations are asked, by the fields that the parsers and the scoring stage fill. */
final class Traits {
    private static final String CALL = "AWS API Call via CloudTrail";

    private Traits() {}

    /** Operational trouble that opens: an alarm, a condition, an anomaly, an issue. */
    static boolean isSymptom(Signal signal) {
        switch (signal.getEvent().getKind()) {
            case ISSUE:
            case ANOMALY:
            case CONDITION:
                return signal.getEvent().getStatus() == EventStatus.OPEN;
            default:
                return false;
        }
    }

    /** An API call that CloudTrail tells of, which changed something and did not fail. */
    static boolean isChangingCall(Signal signal) {
        OpsEvent event = signal.getEvent();
        return event.getKind() == EventKind.CHANGE
                && event.getDetailType().equals(CALL)
                && attribute(signal, "errorCode").isEmpty();
    }

    /** Empty where the event has none of this name. */
    static String attribute(Signal signal, String name) {
        return signal.getEvent().getAttributes().getOrDefault(name, "");
    }

    /** Name of the metric that it speaks of, in lower case; empty for none. */
    static String metric(Signal signal) {
        return attribute(signal, "metricName").toLowerCase(Locale.ROOT);
    }

    /** A condition on a trend, or a forecast that heads for a limit. */
    static boolean isTrend(Signal signal) {
        OpsEvent event = signal.getEvent();
        return !attribute(signal, "trend").isEmpty() || event.getIdentity().startsWith("anomaly:capacity:");
    }

    /** An alarm or a condition on a level alone. */
    static boolean isLevel(Signal signal) {
        return !isTrend(signal)
                && (signal.getEvent().getKind() == EventKind.CONDITION || AlarmOpens.isOpeningAlarm(signal.getEvent()));
    }

    static boolean shareAResource(Signal one, Signal other) {
        return !Collections.disjoint(
                one.getEvent().getResources(), other.getEvent().getResources());
    }

    /** Event time from one to the other; negative when the other happened first. */
    static Duration between(Signal one, Signal other) {
        return Duration.between(EventTimes.of(one.getEvent()), EventTimes.of(other.getEvent()));
    }

    /** For people: {@code 4 minutes}, {@code 3 hours}, {@code 2 days}. */
    static String words(Duration distance) {
        var span = distance.abs();
        if (span.compareTo(Duration.ofMinutes(100)) < 0) {
            return count(span.toMinutes(), "minute");
        }
        return span.compareTo(Duration.ofHours(48)) < 0 ? count(span.toHours(), "hour") : count(span.toDays(), "day");
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
