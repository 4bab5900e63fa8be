package io.millrace.patterns;

import static io.millrace.testing.Events.aConditionCleared;
import static io.millrace.testing.Events.aConditionWithdrawn;
import static io.millrace.testing.Events.aFinding;
import static io.millrace.testing.Events.aRecovery;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Metrics;
import io.millrace.testing.Times;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest extends SituationContract {
    @Override
    SituationPattern situation() {
        return new Recovery();
    }

    /** One signal, and then time. */
    @Override
    List<Signal> example() {
        return List.of(ok("cpu", "i-1", "10:00").signal());
    }

    @Override
    @Test
    void partialMatchesAreForgottenWhenTheirTimeIsOver() throws Exception {
        try (var run = new SituationRun(situation())) {
            run.take(example().get(0));
            run.passTo(Times.at("10:09:59"));
            assertThat(run.found()).isEmpty();
            run.passTo(Times.at("10:10:05"));

            assertThat(run.found()).hasSize(1);
            assertThat(run.keyedStateEntries())
                    .as("the empty automaton of its place")
                    .isLessThanOrEqualTo(1);
        }
    }

    @Test
    void itIsKnownOnceTheTimeIsOver() throws Exception {
        assertThat(run(example())).singleElement().satisfies(found -> {
            assertThat(found.getArrivedAt()).isBetween(Times.at("10:10"), Times.at("10:10:04"));
            assertThat(found.getTitle()).isEqualTo("cpu is OK, and nothing came back for 10 minutes");
            assertThat(found.getSeverity()).as("it makes nothing worse").isEqualTo(1);
        });
    }

    @Test
    void whatComesBackWithinTenMinutesHasNotRecovered() throws Exception {
        assertThat(run(List.of(
                        ok("cpu", "i-1", "10:00").signal(),
                        anAlarm("cpu").inAlarm().on("i-1").at("10:09:50").signal())))
                .isEmpty();
        assertThat(run(List.of(
                        ok("cpu", "i-1", "10:00").signal(),
                        anAlarm("cpu").inAlarm().on("i-1").at("10:10:10").signal())))
                .hasSize(1);
    }

    @Test
    void somethingElseOnTheSameHostVoidsItAndAnotherHostDoesNot() throws Exception {
        var memory = anAlarm("memory").inAlarm();

        assertThat(run(List.of(
                        ok("cpu", "i-1", "10:00").signal(),
                        memory.on("i-1").at("10:05").signal())))
                .isEmpty();
        assertThat(run(List.of(
                        ok("cpu", "i-1", "10:00").signal(),
                        memory.on("i-2").at("10:05").signal())))
                .hasSize(1);
    }

    @Test
    void anomaliesRecoverTooAndFindingsDoNot() throws Exception {
        var usual =
                aRecovery(Metrics.cpu("i-1").seriesKey()).on("i-1").at("10:00").signal();
        var archived = aFinding("f").status(EventStatus.RESOLVED).at("10:00").signal();

        assertThat(run(List.of(usual))).hasSize(1);
        assertThat(run(List.of(archived))).isEmpty();
    }

    @Test
    void whatIsNoLongerWatchedHasNotRecovered() throws Exception {
        String cpu = Metrics.cpu("i-1").seriesKey();

        assertThat(run(List.of(
                        aConditionCleared("high-cpu", cpu).on("i-1").at("10:00").signal())))
                .hasSize(1);
        assertThat(run(List.of(aConditionWithdrawn("high-cpu", cpu)
                        .on("i-1")
                        .at("10:00")
                        .signal())))
                .isEmpty();
    }

    private static EventBuilder ok(String alarm, String on, String at) {
        return anAlarm(alarm).ok().title(alarm + " is OK").on(on).at(at);
    }
}
