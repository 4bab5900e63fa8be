package io.millrace.operators.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.ApprovalAnswer;
import io.millrace.domain.CalendarChange;
import io.millrace.domain.Command;
import io.millrace.domain.Outcome;
import io.millrace.domain.StormSighting;
import io.millrace.domain.time.Slots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Knows everything that was ever said, forgets nothing, and holds each answer of the guard against all of it: what was granted violates
 * no guardrail, what was refused violates the one that it names. Shares no code with the guard but the length of a slot.
 */
final class ActingOracle {
    private static final Duration COOL_DOWN = Duration.ofMinutes(20);
    private static final Duration STORM = Duration.ofMinutes(40);
    private static final Duration ATTEMPTS = Duration.ofHours(6);
    private static final int MOST_ATTEMPTS = 2;
    private static final Duration APPROVE = Duration.ofMinutes(30);
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final Duration VERIFY = Duration.ofMinutes(13);
    private static final int SHARE = 2;
    private static final Set<String> ENDS = Set.of(
            "FIXED",
            "NOT_FIXED",
            "MADE_WORSE",
            "UNVERIFIABLE",
            "REFUSED",
            "FAILED",
            "TIMED_OUT",
            "CANCELLED",
            "ROLLED_BACK");

    /** Versions by the arrival from which they hold. */
    private final Map<Instant, Integer> variants;

    private final Map<String, Command> proposals = new LinkedHashMap<>();
    private final Map<String, Command> asked = new LinkedHashMap<>();
    private final Map<String, Command> ended = new LinkedHashMap<>();
    private final List<Command> grants = new ArrayList<>();
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private final List<StormSighting> storms = new ArrayList<>();
    private final List<CalendarChange> calendars = new ArrayList<>();
    private final Map<String, ApprovalAnswer> people = new LinkedHashMap<>();
    private final Map<String, String> contents = new HashMap<>();

    /** How often each word was heard, so that a test can see that it tested something. */
    private final Map<String, Integer> heard = new HashMap<>();

    ActingOracle(Map<Instant, Integer> variants) {
        this.variants = variants;
    }

    Map<String, Integer> heard() {
        return heard;
    }

    void proposed(Command command) {
        oneContent("proposal", command);
        proposals.putIfAbsent(command.getCommandId(), command);
    }

    /** What came of a command; told again after a crash it says the same. */
    void came(Outcome outcome) {
        outcomes.putIfAbsent(outcome.getEventId() + outcome.getArrivedAt(), outcome);
    }

    void stormed(StormSighting storm) {
        storms.add(storm);
    }

    void closed(CalendarChange change) {
        calendars.add(change);
    }

    void said(ApprovalAnswer answer) {
        people.putIfAbsent(answer.getEventId() + answer.getArrivedAt(), answer);
    }

    /** Whether this is news, and no repeat after a crash. */
    boolean answered(Command answer) {
        String id = answer.getCommandId();
        boolean isNew = oneContent(answer.getStatus().name(), answer);
        if (!isNew) {
            return false;
        }
        assertThat(proposals).as("nobody proposed " + id).containsKey(id);
        assertThat(ended)
                .as(id + " has ended, and is answered again: " + answer)
                .doesNotContainKey(id);
        if (!answer.getRollbackOf().isEmpty()) {
            takesBackWhatRanAndDidHarm(answer);
        }
        assertThat(answer.getAction().equals(ActingContent.READ))
                .as("a diagnosis only reads, and nothing else does: " + told(answer))
                .isEqualTo(answer.getDiagnosis())
                .isEqualTo(answer.getTier() == 0);
        Set<String> wrong = violations(answer);
        String word = answer.getReason().replaceFirst(":.*", "");
        switch (answer.getStatus()) {
            case GRANTED -> {
                assertThat(wrong).as("granted: " + told(answer)).isEmpty();
                assertThat(needsApproval(answer) && !isApproved(answer))
                        .as("granted without an approval: " + told(answer))
                        .isFalse();
                grants.add(answer);
                ended.put(id, answer);
                word = answer.getDiagnosis()
                        ? "diagnosis granted"
                        : answer.getRollbackOf().isEmpty() ? "granted" : "rollback granted";
            }
            case AWAITING_APPROVAL -> {
                assertThat(wrong).as("asked for: " + told(answer)).isEmpty();
                assertThat(needsApproval(answer)).as(told(answer)).isTrue();
                assertThat(asked.put(id, answer))
                        .as("asked for twice: " + told(answer))
                        .isNull();
            }
            default -> {
                if (word.equals("approval")) {
                    assertThat(isApproved(answer))
                            .as("refused: " + told(answer))
                            .isFalse();
                    word = answer.getReason()
                            .substring(0, Math.min(15, answer.getReason().length()));
                } else {
                    assertThat(wrong).as("refused: " + told(answer)).contains(word);
                }
                ended.put(id, answer);
            }
        }
        heard.merge(word, 1, Integer::sum);
        return true;
    }

    /** Of one granted, live command that an executor ran and that made it worse; once, and as the command said. */
    private void takesBackWhatRanAndDidHarm(Command rollback) {
        String of = rollback.getRollbackOf();
        Command taken = grants.stream()
                .filter(grant -> grant.getCommandId().equals(of))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was granted that it takes back: " + told(rollback)));
        assertThat(taken.getMode()).as(told(rollback)).isEqualTo("live");
        assertThat(taken.getRollbackOf()).as("a rollback of a rollback").isEmpty();
        assertThat(rollback.getRollbackAction()).isEmpty();
        assertThat(rollback.getAction()).isEqualTo(taken.getRollbackAction());
        assertThat(rollback.getParameters()).isEqualTo(taken.getRollbackParameters());
        assertThat(rollback.getTarget()).isEqualTo(taken.getTarget());
        assertThat(rollback.getTier()).isEqualTo(taken.getTier());
        assertThat(outcomes.values().stream()
                        .filter(outcome -> outcome.getCommandId().equals(of))
                        .filter(outcome -> isKnown(outcome.getArrivedAt(), rollback.getArrivedAt()))
                        .map(Outcome::getOutcome))
                .as(told(rollback))
                .contains("MADE_WORSE")
                .containsAnyOf("STARTED", "SUCCEEDED");
        assertThat(proposals.values().stream()
                        .filter(other -> other.getRollbackOf().equals(of)))
                .as("taken back twice: " + told(rollback))
                .hasSize(1);
    }

    /** Long after the last trouble. */
    void isOver() {
        for (Command proposal : proposals.values()) {
            assertThat(ended).as("lost: " + told(proposal)).containsKey(proposal.getCommandId());
        }
    }

    List<Command> grants() {
        return grants;
    }

    private boolean oneContent(String what, Command command) {
        String content = command.toString();
        String known = contents.putIfAbsent(what + " " + command.getCommandId(), content);
        assertThat(content).as("one id, two contents (" + what + ")").isEqualTo(known == null ? content : known);
        return known == null;
    }

    private Set<String> violations(Command command) {
        Instant now = command.getArrivedAt();
        ActingContent.Limits limits = limits(now);
        var wrong = new TreeSet<String>();
        note(wrong, "kill-switch", limits.killSwitch);
        note(wrong, "allow-list", command.getAction().equals(ActingContent.RESTART) && !limits.restartAllowed);
        note(wrong, "mode", mode(command).equals("off"));
        note(wrong, "tier", command.getTier() == 3);
        note(
                wrong,
                "freeze",
                calendars.stream()
                        .filter(change -> isKnown(change.getArrivedAt(), now))
                        .max(Comparator.comparing(CalendarChange::getSince).thenComparing(CalendarChange::getEventId))
                        .map(CalendarChange::getClosed)
                        .orElse(false));
        note(
                wrong,
                "storm",
                storms.stream()
                        .filter(storm ->
                                storm.getScope().equals(command.getScope()) && isKnown(storm.getArrivedAt(), now))
                        .anyMatch(storm -> storm.getArrivedAt().plus(STORM).isAfter(now)));
        note(
                wrong,
                "cool-down",
                command.getRung() == 0
                        && command.getAttempt() == 1
                        && command.getRollbackOf().isEmpty()
                        && counted(command, COOL_DOWN, sameWork(command)) > 0);
        note(wrong, "attempts", startsTooOften(command));
        note(
                wrong,
                "busy",
                !command.getDiagnosis()
                        && atWork(now).stream()
                                .anyMatch(grant -> grant.getTarget().equals(command.getTarget())));
        note(
                wrong,
                "share",
                command.getService().equals("shop")
                        && !command.getDiagnosis()
                        && atWork(now).stream()
                                        .filter(grant -> grant.getService().equals("shop"))
                                        .map(Command::getTarget)
                                        .filter(target -> !target.equals(command.getTarget()))
                                        .distinct()
                                        .count()
                                >= SHARE);
        note(
                wrong,
                "budget",
                spent(command, grant -> grant.getTarget().equals(command.getTarget())) >= limits.perTarget
                        || spent(command, grant -> grant.getService().equals(command.getService())) >= limits.perService
                        || spent(command, grant -> grant.getAccount().equals(command.getAccount())) >= limits.perAccount
                        || spent(command, grant -> true) >= limits.fleet);
        return wrong;
    }

    private static void note(Set<String> wrong, String word, boolean isWrong) {
        if (isWrong) {
            wrong.add(word);
        }
    }

    private long counted(Command command, Duration within, Predicate<Command> what) {
        return against(command).stream()
                .filter(grant ->
                        grant.getArrivedAt().isAfter(command.getArrivedAt().minus(within)))
                .filter(what)
                .count();
    }

    /** Of a budget: steps are held against steps, a diagnosis against everything. */
    private long spent(Command command, Predicate<Command> what) {
        boolean shadow = mode(command).equals("shadow");
        return grants.stream()
                .filter(grant -> shadow || !grant.getMode().equals("shadow"))
                .filter(grant -> command.getDiagnosis() || !grant.getDiagnosis())
                .filter(grant ->
                        grant.getArrivedAt().isAfter(command.getArrivedAt().minus(WINDOW)))
                .filter(what)
                .count();
    }

    private boolean startsTooOften(Command command) {
        var openings = new TreeSet<String>();
        against(command).stream()
                .filter(grant ->
                        grant.getArrivedAt().isAfter(command.getArrivedAt().minus(ATTEMPTS)))
                .filter(sameWork(command))
                .forEach(grant -> openings.add(grant.getOpeningCondition()));
        return !openings.contains(command.getOpeningCondition()) && openings.size() >= MOST_ATTEMPTS;
    }

    private static Predicate<Command> sameWork(Command command) {
        return grant -> grant.getRunbook().equals(command.getRunbook())
                && grant.getTarget().equals(command.getTarget());
    }

    /** Shadows are held against shadows only, diagnoses against nothing. */
    private List<Command> against(Command command) {
        boolean shadow = mode(command).equals("shadow");
        return grants.stream()
                .filter(grant -> !grant.getDiagnosis())
                .filter(grant -> shadow || !grant.getMode().equals("shadow"))
                .toList();
    }

    private List<Command> atWork(Instant now) {
        return grants.stream().filter(grant -> isAtWork(grant, now)).toList();
    }

    private boolean isAtWork(Command grant, Instant now) {
        if (grant.getMode().equals("shadow") || grant.getDiagnosis()) {
            return false;
        }
        Instant until = grant.getArrivedAt().plus(VERIFY);
        var reports = outcomes.values().stream()
                .filter(outcome -> outcome.getCommandId().equals(grant.getCommandId()))
                .filter(outcome -> isKnown(outcome.getArrivedAt(), now))
                .sorted(Comparator.<Outcome, Long>comparing(outcome -> slot(outcome.getArrivedAt()))
                        .thenComparing(Outcome::getEventTime)
                        .thenComparing(Outcome::getEventId))
                .toList();
        for (Outcome report : reports) {
            if (!until.isAfter(report.getArrivedAt())) {
                continue;
            }
            if (ENDS.contains(report.getOutcome())) {
                return false;
            }
            boolean runs =
                    report.getOutcome().equals("STARTED") || report.getOutcome().equals("SUCCEEDED");
            Instant later = report.getArrivedAt().plus(VERIFY);
            until = runs && later.isAfter(until) ? later : until;
        }
        return until.isAfter(now);
    }

    private boolean needsApproval(Command command) {
        return command.getTier() == 2 && !mode(command).equals("shadow");
    }

    /** Asked for, and the first answer in time says yes, before the trouble was over anyway. */
    private boolean isApproved(Command answer) {
        Command question = asked.get(answer.getCommandId());
        if (question == null) {
            return false;
        }
        Instant from = question.getArrivedAt();
        boolean isOvertaken = outcomes.values().stream()
                .filter(outcome -> outcome.getCommandId().equals(answer.getCommandId()))
                .filter(outcome -> ENDS.contains(outcome.getOutcome())
                        || outcome.getOutcome().equals("HEALED"))
                .anyMatch(outcome -> slot(outcome.getArrivedAt()) <= slot(answer.getArrivedAt()));
        return !isOvertaken
                && people.values().stream()
                        .filter(said -> said.getCommandId().equals(answer.getCommandId()))
                        .filter(said -> slot(said.getArrivedAt()) > slot(from))
                        .filter(said -> said.getArrivedAt().isBefore(from.plus(APPROVE)))
                        .filter(said -> isKnown(said.getArrivedAt(), answer.getArrivedAt()))
                        .min(Comparator.<ApprovalAnswer, Long>comparing(said -> slot(said.getArrivedAt()))
                                .thenComparing(ApprovalAnswer::getEventTime)
                                .thenComparing(ApprovalAnswer::getEventId))
                        .map(ApprovalAnswer::getGranted)
                        .orElse(false);
    }

    /** The stricter of what it was proposed with and what holds now. */
    private String mode(Command command) {
        Command proposal = proposals.get(command.getCommandId());
        String proposed = proposal == null ? command.getMode() : proposal.getMode();
        String present = command.getRunbook().equals("gentle") ? limits(command.getArrivedAt()).gentleMode : proposed;
        var order = List.of("off", "shadow", "live");
        return order.get(Math.min(order.indexOf(proposed), order.indexOf(present)));
    }

    private ActingContent.Limits limits(Instant now) {
        Integer present = variants.entrySet().stream()
                .filter(entry -> !entry.getKey().isAfter(now))
                .max(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElse(0);
        return ActingContent.limits(present);
    }

    /** Of one slot the guard hears everything before it decides anything. */
    private static boolean isKnown(Instant fact, Instant now) {
        return slot(fact) <= slot(now);
    }

    private static long slot(Instant at) {
        return Slots.endOf(at.toEpochMilli());
    }

    private static String told(Command command) {
        return command.getStatus() + " " + command.getReason() + " | " + command.getRunbook() + " rung "
                + command.getRung() + " attempt " + command.getAttempt() + " " + command.getMode() + " on "
                + command.getTarget() + " at " + command.getArrivedAt() + " id " + command.getCommandId();
    }
}
