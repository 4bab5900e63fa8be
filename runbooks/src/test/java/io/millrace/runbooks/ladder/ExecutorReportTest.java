package io.millrace.runbooks.ladder;

import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Events.anOutcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Outcome;
import org.junit.jupiter.api.Test;

class ExecutorReportTest {
    @Test
    void aReportKeepsTheExecutorsWordAndIds() {
        var event = anOutcome("command-1", "SUCCEEDED")
                .attribute("threadId", "thread-1")
                .attribute("executionId", "execution-1")
                .at("10:00")
                .event();

        assertThat(ExecutorReport.of(event)).hasValueSatisfying(row -> {
            assertThat(row.getOutcome()).isEqualTo("SUCCEEDED");
            assertThat(row.getCommandId()).isEqualTo("command-1");
            assertThat(row.getThreadId()).isEqualTo("thread-1");
            assertThat(row.getExecutionId()).isEqualTo("execution-1");
            assertThat(row.getEventId()).isEqualTo(event.getEventId());
        });
    }

    @Test
    void anExecutorCannotClaimWhatOnlyDataMayShow() {
        assertThat(ExecutorReport.of(anOutcome("command-1", "FIXED").event()))
                .map(Outcome::getOutcome)
                .contains("OTHER");
    }

    @Test
    void whatIsNoReportGivesNoRow() {
        assertThat(ExecutorReport.of(anAlarm("cpu").inAlarm().event())).isEmpty();
        assertThat(ExecutorReport.of(anOutcome("command-1", "")
                        .detailType("Remediation Refused")
                        .event()))
                .isEmpty();
    }
}
