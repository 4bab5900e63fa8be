package io.millrace.operators.stage;

import static io.millrace.testing.Events.aCondition;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.BusEvent;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.thread.Changes;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.thread.Threading;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExplainFunctionTest {
    private OneInputStreamOperatorTestHarness<ThreadChange, BusEvent> harness;

    @BeforeEach
    void open() throws Exception {
        harness = Harnesses.open(
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(new ExplainFunction(Harnesses.HISTORY, false))),
                BusEvent.class,
                null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void anOpenedThreadIsExplainedWithTheAdviceOfItsConditionsRunbookAndHasATicket() throws Exception {
        harness.processElement(opened(), 0);

        assertThat(harness.extractOutputValues())
                .extracting(BusEvent::getDetailType)
                .containsExactly("Thread Updated", "Ticket Requested");
        assertThat(Harnesses.side(harness, Outputs.EXPLANATIONS))
                .singleElement()
                .satisfies(explanation -> assertThat(explanation.getAdvice())
                        .singleElement()
                        .satisfies(advice -> assertThat(advice.getEventIds()).hasSize(1)));
    }

    @Test
    void theEndOfAThreadEndsItsTicketWithoutWords() throws Exception {
        var change = opened();
        change.setChange(Changes.CLOSED.name());

        harness.processElement(change, 0);

        assertThat(harness.extractOutputValues())
                .extracting(BusEvent::getDetailType)
                .containsExactly("Ticket Requested");
        assertThat(Harnesses.side(harness, Outputs.EXPLANATIONS)).isEmpty();
    }

    @Test
    void whatNobodyIsToldOfIsNotExplained() throws Exception {
        var change = opened();
        change.setChange(Changes.JOINED.name());

        harness.processElement(change, 0);

        assertThat(harness.extractOutputValues()).isEmpty();
    }

    @Test
    void aChangeThatCannotBeExplainedIsADeadLetterAndTheNextOneIsExplained() throws Exception {
        var broken = opened();
        broken.setMembers(null);

        harness.processElement(broken, 0);
        harness.processElement(opened(), 0);

        assertThat(Harnesses.side(harness, Outputs.EXPLANATIONS)).hasSize(1);
        assertThat(Harnesses.side(harness, Outputs.DEAD_LETTERS))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.getStage()).isEqualTo("explain");
                    assertThat(letter.getRecordId()).isEqualTo(broken.getChangeId());
                });
    }

    private static ThreadChange opened() {
        var signal =
                aCondition("high-cpu", "series").value("value", 85).at("10:00").signal();
        return new Threading(ThreadSettings.defaults())
                .onSignal(List.of(), signal)
                .changes()
                .get(0);
    }
}
