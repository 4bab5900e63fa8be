package io.millrace.patterns;

import static io.millrace.testing.Events.aChange;
import static io.millrace.testing.Events.aCostAnomaly;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadEvent;
import io.millrace.testing.EventBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostSpikeAfterLaunchTest extends SituationContract {
    @Override
    SituationPattern situation() {
        return new CostSpikeAfterLaunch();
    }

    @Override
    boolean spansScopes() {
        return true;
    }

    @Override
    Duration memory() {
        return Duration.ofHours(74);
    }

    @Override
    List<Signal> example() {
        return List.of(launch("10:00").signal(), spike("2026-08-07T07:03:00Z").signal());
    }

    @Test
    void aLaunchInTheSandboxIsBroughtToTheAnomalyOfThePayer() throws Exception {
        var launch = launch("10:00").scope("444455556666|eu-west-1").signal();
        var spike =
                spike("2026-08-07T07:03:00Z").scope("111122223333|us-east-1").signal();

        assertThat(run(List.of(launch, spike))).singleElement().satisfies(found -> {
            assertThat(found.getScope()).isEqualTo("111122223333|us-east-1");
            assertThat(found.getBrings())
                    .extracting(ThreadEvent::getEventId)
                    .containsExactly(launch.getEvent().getEventId());
            assertThat(found.getTitle()).endsWith("45 hours after RunInstances in account 444455556666, eu-west-1");
        });
    }

    @Test
    void ofSeveralLaunchesOneAnomalyTellsOnce() throws Exception {
        assertThat(run(List.of(
                        launch("10:00").signal(),
                        launch("11:00").eventId("second").signal(),
                        spike("2026-08-07T07:03:00Z").signal())))
                .hasSize(1);
    }

    @Test
    void anotherServiceRegionOrAccountIsNone() throws Exception {
        assertThat(run(List.of(
                        launch("10:00")
                                .attribute("eventSource", "rds.amazonaws.com")
                                .signal(),
                        spike("2026-08-07T07:03:00Z").signal())))
                .isEmpty();
        assertThat(run(List.of(
                        launch("10:00").region("us-east-1").signal(),
                        spike("2026-08-07T07:03:00Z").signal())))
                .isEmpty();
        assertThat(run(List.of(
                        launch("10:00").account("111122223333").signal(),
                        spike("2026-08-07T07:03:00Z").signal())))
                .isEmpty();
    }

    @Test
    void whatAutoScalingLaunchesOrWasDeniedOrStopsIsNone() throws Exception {
        var spike = spike("2026-08-07T07:03:00Z").signal();

        assertThat(run(List.of(
                        launch("10:00")
                                .attribute("invokedBy", "autoscaling.amazonaws.com")
                                .signal(),
                        spike)))
                .isEmpty();
        assertThat(run(List.of(
                        launch("10:00")
                                .attribute("errorCode", "UnauthorizedOperation")
                                .signal(),
                        spike)))
                .isEmpty();
        assertThat(run(List.of(
                        launch("10:00").attribute("eventName", "StopInstances").signal(), spike)))
                .isEmpty();
    }

    @Test
    void aSpikeBeforeTheLaunchOrThreeDaysLaterIsNone() throws Exception {
        assertThat(run(List.of(
                        spike("2026-08-05T09:59:00Z").signal(), launch("10:00").signal())))
                .isEmpty();
        assertThat(run(List.of(
                        launch("10:00").signal(), spike("2026-08-08T10:00:00Z").signal())))
                .hasSize(1);
        assertThat(run(List.of(
                        launch("10:00").signal(), spike("2026-08-08T10:00:01Z").signal())))
                .isEmpty();
    }

    @Test
    void beyondWhatCepWaitsTheAnomalyIsToldTooLate() throws Exception {
        assertThat(run(List.of(
                        launch("10:00").signal(),
                        spike("2026-08-08T09:00:00Z")
                                .arrivedAt("2026-08-08T10:16:30Z")
                                .signal())))
                .isEmpty();
    }

    private static EventBuilder launch(String at) {
        return aChange("RunInstances")
                .source("aws.ec2")
                .account("444455556666")
                .attribute("eventSource", "ec2.amazonaws.com")
                .on("i-miner")
                .at(at)
                .arrivedAt(at + ":00");
    }

    /** As the mapping of Cost Anomaly Detection makes it. */
    private static EventBuilder spike(String at) {
        return aCostAnomaly("a-1")
                .status(EventStatus.OPEN)
                .region("us-east-1")
                .attribute("rootCauseAccounts", "444455556666")
                .attribute("rootCauseRegions", "eu-west-1")
                .attribute("rootCauseServices", "Amazon Elastic Compute Cloud - Compute")
                .at(at);
    }
}
