package io.millrace.domain.report;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.Outcome;
import io.millrace.domain.ReportedCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The commands of one incident, each with the guard's, the executor's and the data's last word about it. */
final class Remedies {
    static final String FIXED = "FIXED";
    private static final int MOST = 40;
    private static final Set<String> VERDICTS =
            Set.of(FIXED, "NOT_FIXED", "MADE_WORSE", "HEALED", "UNVERIFIABLE", "FAILED", "ROLLED_BACK");
    private static final Set<String> EXECUTIONS = Set.of("STARTED", "SUCCEEDED", "FAILED", "CANCELLED", "TIMED_OUT");

    private final List<ReportedCommand> all;
    /** Ids of those that were not of a merged thread. */
    private final Set<String> own;

    private final List<Outcome> outcomes;

    private Remedies(List<ReportedCommand> all, Set<String> own, List<Outcome> outcomes) {
        this.all = all;
        this.own = own;
        this.outcomes = outcomes;
    }

    /** @param threadId whose record it is: what fixed a thread that was merged into it has not fixed it */
    static Remedies of(CaseFile file, String threadId, @Nullable Instant overAt, Instant until) {
        var newest = new TreeMap<String, Command>();
        file.commands().forEach(command -> newest.put(command.getCommandId(), command));
        boolean remedied = newest.values().stream()
                .anyMatch(command -> !isShadow(command)
                        && command.getThreadId().equals(threadId)
                        && file.outcomes().stream()
                                .anyMatch(said -> said.getCommandId().equals(command.getCommandId())
                                        && said.getOutcome().equals(FIXED)));
        List<ReportedCommand> all = newest.values().stream()
                .sorted(Comparator.comparing(Command::getArrivedAt)
                        .thenComparing(Command::getRunbook)
                        .thenComparing(Command::getRung)
                        .thenComparing(Command::getCommandId))
                .limit(MOST)
                .map(command -> reported(command, file, overAt, until, remedied))
                .collect(Collectors.toCollection(ArrayList::new));
        Set<String> own = newest.values().stream()
                .filter(command -> command.getThreadId().equals(threadId))
                .map(Command::getCommandId)
                .collect(Collectors.toSet());
        return new Remedies(all, own, file.outcomes());
    }

    private static ReportedCommand reported(
            Command command, CaseFile file, @Nullable Instant overAt, Instant until, boolean remedied) {
        var row = ReportedCommand.newBuilder()
                .setCommandId(command.getCommandId())
                .setRunbook(command.getRunbook())
                .setRunbookVersion(command.getRunbookVersion())
                .setRung(command.getRung())
                .setAttempt(command.getAttempt())
                .setStep(command.getStep())
                .setAction(command.getAction())
                .setTarget(command.getTarget())
                .setMode(command.getMode())
                .setStatus(command.getStatus())
                .setReason(Bounded.text(command.getReason()))
                .setDiagnosis(command.getDiagnosis())
                .setRequestedAt(command.getArrivedAt());
        if (command.getDiagnosis()) {
            last(file.outcomes(), command, EXECUTIONS)
                    .ifPresent(said -> row.setExecution(said.getOutcome()).setDetail(Bounded.text(said.getDetail())));
            return row.build();
        }
        if (isShadow(command)) {
            var grade = ShadowGrade.of(command, file.acts(), overAt, until, remedied);
            // what a guardrail would have stopped would have helped nobody
            boolean refused = command.getStatus() == CommandStatus.REFUSED;
            return row.setGrade(refused ? "UNKNOWN" : grade.word())
                    .setDetail(Bounded.text(refused ? "the guard refused it: " + command.getReason() : grade.why()))
                    .build();
        }
        last(file.outcomes(), command, EXECUTIONS).ifPresent(said -> row.setExecution(said.getOutcome()));
        last(file.outcomes(), command, VERDICTS)
                .ifPresent(said -> row.setVerdict(said.getOutcome()).setDetail(Bounded.text(said.getDetail())));
        return row.build();
    }

    private static Optional<Outcome> last(List<Outcome> outcomes, Command command, Set<String> words) {
        return outcomes.stream()
                .filter(said -> said.getCommandId().equals(command.getCommandId()))
                .filter(said -> words.contains(said.getOutcome()))
                .reduce((one, later) -> later);
    }

    private static boolean isShadow(Command command) {
        return command.getMode().equals(ShadowGrade.MODE);
    }

    static boolean isShadow(ReportedCommand command) {
        return command.getMode().equals(ShadowGrade.MODE);
    }

    List<ReportedCommand> all() {
        return all;
    }

    /** Whether nothing was to be done; to read is not to do. */
    boolean none() {
        return done().findAny().isEmpty();
    }

    boolean fixed() {
        return all.stream()
                .anyMatch(command -> command.getVerdict().equals(FIXED) && own.contains(command.getCommandId()));
    }

    boolean all(Predicate<ReportedCommand> which) {
        return done().allMatch(which);
    }

    private Stream<ReportedCommand> done() {
        return all.stream().filter(command -> !command.getDiagnosis());
    }

    /** The first verdict FIXED that came after {@code from}; empty without one. */
    Optional<Instant> fixedAfter(Instant from) {
        return outcomes.stream()
                .filter(said -> said.getOutcome().equals(FIXED)
                        && own.contains(said.getCommandId())
                        && said.getArrivedAt().isAfter(from))
                .map(Outcome::getArrivedAt)
                .min(Comparator.naturalOrder());
    }

    /** The last rung that data calls FIXED, in words. */
    List<String> worked() {
        return all.stream()
                .filter(command -> command.getVerdict().equals(FIXED))
                .map(command -> named(command) + " fixed it.")
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** What diagnoses found, in words. */
    List<String> found() {
        return all.stream()
                .filter(command ->
                        command.getDiagnosis() && command.getExecution().equals("SUCCEEDED"))
                .map(command -> command.getStep() + " on " + command.getTarget() + ": " + command.getDetail())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** What was granted and did not help, and what was refused, in words. */
    List<String> didNotWork() {
        return done().filter(
                        command -> !isShadow(command) && !command.getVerdict().equals(FIXED))
                .map(Remedies::failure)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String failure(ReportedCommand command) {
        if (command.getStatus() == CommandStatus.REFUSED) {
            return named(command) + " was refused: " + command.getReason() + ".";
        }
        String verdict = command.getVerdict().isEmpty() ? "without a verdict" : command.getVerdict();
        return named(command) + " was " + verdict + (command.getDetail().isEmpty() ? "" : ": " + command.getDetail())
                + ".";
    }

    private static String named(ReportedCommand command) {
        return "Rung " + (command.getRung() + 1) + " of " + command.getRunbook() + "@" + command.getRunbookVersion()
                + " (" + command.getStep() + ")";
    }
}
