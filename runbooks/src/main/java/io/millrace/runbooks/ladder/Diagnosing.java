package io.millrace.runbooks.ladder;

import io.millrace.domain.Command;
import io.millrace.domain.Ladder;
import io.millrace.domain.LadderDiagnosis;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.OpsEvent;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/**
 * What a ladder has read before its first rung, which waits until all has been said, or until its time is over, whatever comes first.
 * What is found goes along with each later command; what fails, is refused or stays silent holds nothing up. Pure.
 */
final class Diagnosing {
    /** Of one; a document's output may be a book. */
    static final int MOST_RESULT = 500;

    private static final Set<String> ENDS =
            Set.of(Verification.SUCCEEDED, "FAILED", "TIMED_OUT", Verification.CANCELLED);

    private Diagnosing() {}

    /** What the ladder keeps of a diagnosis that is asked for. */
    static LadderDiagnosis of(Command command) {
        return LadderDiagnosis.newBuilder()
                .setCommandId(command.getCommandId())
                .setStep(command.getStep())
                .build();
    }

    /** Whether the first rung waits for it. */
    static boolean isUnderWay(Ladder ladder) {
        return ladder.getStatus() == LadderStatus.WAITING && ladder.getNotBefore() != null;
    }

    /** Whether everything that was asked for has been answered. */
    static boolean isOver(Ladder ladder) {
        return ladder.getDiagnoses().stream()
                .noneMatch(diagnosis -> diagnosis.getWord().isEmpty());
    }

    /** Whether this is said of one that nobody has answered yet. */
    static boolean isNamed(Ladder ladder, String commandId) {
        return (ThreadLadders.isWaiting(ladder) || ThreadLadders.isActive(ladder))
                && ladder.getDiagnoses().stream()
                        .anyMatch(diagnosis -> diagnosis.getCommandId().equals(commandId)
                                && diagnosis.getWord().isEmpty());
    }

    /** The ladder once this was said of one of them; empty for what is no end. */
    static Optional<Ladder> heard(Ladder ladder, OpsEvent event) {
        String word = word(event);
        if (word.isEmpty()) {
            return Optional.empty();
        }
        String commandId = event.getAttributes().getOrDefault("commandId", "");
        var diagnoses = new ArrayList<LadderDiagnosis>();
        for (LadderDiagnosis known : ladder.getDiagnoses()) {
            boolean isMeant =
                    known.getCommandId().equals(commandId) && known.getWord().isEmpty();
            diagnoses.add(
                    isMeant
                            ? LadderDiagnosis.newBuilder(known)
                                    .setWord(word)
                                    .setResult(line(event.getText().isEmpty() ? event.getTitle() : event.getText()))
                                    .setEventId(event.getEventId())
                                    .build()
                            : known);
        }
        return Optional.of(Ladder.newBuilder(ladder).setDiagnoses(diagnoses).build());
    }

    /** What was found is evidence of the command. */
    static void tell(Ladder ladder, Command command) {
        var evidence = new ArrayList<>(command.getEvidence());
        var findings = new ArrayList<String>();
        for (LadderDiagnosis diagnosis : ladder.getDiagnoses()) {
            if (diagnosis.getWord().equals(Verification.SUCCEEDED)) {
                evidence.add(diagnosis.getEventId());
                findings.add(diagnosis.getStep() + ": " + diagnosis.getResult());
            }
        }
        command.setEvidence(evidence);
        command.setFindings(findings);
    }

    private static String word(OpsEvent event) {
        var attributes = event.getAttributes();
        if (event.getDetailType().equals(Verification.REFUSED)) {
            return "REFUSED";
        }
        if (event.getDetailType().equals(Verification.REQUESTED)) {
            // newer content has put the runbook to shadow: nobody runs it
            return attributes.getOrDefault("mode", "").equals(Verification.SHADOW) ? "SHADOW" : "";
        }
        String word = attributes.getOrDefault("outcome", "");
        return ENDS.contains(word) ? word : "";
    }

    /** One line, without control characters; never half a character. */
    private static String line(String text) {
        var line = new StringBuilder();
        text.codePoints()
                .map(character ->
                        Character.isISOControl(character) || Character.isWhitespace(character) ? ' ' : character)
                .limit(MOST_RESULT)
                .forEach(line::appendCodePoint);
        return line.toString().strip();
    }
}
