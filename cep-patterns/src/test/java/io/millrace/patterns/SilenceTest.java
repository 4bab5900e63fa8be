package io.millrace.patterns;

import static io.millrace.testing.Events.aCondition;
import static io.millrace.testing.Events.aCustomEvent;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Metrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceTest extends SituationContract {
    @Override
    SituationPattern situation() {
        return new Silence();
    }

    @Override
    List<Signal> example() {
        return List.of(absent("10:00").signal(), coverage("11:00").signal());
    }

    @Test
    void anAlarmWithoutDataIsAWitnessToo() throws Exception {
        assertThat(run(List.of(noData("10:00").signal(), coverage("10:20").signal())))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.getTitle()).startsWith("Not heard of any more: ");
                    assertThat(found.getSeverity()).as("graver than either").isEqualTo(4);
                });
        assertThat(run(List.of(coverage("10:00").signal(), absent("10:20").signal())))
                .hasSize(1);
    }

    @Test
    void oneSecondBeyondTheWindowIsNone() throws Exception {
        assertThat(run(List.of(absent("10:00").signal(), coverage("11:00:01").signal())))
                .isEmpty();
    }

    @Test
    void beyondWhatCepWaitsTheSecondIsToldTooLate() throws Exception {
        assertThat(run(List.of(
                        absent("10:00").signal(),
                        coverage("10:59").arrivedAt("11:14").signal())))
                .hasSize(1);
        assertThat(run(List.of(
                        absent("10:00").signal(),
                        coverage("10:59").arrivedAt("11:15:05").signal())))
                .isEmpty();
    }

    @Test
    void twoWitnessesOfOneKindAreOne() throws Exception {
        var memory = aCondition("no-memory", Metrics.memory("i-1").seriesKey())
                .attribute("absentFor", "PT10M")
                .on("i-1")
                .at("10:05")
                .signal();

        assertThat(run(List.of(absent("10:00").signal(), memory))).isEmpty();
    }

    @Test
    void anotherHostAndWhatIsCoveredAgainAreNone() throws Exception {
        assertThat(run(List.of(
                        absent("10:00").signal(), coverage("10:10").on("i-2").signal())))
                .isEmpty();
        assertThat(run(List.of(
                        absent("10:00").signal(),
                        coverage("10:10").status(EventStatus.RESOLVED).signal())))
                .isEmpty();
    }

    private static EventBuilder absent(String at) {
        return aCondition("silent", Metrics.cpu("i-1").seriesKey())
                .attribute("absentFor", "PT10M")
                .on("i-1")
                .at(at);
    }

    /** As the mapping of Inspector makes it of a status INACTIVE, STALE_INVENTORY. */
    private static EventBuilder coverage(String at) {
        return aCustomEvent("aws.inspector2", "Inspector2 Coverage")
                .kind(EventKind.COMPLIANCE)
                .identity("inspector-coverage:111122223333|eu-west-1|i-1|PACKAGE")
                .status(EventStatus.OPEN)
                .title("Inspector PACKAGE coverage of i-1 is INACTIVE: STALE_INVENTORY")
                .on("i-1")
                .at(at);
    }

    private static EventBuilder noData(String at) {
        return anAlarm("cpu")
                .status(EventStatus.INFORMATIONAL)
                .attribute("state", "INSUFFICIENT_DATA")
                .title("cpu is in INSUFFICIENT_DATA")
                .on("i-1")
                .at(at);
    }
}
