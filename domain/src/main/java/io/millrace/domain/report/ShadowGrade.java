package io.millrace.domain.report;

import io.millrace.domain.Command;
import io.millrace.domain.ThreadAct;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a command that was only shown would have done, by what people did and whether it was over. */
final class ShadowGrade {
    /** Of a runbook or policy that only shows what it would do. */
    static final String MODE = "shadow";

    private static final Comparator<ThreadAct> IN_TIME =
            Comparator.comparing(ThreadAct::getEventTime).thenComparing(ThreadAct::getEventId);

    private final String word;
    private final String why;

    private ShadowGrade(String word, String why) {
        this.word = word;
        this.why = why;
    }

    /**
     * @param acts of people and of our remediation, about the thread
     * @param overAt when all was over (arrival time); null where it was never seen to be
     * @param until end of the thread
     * @param remedied a command that was not a shadow fixed it
     */
    static ShadowGrade of(
            Command shadow, List<ThreadAct> acts, @Nullable Instant overAt, Instant until, boolean remedied) {
        Instant from = shadow.getArrivedAt().minus(Acts.BEFORE);
        Instant end = overAt == null ? until : overAt;
        List<ThreadAct> calls = acts.stream()
                .filter(act -> act.getAct().equals("CALLED") && !act.getOwn() && !act.getFailed())
                .filter(act -> !act.getEventTime().isBefore(from)
                        && !act.getEventTime().isAfter(end))
                .sorted(IN_TIME)
                .collect(Collectors.toList());
        Optional<ThreadAct> same =
                first(calls, act -> isOn(act, shadow) && ActionFamily.isSame(shadow.getAction(), act));
        if (overAt == null) {
            return same.map(act ->
                            new ShadowGrade("WOULD_NOT_HAVE_HELPED", did(act) + "; it was never seen to be over"))
                    .orElseGet(() -> new ShadowGrade("UNKNOWN", "it was never seen to be over"));
        }
        if (same.isPresent()) {
            return new ShadowGrade("WOULD_HAVE_HELPED", did(same.get()) + ", " + before(same.get(), overAt));
        }
        if (remedied) {
            return new ShadowGrade("UNKNOWN", "another command fixed it");
        }
        Optional<ThreadAct> other = first(calls, act -> isOn(act, shadow)).or(() -> first(calls, act -> true));
        if (other.isPresent()) {
            return new ShadowGrade("PERSON_DID_OTHER", did(other.get()) + ", " + before(other.get(), overAt));
        }
        return acts.stream().anyMatch(act -> !act.getAct().equals("CALLED"))
                ? new ShadowGrade("UNKNOWN", "somebody was at it, and no call shows what was done")
                : new ShadowGrade("HEALED_ALONE", "it was over without anybody acting");
    }

    private static Optional<ThreadAct> first(List<ThreadAct> calls, Predicate<ThreadAct> which) {
        return calls.stream().filter(which).findFirst();
    }

    /** By its ARN, or by its id where a call names no more. */
    private static boolean isOn(ThreadAct act, Command shadow) {
        String target = shadow.getTarget();
        String name = target.substring(Math.max(target.lastIndexOf('/'), target.lastIndexOf(':')) + 1);
        return act.getResources().contains(target) || act.getResources().contains(name);
    }

    private static String did(ThreadAct act) {
        String what = act.getDocument().isEmpty() ? act.getCall() : act.getDocument();
        return (act.getWho().isEmpty() ? "somebody" : act.getWho()) + " ran " + what;
    }

    private static String before(ThreadAct act, Instant overAt) {
        return Duration.between(act.getEventTime(), overAt).toMinutes() + " min before it was over";
    }

    String word() {
        return word;
    }

    /** In a sentence. */
    String why() {
        return why;
    }
}
