package io.millrace.patterns;

import static io.millrace.testing.Events.aFinding;
import static io.millrace.testing.Events.aRecovery;
import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Events.anAnomaly;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.testing.Metrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnomalyAndAlarmTest extends SituationContract {
    private static final String SERIES = Metrics.cpu("i-1").seriesKey();
    private static final String OTHER_SERIES = Metrics.memory("i-1").seriesKey();

    @Override
    SituationPattern situation() {
        return new AnomalyAndAlarm();
    }

    /** The anomaly arrives three minutes late, as metric points do. */
    @Override
    List<Signal> example() {
        return List.of(anomaly("10:00", "10:03"), alarm("10:15"));
    }

    @Test
    void eitherOrderIsASituation() throws Exception {
        assertThat(run(List.of(alarm("10:00"), anomaly("10:15", "10:18")))).hasSize(1);
        assertThat(run(List.of(alarm("10:00"), anomaly("09:45", "10:01")))).hasSize(1);
    }

    @Test
    void oneSecondBeyondTheWindowIsNone() throws Exception {
        assertThat(run(List.of(anomaly("10:00", "10:03"), alarm("10:15:01")))).isEmpty();
        assertThat(run(List.of(alarm("10:00"), anomaly("10:15:01", "10:18")))).isEmpty();
        assertThat(run(List.of(alarm("10:00"), anomaly("09:44:59", "10:01")))).isEmpty();
    }

    @Test
    void beyondWhatCepWaitsTheSecondIsTooLate() throws Exception {
        assertThat(run(List.of(alarm("10:00"), anomaly("10:15", "10:19:59")))).hasSize(1);
        assertThat(run(List.of(alarm("10:00"), anomaly("10:15", "10:20:05")))).isEmpty();
    }

    @Test
    void theyMustShareAResource() throws Exception {
        var elsewhere = anAlarm("cpu").inAlarm().at("10:05").on("i-2").signal();

        assertThat(run(List.of(anomaly("10:00", "10:03"), elsewhere))).isEmpty();
    }

    @Test
    void twoOfOneKindConfirmNothing() throws Exception {
        assertThat(run(List.of(
                        alarm("10:00"),
                        anAlarm("memory").inAlarm().at("10:01").on("i-1").signal())))
                .isEmpty();
        assertThat(run(List.of(
                        anomaly("10:00", "10:03"),
                        anAnomaly(OTHER_SERIES)
                                .at("10:01")
                                .arrivedAt("10:04")
                                .on("i-1")
                                .signal())))
                .isEmpty();
    }

    @Test
    void neitherEndsNorOtherEventsConfirm() throws Exception {
        assertThat(run(List.of(
                        anomaly("10:00", "10:03"),
                        anAlarm("cpu").ok().at("10:05").on("i-1").signal(),
                        aFinding("f").at("10:06").on("i-1").signal())))
                .isEmpty();
        assertThat(run(List.of(
                        alarm("10:00"),
                        aRecovery(SERIES)
                                .at("10:01")
                                .arrivedAt("10:04")
                                .on("i-1")
                                .signal())))
                .isEmpty();
    }

    @Test
    void eachSuspectIsConfirmedOnce() throws Exception {
        var found = run(List.of(
                anomaly("10:00", "10:03"),
                alarm("10:05"),
                anAlarm("memory").inAlarm().at("10:06").on("i-1").signal()));

        assertThat(found).as("the anomaly by the first alarm").hasSize(1);
    }

    @Test
    void interleavedResourcesAreKeptApart() throws Exception {
        var found = run(List.of(
                anAlarm("a").inAlarm().at("10:00").on("i-1").signal(),
                anAlarm("b").inAlarm().at("10:01").on("i-2").signal(),
                anAnomaly(SERIES).at("10:02").on("i-2").signal(),
                anAnomaly(OTHER_SERIES).at("10:03").on("i-1").signal()));

        assertThat(found).extracting(Situation::getResources).containsExactlyInAnyOrder(List.of("i-2"), List.of("i-1"));
    }

    @Test
    void agreementIsAsGraveAsTheGraver() throws Exception {
        assertThat(run(example()).get(0).getSeverity()).isEqualTo(3);
        var critical = List.of(
                anomaly("10:00", "10:03"),
                anAlarm("cpu").inAlarm().severity(5).at("10:05").on("i-1").signal());
        assertThat(run(critical).get(0).getSeverity()).isEqualTo(5);
    }

    private static Signal alarm(String at) {
        return anAlarm("cpu").inAlarm().at(at).on("i-1", "i-9").signal();
    }

    private static Signal anomaly(String at, String arrivedAt) {
        return anAnomaly(SERIES).at(at).arrivedAt(arrivedAt).on("i-1").signal();
    }
}
