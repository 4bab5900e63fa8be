package io.millrace.operators.stage;

import static io.millrace.testing.Events.aCustomEvent;
import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Events.anOutcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.Signal;
import io.millrace.testing.Estates;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TriageFunctionTest {
    private OneInputStreamOperatorTestHarness<FoldedEvent, Signal> harness;

    @BeforeEach
    void open() throws Exception {
        harness = Harnesses.open(
                new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new TriageFunction(Harnesses.HISTORY))),
                Signal.class,
                null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void anAcceptedEventIsASignalAndARow() throws Exception {
        harness.processElement(anAlarm("checkout-cpu").inAlarm().folded(), 0);

        assertThat(harness.extractOutputValues()).singleElement().satisfies(signal -> {
            assertThat(signal.getService()).isEqualTo("checkout");
            assertThat(signal.getTier()).isEqualTo("1");
            assertThat(signal.getScope()).as("as folding gave it").isEqualTo("shop");
        });
        assertThat(decisions()).singleElement().satisfies(row -> {
            assertThat(row.getAction()).isEqualTo(DecisionAction.ACCEPTED);
            assertThat(row.getFinal$()).isTrue();
            assertThat(row.getRule()).isNotBlank();
            assertThat(row.getService()).isEqualTo("checkout");
        });
    }

    @Test
    void aDischargedEventIsARowOnly() throws Exception {
        harness.processElement(
                aCustomEvent("aws.ec2", "EC2 Instance State-change Notification")
                        .status(EventStatus.INFORMATIONAL)
                        .severity(1)
                        .folded(),
                0);

        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(decisions()).singleElement().satisfies(row -> {
            assertThat(row.getAction()).isEqualTo(DecisionAction.DISCHARGED);
            assertThat(row.getRule()).isEqualTo("instance-state-changes");
        });
    }

    @Test
    void anAnswerIsJoinedWithoutTriage() throws Exception {
        harness.processElement(anOutcome("command", "STARTED").folded(), 0);

        assertThat(harness.extractOutputValues())
                .singleElement()
                .satisfies(signal -> assertThat(signal.getEvent().getKind()).isEqualTo(EventKind.OUTCOME));
        assertThat(decisions()).extracting(Decision::getAction).containsExactly(DecisionAction.CONTROL);
    }

    @Test
    void anUnknownAccountIsAcceptedForTheFallbackOwnerAsACatalogGap() throws Exception {
        harness.processElement(
                anAlarm("x").inAlarm().account(Estates.UNKNOWN).on("i-unknown").folded(), 0);

        assertThat(harness.extractOutputValues()).singleElement().satisfies(signal -> {
            assertThat(signal.getCatalogGap()).isTrue();
            assertThat(signal.getOwner()).isEqualTo("cloud-platform");
        });
        assertThat(decisions()).extracting(Decision::getCatalogGap).containsExactly(true);
    }

    @Test
    void anEventThatCannotBeDecidedIsADeadLetterWithoutARow() throws Exception {
        var broken = anAlarm("x").inAlarm().folded();
        broken.getEvent().setResources(null);

        harness.processElement(broken, 0);

        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(decisions()).isEmpty();
        assertThat(Harnesses.side(harness, Outputs.DEAD_LETTERS))
                .singleElement()
                .satisfies(letter -> assertThat(letter.getStage()).isEqualTo("triage"));
    }

    private List<Decision> decisions() {
        return Harnesses.side(harness, Outputs.DECISIONS);
    }
}
