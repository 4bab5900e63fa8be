package io.millrace.runbooks.ladder;

import io.millrace.domain.Ladder;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.time.EventTimes;
import io.millrace.runbooks.catalog.Runbook;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/**
 * What the executor's words, later data and time show of the present rung of one ladder. The executor says when it acts, never whether
 * that helped: only data of after that does, and only what recovered after it is claimed.
 */
final class Verification {
    /** The guard's words about a command. */
    static final String REFUSED = "Remediation Refused";

    static final String REQUESTED = "Remediation Requested";

    static final String STARTED = "STARTED";
    static final String SUCCEEDED = "SUCCEEDED";

    /** Words by which an executor says that a rung came to nothing. */
    static final Set<String> FAILS = Set.of("FAILED", "TIMED_OUT");

    /** Somebody stopped it, who may not want the next one either. */
    static final String CANCELLED = "CANCELLED";

    static final String SHADOW = "shadow";

    /** Modes in which nobody would have run it. */
    private static final Set<String> ASLEEP = Set.of("off", SHADOW);

    private final Climbing climbing;

    Verification(Climbing climbing) {
        this.climbing = climbing;
    }

    /** What the guard, or an executor, says of the ladder's command. A word that was said before, or is none, moves nothing. */
    void onReport(ThreadState thread, Ladder ladder, OpsEvent event, LadderStep step) {
        String word = event.getAttributes().getOrDefault("outcome", "");
        boolean inShadow = ladder.getMode().equals(SHADOW);
        if (event.getDetailType().equals(REFUSED)) {
            climbing.end(thread, ladder, LadderStatus.REFUSED, event.getTitle(), step);
            if (inShadow || ASLEEP.contains(event.getAttributes().getOrDefault("mode", ""))) {
                // newer content may have put it to sleep on its way; nobody waited for it: what the guard would have
                // said is in the incident's report
                return;
            }
            step.escalate(ladder.getRunbook() + " was refused: "
                    + event.getAttributes().getOrDefault("reason", "no reason given"));
            return;
        }
        if (event.getDetailType().equals(REQUESTED)) {
            shadowed(thread, ladder, event, step);
            return;
        }
        boolean isOver = ladder.getExecutorWord().equals(SUCCEEDED);
        // what is only shown is run by nobody, whoever says otherwise: it can fix nothing
        if (isOver || inShadow || namesNoExecution(ladder.getExecutionId(), word, event)) {
            return;
        }
        if (FAILS.contains(word)) {
            climbing.climb(thread, named(ladder, event), LadderStatus.FAILED, "the executor reported " + word, step);
        } else if (word.equals(CANCELLED)) {
            climbing.giveUp(thread, named(ladder, event), "the executor reported CANCELLED", step);
        } else if (word.equals(SUCCEEDED)
                || (word.equals(STARTED) && !ladder.getExecutorWord().equals(STARTED))) {
            var next = acts(thread, named(ladder, event), event, word, step.at());
            step.changed(ThreadLadders.with(thread, next, ThreadStatus.VERIFYING));
        }
    }

    /** Newer content may have put a runbook to sleep when the guard granted its command. */
    private static void shadowed(ThreadState thread, Ladder ladder, OpsEvent event, LadderStep step) {
        boolean isNews = event.getAttributes().getOrDefault("mode", "").equals(SHADOW)
                && !ladder.getMode().equals(SHADOW);
        if (isNews) {
            var next = Ladder.newBuilder(ladder).setMode(SHADOW).build();
            step.changed(ThreadLadders.with(thread, next, thread.getStatus()));
        }
    }

    /** Only what is measured after a rung began to act shows whether it helped; its time to verify begins with the executor's word. */
    private Ladder acts(ThreadState thread, Ladder ladder, OpsEvent event, String word, Instant at) {
        Instant said = EventTimes.of(event);
        // an executor's clock may be slow: nothing ran before it was proposed
        Instant began = said.isBefore(ladder.getSince()) ? ladder.getSince() : said;
        var next = Ladder.newBuilder(ladder)
                .setStatus(LadderStatus.REQUESTED)
                .setExecutorWord(word)
                .setActedAt(actedAt(ladder).orElse(began));
        Optional<Runbook> runbook =
                climbing.runbooks(thread, ladder, at).catalog().find(ladder.getRunbook());
        if (runbook.isPresent()) {
            next.setSince(at).setVerifyBy(at.plus(runbook.get().verifyWithin())).setUpdatesSince(0);
        }
        return next.build();
    }

    /**
     * Whether a failure is not that of the execution that was started: an executor that is handed a command again after it has
     * expired reports that it failed, and names no execution, while the one that it started before may still run.
     */
    static boolean namesNoExecution(String started, String word, OpsEvent event) {
        return FAILS.contains(word)
                && !started.isEmpty()
                && event.getAttributes().getOrDefault("executionId", "").isEmpty();
    }

    private static Ladder named(Ladder ladder, OpsEvent event) {
        String execution = event.getAttributes().getOrDefault("executionId", "");
        return execution.isEmpty()
                ? ladder
                : Ladder.newBuilder(ladder).setExecutionId(execution).build();
    }

    /** The trouble lasts, with newer figures. */
    void onUpdate(ThreadState thread, Ladder ladder, OpsEvent event, LadderStep step) {
        boolean isAfter = actedAt(ladder)
                .filter(acted -> !EventTimes.of(event).isBefore(acted))
                .isPresent();
        boolean acted = isAfter && ladder.getTier() > 0;
        int worse = acted && Worsening.isClearlyWorse(ladder, event) ? ladder.getWorse() + 1 : 0;
        var next = Ladder.newBuilder(ladder)
                .setEvidence(event)
                .setUpdatesSince(ladder.getUpdatesSince() + (isAfter ? 1 : 0))
                .setWorse(worse)
                .build();
        if (acted && Worsening.isMoreSevere(ladder, event)) {
            climbing.madeWorse(
                    thread,
                    next,
                    event,
                    "severity rose from " + ladder.getProposedSeverity() + " to " + event.getSeverity(),
                    step);
        } else if (worse >= Worsening.READINGS) {
            climbing.madeWorse(
                    thread,
                    next,
                    event,
                    "its figure was " + ladder.getProposedValue() + " before and is "
                            + event.getValues().get("value") + " now",
                    step);
        } else {
            step.changed(ThreadLadders.with(thread, next, thread.getStatus()));
        }
    }

    /** Something else opened in the thread. */
    void onFurtherTrouble(ThreadState thread, Ladder ladder, OpsEvent event, LadderStep step) {
        if (ladder.getTier() > 0 && Worsening.isFurtherTrouble(ladder, event)) {
            climbing.madeWorse(thread, ladder, event, "after it, " + event.getTitle(), step);
        }
    }

    /** The trouble is over: by the rung when all that shows it came after the rung began to act, else of its own. */
    void onRecovery(ThreadState thread, Ladder ladder, OpsEvent event, LadderStep step) {
        Optional<Instant> acted = actedAt(ladder);
        if (isForWantOfData(event)) {
            unknown(thread, ladder, "its condition ended for want of data", step);
        } else if (acted.isPresent() && !normalSince(event).isBefore(acted.get())) {
            climbing.end(thread, ladder, LadderStatus.FIXED, event.getText(), step);
        } else {
            String detail = acted.isPresent()
                    ? "it was normal since " + normalSince(event) + ", before the rung acted at " + acted.get()
                    : "it was over before an executor said that the rung runs";
            climbing.end(thread, ladder, LadderStatus.HEALED, detail, step);
        }
    }

    /** Nobody watches the condition any more: no data will show whether the rung helped. */
    void onWithdrawal(ThreadState thread, Ladder ladder, LadderStep step) {
        unknown(thread, ladder, "its condition is no longer watched", step);
    }

    private void unknown(ThreadState thread, Ladder ladder, String why, LadderStep step) {
        if (ladder.getMode().equals(SHADOW)) {
            // nobody ran it, so nobody has to look
            climbing.end(thread, ladder, LadderStatus.UNVERIFIABLE, why, step);
        } else {
            climbing.giveUp(thread, ladder, why, step);
        }
    }

    /** Missing points that count as normal end a condition, and show nothing. */
    private static boolean isForWantOfData(OpsEvent event) {
        var attributes = event.getAttributes();
        return attributes.containsKey("conditionId")
                && !attributes.containsKey("absentFor")
                && !event.getValues().containsKey("value");
    }

    /** The first of the points that cleared it; of what has no points, the moment itself. */
    private static Instant normalSince(OpsEvent event) {
        String since = event.getAttributes().getOrDefault("since", "");
        try {
            return since.isEmpty() ? EventTimes.of(event) : Instant.parse(since);
        } catch (DateTimeParseException e) {
            return EventTimes.of(event);
        }
    }

    /** Its time to verify is over. */
    void onTime(ThreadState thread, Ladder ladder, LadderStep step) {
        boolean waits = ladder.getStatus() == LadderStatus.PROPOSED;
        if (waits && ladder.getMode().equals(SHADOW)) {
            // nobody was to run it, and what it would have done is for the incident's report to say: no reason to wake
            // anybody
            climbing.end(thread, ladder, LadderStatus.UNVERIFIABLE, "it is in shadow", step);
        } else if (waits) {
            climbing.giveUp(thread, ladder, "no executor said that it ran", step);
        } else if (ladder.getUpdatesSince() == 0) {
            climbing.giveUp(thread, ladder, "no data arrived after it", step);
        } else {
            climbing.climb(thread, ladder, LadderStatus.NOT_FIXED, "the condition still holds", step);
        }
    }

    /** When the present rung began to act (event time); absent before. An earlier version kept only when that was heard. */
    static Optional<Instant> actedAt(Ladder ladder) {
        if (ladder.getStatus() != LadderStatus.REQUESTED) {
            return Optional.empty();
        }
        Instant acted = ladder.getActedAt();
        return Optional.of(acted == null ? ladder.getSince() : acted);
    }
}
