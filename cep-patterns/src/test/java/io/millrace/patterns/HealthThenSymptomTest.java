package io.millrace.patterns;

import static io.millrace.testing.Events.aHealthIssue;
import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Events.anAnomaly;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.testing.Metrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthThenSymptomTest extends SituationContract {

    @Override
    SituationPattern situation() {
        return new HealthThenSymptom();
    }

    /** As AWS does: it began at 9:41 and is told at 9:52. */
    @Override
    List<Signal> example() {
        return List.of(issue("09:52", "09:52:11"), alarm("09:58"));
    }

    @Test
    void theSymptomMayBeToldFirst() throws Exception {
        assertThat(run(List.of(alarm("09:44"), issue("09:52", "10:10"))))
                .singleElement()
                .satisfies(found -> assertThat(found.getTitle())
                        .isEqualTo("cpu is in ALARM, 3 minutes after an issue of AWS began that names its resource:"
                                + " AWS_EC2_OPERATIONAL_ISSUE"));
    }

    @Test
    void anAnomalyIsASymptomToo() throws Exception {
        var anomaly = anAnomaly(Metrics.cpu("i-1").seriesKey())
                .at("10:00")
                .arrivedAt("10:03")
                .on("i-1")
                .signal();

        assertThat(run(List.of(issue("09:52", "09:52:11"), anomaly))).hasSize(1);
    }

    @Test
    void whatWasThereBeforeTheIssueIsNotItsSymptom() throws Exception {
        assertThat(run(List.of(alarm("09:36"), issue("09:52", "09:53")))).hasSize(1);
        assertThat(run(List.of(alarm("09:35:59"), issue("09:52", "09:53")))).isEmpty();
    }

    @Test
    void oneSecondBeyondTheWindowIsNone() throws Exception {
        assertThat(run(List.of(issue("09:52", "09:52:11"), alarm("10:52")))).hasSize(1);
        assertThat(run(List.of(issue("09:52", "09:52:11"), alarm("10:52:01")))).isEmpty();
    }

    @Test
    void beyondWhatCepWaitsTheIssueIsToldTooLate() throws Exception {
        assertThat(run(List.of(alarm("09:58"), issue("10:00", "11:02:50")))).hasSize(1);
        assertThat(run(List.of(alarm("09:58"), issue("10:00", "11:03:30")))).isEmpty();
    }

    @Test
    void aResourceThatTheIssueDoesNotNameAndTheEndOfAnIssueAreNone() throws Exception {
        var elsewhere = anAlarm("cpu").inAlarm().at("09:58").on("i-2").signal();
        var closed = aHealthIssue("arn:health")
                .status(EventStatus.RESOLVED)
                .at("09:52")
                .on("i-1")
                .signal();

        assertThat(run(List.of(issue("09:52", "09:52:11"), elsewhere))).isEmpty();
        assertThat(run(List.of(closed, alarm("09:58")))).isEmpty();
        assertThat(run(List.of(
                        issue("09:52", "09:52:11"),
                        aHealthIssue("arn:other").at("09:55").on("i-1").signal())))
                .as("two issues")
                .isEmpty();
    }

    private static Signal issue(String at, String arrivedAt) {
        return aHealthIssue("arn:health")
                .at(at)
                .arrivedAt(arrivedAt)
                .on("i-1", "i-9")
                .attribute("startTime", "Wed, 05 Aug 2026 09:41:00 GMT")
                .attribute("eventTypeCode", "AWS_EC2_OPERATIONAL_ISSUE")
                .signal();
    }

    private static Signal alarm(String at) {
        return anAlarm("cpu").inAlarm().at(at).on("i-1").signal();
    }
}
