package io.millrace.runbooks.ladder;

import static io.millrace.runbooks.ladder.ClimbingThread.CPU;
import static io.millrace.runbooks.ladder.ClimbingThread.highCpu;
import static io.millrace.testing.Events.aFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Command;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.catalog.EventRunbooks;
import io.millrace.runbooks.catalog.RunbookCatalog;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read before the first rung. High CPU has two minutes for it. */
class DiagnosisLadderTest {
    private static final RunbookCatalog SHIPPED =
            ContentBundle.shipped().compile().runbooks();

    private final ClimbingThread thread = new ClimbingThread(SHIPPED);

    @Test
    void aLadderReadsBeforeItActs() {
        var step = thread.met(highCpu(85), "10:00");

        assertThat(step.commands()).singleElement().satisfies(command -> {
            assertThat(command.getStep()).isEqualTo("report-processes");
            assertThat(command.getDiagnosis()).isTrue();
            assertThat(command.getTier()).isZero();
            assertThat(command.getMode()).isEqualTo("live");
            assertThat(command.getExpiresAfterSeconds()).isEqualTo(120);
            assertThat(command.getRollbackAction()).isEmpty();
            assertThat(command.getOwner()).isEqualTo("checkout-team");
            assertThat(command.getArrivedAt()).isEqualTo(Times.at("10:00"));
        });
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.WAITING);
        assertThat(thread.state().getStatus()).isEqualTo(ThreadStatus.DIAGNOSING);
        assertThat(thread.due()).contains(Times.at("10:02"));
    }

    @Test
    void whatItFindsIsEvidenceOfTheRungThatFollowsAtOnce() {
        var read = diagnosis();
        assertThat(thread.outcome(read, "STARTED", "10:00:20").state())
                .as("no end")
                .isEmpty();

        var step = thread.says(read, "SUCCEEDED", "busiest: java 180 %", "10:00:50");

        assertThat(step.outcomes()).as("a diagnosis has no verdict").isEmpty();
        assertThat(step.commands()).singleElement().satisfies(rung -> {
            assertThat(rung.getStep()).isEqualTo("stop-runaway-process");
            assertThat(rung.getDiagnosis()).isFalse();
            assertThat(rung.getFindings()).containsExactly("report-processes: busiest: java 180 %");
            assertThat(rung.getEvidence()).hasSize(2);
            assertThat(rung.getArrivedAt()).isEqualTo(Times.at("10:00:50"));
        });
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.PROPOSED);
        assertThat(thread.ladder().getSince()).isEqualTo(Times.at("10:00:50"));
        assertThat(thread.ladder().getVerifyBy()).isEqualTo(Times.at("10:15:50"));
        assertThat(thread.state().getStatus()).isEqualTo(ThreadStatus.REMEDIATING);
        assertThat(thread.pass("10:02").commands()).as("once").isEmpty();
    }

    @Test
    void theRungDoesNotWaitForEverAndALateFindingGoesWithTheNextOne() {
        var read = diagnosis();
        assertThat(thread.pass("10:01:59").state()).isEmpty();

        var step = thread.pass("10:02");
        assertThat(steps(step)).containsExactly("stop-runaway-process");
        assertThat(step.commands().get(0).getFindings()).isEmpty();
        assertThat(step.escalations()).isEmpty();

        assertThat(thread.says(read, "SUCCEEDED", "found", "10:03").commands()).isEmpty();
        var next = thread.outcome(thread.ladder().getCommandId(), "FAILED", "10:04");
        assertThat(next.commands()).singleElement().satisfies(rung -> {
            assertThat(rung.getRung()).isEqualTo(1);
            assertThat(rung.getFindings()).containsExactly("report-processes: found");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "TIMED_OUT", "CANCELLED"})
    void oneThatComesToNothingHoldsNothingUpAndCallsNobody(String word) {
        var step = thread.says(diagnosis(), word, "no agent answers", "10:00:30");

        follows(step);
    }

    @Test
    void oneThatTheGuardRefusesOrThatNobodyRunsHoldsNothingUpEither() {
        follows(thread.refused(diagnosis(), "budget: 6 of 6", "10:00:05"));

        var asleep = new ClimbingThread(SHIPPED);
        var read = asleep.met(highCpu(85), "10:00").commands().get(0).getCommandId();
        assertThat(asleep.granted(read, "live", "10:00:05").state()).isEmpty();
        follows(asleep.granted(read, "shadow", "10:00:06"));
    }

    @Test
    void whatIsOverMeanwhileIsNotTouched() {
        var read = diagnosis();

        var over = thread.cleared("high-cpu", CPU, "10:01");

        assertThat(over.commands()).isEmpty();
        assertThat(over.outcomes()).isEmpty();
        assertThat(thread.ladder().getStatus()).isEqualTo(LadderStatus.HEALED);
        assertThat(thread.state().getStatus()).isEqualTo(ThreadStatus.RESOLVED);
        assertThat(thread.says(read, "SUCCEEDED", "found", "10:01:30").state()).isEmpty();
        assertThat(thread.pass("10:05").commands()).isEmpty();
    }

    @Test
    void theRungActsOnTheNewestFigures() {
        var read = diagnosis();
        thread.stillMet(highCpu(95), "10:01");

        assertThat(steps(thread.says(read, "SUCCEEDED", "found", "10:01:30"))).containsExactly("scale-instance-up");
    }

    @Test
    void whatHasNoRungAnywayCallsAPersonAtOnce() {
        var step = thread.met(highCpu(79), "10:00");

        assertThat(step.commands()).isEmpty();
        assertThat(step.escalations()).singleElement().asString().contains("high-cpu cannot act");
    }

    @Test
    void aShadowReadsNothing() {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.computeIfPresent("catalog/high-cpu.yaml", (path, text) -> text.replace("mode: live", "mode: shadow"));
        var shadow = new ClimbingThread(ContentBundle.of(files).compile().runbooks());

        assertThat(steps(shadow.met(highCpu(85), "10:00"))).containsExactly("stop-runaway-process");
    }

    @Test
    void aLadderReadsOnceAndEachOpeningForItself() {
        var first = diagnosis();
        thread.pass("10:02");
        var next = thread.outcome(thread.ladder().getCommandId(), "FAILED", "10:03");
        assertThat(next.commands()).extracting(Command::getDiagnosis).containsExactly(false);

        var again = thread.met(highCpu(85).occurrence("another"), "10:20").commands();
        assertThat(again).extracting(Command::getDiagnosis).containsExactly(true);
        assertThat(again.get(0).getCommandId()).isNotEqualTo(first);
    }

    @Test
    void ofSeveralTheLastOneCountsAndARungThatWaitsForItsWindowWaitsOn() {
        var waiting = new ClimbingThread(
                reading("tier: 1\nschedule: {days: [sunday], from: \"02:00\", length: 4h, zone: UTC, cutoff: 1h}", ""));
        var step = waiting.take(finding().signal(), true);
        assertThat(steps(step)).containsExactly("look", "look-again");
        assertThat(waiting.says(step.commands().get(0).getCommandId(), "SUCCEEDED", "one", "10:00:10")
                        .commands())
                .isEmpty();

        var other = waiting.says(step.commands().get(1).getCommandId(), "SUCCEEDED", "two", "10:00:20");

        assertThat(other.commands()).isEmpty();
        assertThat(waiting.ladder().getStatus()).isEqualTo(LadderStatus.WAITING);
        assertThat(waiting.due()).contains(Instant.parse("2026-08-09T02:00:00Z"));
        assertThat(waiting.state().getStatus()).isEqualTo(ThreadStatus.OPEN);
        assertThat(waiting.pass("2026-08-09T02:00:00Z").commands())
                .singleElement()
                .satisfies(rung -> assertThat(rung.getFindings()).containsExactly("look: one", "look-again: two"));
    }

    @Test
    void whatTheTroubleMustLastForIsNotShortenedByItsDiagnosis() {
        var lasting = new ClimbingThread(reading("tier: 1", ", after: 1h"));
        var reads = lasting.take(finding().signal(), true).commands();
        reads.forEach(read -> lasting.says(read.getCommandId(), "SUCCEEDED", "found", "10:00:10"));

        assertThat(lasting.due()).contains(Times.at("11:00"));
        assertThat(lasting.pass("10:59").commands()).isEmpty();
        assertThat(steps(lasting.pass("11:00"))).containsExactly("stop");
    }

    @Test
    void whatAnExecutorSaysIsOneLineOfBoundedLength() {
        var text = "a\nb\u0000c\u001b[31m" + "\uD83D\uDE00".repeat(10_000);

        var rung = thread.says(diagnosis(), "SUCCEEDED", text, "10:00:30")
                .commands()
                .get(0);

        assertThat(rung.getFindings()).singleElement().satisfies(finding -> {
            assertThat(finding).startsWith("report-processes: a b c [31m").doesNotContain("\n");
            assertThat(finding.codePointCount(0, finding.length()))
                    .isEqualTo("report-processes: ".length() + Diagnosing.MOST_RESULT);
            assertThat(Character.isHighSurrogate(finding.charAt(finding.length() - 1)))
                    .isFalse();
        });
    }

    @Test
    void theStatePassedInIsNeverModified() {
        var read = diagnosis();
        var known = thread.state();
        var before = ThreadState.newBuilder(known).build();

        thread.says(read, "SUCCEEDED", "found", "10:01");

        assertThat(known).isEqualTo(before);
    }

    private static void follows(LadderStep step) {
        assertThat(steps(step)).containsExactly("stop-runaway-process");
        assertThat(step.commands().get(0).getFindings()).isEmpty();
        assertThat(step.commands().get(0).getEvidence()).hasSize(1);
        assertThat(step.escalations()).isEmpty();
        assertThat(step.outcomes()).isEmpty();
    }

    /** Id of the diagnosis of high CPU that was asked for at ten. */
    private String diagnosis() {
        return thread.met(highCpu(85), "10:00").commands().get(0).getCommandId();
    }

    private static EventBuilder finding() {
        return aFinding("f").at("10:00").arrivedAt("10:00");
    }

    private static RunbookCatalog reading(String tier, String after) {
        String step = "\n"
                + "      action: Millrace-ReportMemory\n"
                + "      parameters: {InstanceId: {type: string, from: target.id}}\n";
        return new EventRunbooks()
                .with(
                        "finding",
                        "tier: 1",
                        tier,
                        "[GuardDuty Finding]}",
                        "[GuardDuty Finding]}" + after.replace(", after", "\n    after"),
                        "rungs:",
                        "diagnosis:\n  steps:\n    - name: look" + step + "    - name: look-again" + step + "rungs:")
                .compile()
                .runbooks();
    }

    private static List<String> steps(LadderStep step) {
        return step.commands().stream().map(Command::getStep).toList();
    }
}
