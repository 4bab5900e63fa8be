package io.millrace.domain.execution;

import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Executed.report;
import static io.millrace.testing.Executed.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventKind;
import io.millrace.domain.ExecutionState;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.testing.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutionsTest {
    /** Every AutomationExecutionStatus of Systems Manager that is no end. */
    private static final List<String> GOES_ON = List.of(
            "Pending",
            "InProgress",
            "Waiting",
            "Cancelling",
            "PendingApproval",
            "Approved",
            "Scheduled",
            "RunbookInProgress",
            "PendingChangeCalendarOverride",
            "ChangeCalendarOverrideApproved",
            "Exited",
            "",
            "success");

    @Test
    void onlyReportsOfExecutorsAndAutomationsOfSystemsManagerNameAnExecution() {
        assertThat(Executions.id(report("STARTED", "10:00"))).contains("execution");
        assertThat(Executions.id(status("Success", "10:00"))).contains("execution");

        var forged = status("Success", "10:00");
        forged.setSource("com.example.ssm");
        assertThat(Executions.id(forged)).isEmpty();
        var untrusted = report("STARTED", "10:00");
        untrusted.setKind(EventKind.OTHER);
        assertThat(Executions.id(untrusted)).isEmpty();
        assertThat(Executions.id(
                        anAlarm("cpu").attribute("executionId", "execution").event()))
                .isEmpty();
        var nameless = report("STARTED", "10:00");
        nameless.setAttributes(Map.of("commandId", "command"));
        assertThat(Executions.id(nameless)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Success, SUCCEEDED", "CompletedWithSuccess, SUCCEEDED", "Failed, FAILED", "CompletedWithFailure, FAILED",
        "TimedOut, TIMED_OUT", "Cancelled, CANCELLED", "CancelledByUser, CANCELLED", "Rejected, CANCELLED",
        "ChangeCalendarOverrideRejected, CANCELLED"
    })
    void theEndOfACommandsExecutionIsItsOutcome(String said, String word) {
        var started = Executions.on(null, report("STARTED", "10:00"));
        assertThat(started.events()).as("the report itself goes another way").isEmpty();

        var ended = Executions.on(started.state(), status(said, "10:02"));

        assertThat(ended.events()).hasSize(2);
        OpsEvent event = ended.events().get(0);
        assertThat(event.getAttributes()).containsEntry("commandId", "command").containsEntry("automationStatus", said);
        assertThat(event.getIdentity()).isEqualTo("automation:execution");
        assertThat(event.getOrigin()).isEqualTo(Origin.STREAM);
        OpsEvent outcome = ended.events().get(1);
        assertThat(outcome.getKind()).isEqualTo(EventKind.OUTCOME);
        assertThat(outcome.getDetailType()).isEqualTo("Remediation Outcome");
        assertThat(outcome.getOrigin()).isEqualTo(Origin.DERIVED);
        assertThat(outcome.getAttributes())
                .containsEntry("commandId", "command")
                .containsEntry("threadId", "thread")
                .containsEntry("scope", "shop")
                .containsEntry("executionId", "execution")
                .containsEntry("outcome", word);
        assertThat(outcome.getEventTime()).isEqualTo(Times.at("10:02"));
        assertThat(outcome.getRecordId()).isEqualTo(event.getRecordId());
    }

    @Test
    void whatGoesOnIsNoOutcomeAndIsNotParked() {
        for (String word : GOES_ON) {
            var stranger = Executions.on(null, status(word, "10:00"));
            assertThat(stranger.state().getParked()).as(word).isEmpty();
            var ours = Executions.on(
                    Executions.on(null, report("STARTED", "10:00")).state(), status(word, "10:01"));
            assertThat(ours.events()).as(word).hasSize(1);
        }
    }

    @Test
    void anEndThatCameFirstWaitsAndArrivesWithTheWordOfWhoStartedIt() {
        var early = Executions.on(null, status("Failed", "10:02"));
        assertThat(early.events()).as("it goes on as it came").containsExactly(status("Failed", "10:02"));

        var matched = Executions.on(early.state(), report("STARTED", "10:00", "10:05"));

        assertThat(matched.events()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getAttributes()).containsEntry("outcome", "FAILED");
            assertThat(outcome.getEventTime()).as("when it ended").isEqualTo(Times.at("10:02"));
            assertThat(outcome.getArrivedAt())
                    .as("when it was known to be ours")
                    .isEqualTo(Times.at("10:05"));
        });
        assertThat(matched.state().getParked()).isEmpty();
        assertThat(Executions.unmatched(matched.state(), Times.at("11:05"))).isEmpty();
    }

    @Test
    void whatIsNobodysBecomesARowAndNothingElse() {
        var stranger = Executions.on(null, status("Failed", "10:02"));

        assertThat(stranger.state().getForgetAt()).isEqualTo(Times.at("11:02").toEpochMilli());
        assertThat(Executions.unmatched(stranger.state(), Times.at("11:02")))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.getOutcome()).isEqualTo("UNMATCHED");
                    assertThat(row.getExecutionId()).isEqualTo("execution");
                    assertThat(row.getCommandId()).isEmpty();
                    assertThat(row.getEventId())
                            .isEqualTo(status("Failed", "10:02").getEventId());
                    assertThat(row.getArrivedAt()).isEqualTo(Times.at("11:02"));
                });
    }

    @Test
    void anExecutionBelongsToTheFirstCommandThatItIsSaidToBeFor() {
        var other = report("STARTED", "10:01");
        other.setAttributes(Map.of("executionId", "execution", "commandId", "another", "outcome", "STARTED"));

        var state = Executions.on(
                        Executions.on(null, report("STARTED", "10:00")).state(), other)
                .state();

        assertThat(Executions.on(state, status("Success", "10:02"))
                        .events()
                        .get(1)
                        .getAttributes())
                .containsEntry("commandId", "command");
    }

    @Test
    void anExecutorThatTellsTheEndItselfIsNotContradicted() {
        var told = Executions.on(Executions.on(null, report("STARTED", "10:00")).state(), report("FAILED", "10:01"));

        assertThat(Executions.on(told.state(), status("Success", "10:02")).events())
                .hasSize(1);
    }

    /** Late, repeated, out of order, cut by restarts (each state passes through its bytes): one outcome, every status event once. */
    @Property(tries = 300)
    void whateverTheOrderAndHoweverOftenItIsSaidThereIsOneOutcome(@ForAll long seed) throws Exception {
        var random = new Random(seed);
        var events = new ArrayList<OpsEvent>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            events.add(report("STARTED", "10:00", "10:0" + random.nextInt(10)));
            events.add(status("Failed", "10:05", "10:0" + random.nextInt(10)));
            events.add(status("InProgress", "10:01", "10:0" + random.nextInt(10)));
        }
        Collections.shuffle(events, random);

        ExecutionState state = null;
        var out = new ArrayList<OpsEvent>();
        for (OpsEvent event : events) {
            var step = Executions.on(state, event);
            state = ExecutionState.fromByteBuffer(step.state().toByteBuffer());
            out.addAll(step.events());
        }

        assertThat(out.stream().filter(event -> event.getOrigin() == Origin.DERIVED))
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.getAttributes()).containsEntry("outcome", "FAILED");
                    assertThat(outcome.getEventTime()).isEqualTo(Times.at("10:05"));
                });
        assertThat(out.stream().filter(Executions::isStatus).map(OpsEvent::getRecordId))
                .containsExactlyInAnyOrderElementsOf(events.stream()
                        .filter(Executions::isStatus)
                        .map(OpsEvent::getRecordId)
                        .toList());
        assertThat(Executions.unmatched(Objects.requireNonNull(state), Times.at("12:00")))
                .isEmpty();
    }
}
