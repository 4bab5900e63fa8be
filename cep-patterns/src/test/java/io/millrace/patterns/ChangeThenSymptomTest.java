package io.millrace.patterns;

import static io.millrace.testing.Events.aChange;
import static io.millrace.testing.Events.aFinding;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Signal;
import io.millrace.domain.ThreadEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeThenSymptomTest extends SituationContract {
    @Override
    SituationPattern situation() {
        return new ChangeThenSymptom();
    }

    @Override
    List<Signal> example() {
        return List.of(release("10:00"), alarm("10:04"));
    }

    @Test
    void cloudTrailMayTellOfTheChangeTenMinutesAfterTheSymptom() throws Exception {
        assertThat(run(List.of(alarm("10:04"), call("10:00", "10:14")))).hasSize(1);
    }

    @Test
    void theChangeIsBroughtIntoTheThreadOfItsSymptom() throws Exception {
        var change = release("10:00");
        var found = run(List.of(change, alarm("10:04")));

        assertThat(found).singleElement().satisfies(situation -> {
            assertThat(situation.getBrings())
                    .extracting(ThreadEvent::getEventId)
                    .containsExactly(change.getEvent().getEventId());
            assertThat(situation.getTitle()).contains("4 minutes after");
        });
    }

    @Test
    void aSymptomThatWasThereBeforeTheChangeIsNotItsSymptom() throws Exception {
        assertThat(run(List.of(alarm("10:00"), call("10:00:01", "10:10")))).isEmpty();
        assertThat(run(List.of(alarm("10:00"), release("10:01")))).isEmpty();
    }

    @Test
    void oneSecondBeyondTheWindowIsNone() throws Exception {
        assertThat(run(List.of(release("10:00"), alarm("10:15")))).hasSize(1);
        assertThat(run(List.of(release("10:00"), alarm("10:15:01")))).isEmpty();
    }

    @Test
    void beyondWhatCepWaitsTheChangeIsToldTooLate() throws Exception {
        assertThat(run(List.of(alarm("10:04"), call("10:00", "10:34")))).hasSize(1);
        assertThat(run(List.of(alarm("10:04"), call("10:00", "10:36")))).isEmpty();
    }

    @Test
    void aCallThatChangesSomethingElseExplainsNothing() throws Exception {
        var elsewhere = aChange("ModifyDBInstance")
                .at("10:00")
                .on("db-9")
                .service("checkout", 1)
                .signal();

        assertThat(run(List.of(elsewhere, alarm("10:04")))).isEmpty();
    }

    @Test
    void aReleaseExplainsWhatItsServiceShowsAsAWholeAndNotOneHost() throws Exception {
        var host = anAlarm("cpu")
                .inAlarm()
                .at("10:04")
                .on("i-1")
                .attribute("namespace", "AWS/EC2")
                .attribute("metricName", "CPUUtilization")
                .attribute("dim.InstanceId", "i-1")
                .service("checkout", 1)
                .signal();
        var other = anAlarm("errors").inAlarm().at("10:04").service("orders", 2).signal();

        assertThat(run(List.of(release("10:00"), host))).isEmpty();
        assertThat(run(List.of(release("10:00"), other))).isEmpty();
    }

    @Test
    void neitherOurOwnDeedsNorFindingsNorEndsCount() throws Exception {
        var own = aChange("RebootInstances")
                .at("10:00")
                .on("alb-1")
                .attribute("own", "true")
                .signal();
        var ended = anAlarm("errors").ok().at("10:04").on("alb-1").signal();
        var finding = aFinding("f").at("10:04").on("alb-1").signal();

        assertThat(run(List.of(own, alarm("10:04")))).isEmpty();
        assertThat(run(List.of(call("10:00", "10:01"), ended, finding))).isEmpty();
    }

    private static Signal alarm(String at) {
        return anAlarm("errors")
                .inAlarm()
                .at(at)
                .on("alb-1")
                .service("checkout", 1)
                .signal();
    }

    private static Signal call(String at, String arrivedAt) {
        return aChange("ModifyLoadBalancerAttributes")
                .at(at)
                .arrivedAt(arrivedAt)
                .on("alb-1")
                .service("checkout", 1)
                .signal();
    }

    private static Signal release(String at) {
        return aChange("Deployment Started")
                .at(at)
                .attribute("changeId", "REL-1")
                .service("checkout", 1)
                .signal();
    }
}
