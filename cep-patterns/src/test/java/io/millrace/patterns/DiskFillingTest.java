package io.millrace.patterns;

import static io.millrace.testing.Events.aCondition;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.testing.EventBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskFillingTest extends SituationContract {
    private static final String ROOT = "111122223333|eu-west-1|CWAgent|disk_used_percent|InstanceId=i-1,path=/";
    private static final String DATA = "111122223333|eu-west-1|CWAgent|disk_used_percent|InstanceId=i-1,path=/data";

    @Override
    SituationPattern situation() {
        return new DiskFilling();
    }

    @Override
    Duration memory() {
        return Duration.ofHours(13);
    }

    @Override
    List<Signal> example() {
        return List.of(filling(ROOT, "06:00").signal(), above(ROOT, "18:00").signal());
    }

    @Test
    void eitherMayBeToldFirst() throws Exception {
        assertThat(run(List.of(
                        above(ROOT, "06:00").signal(), filling(ROOT, "07:00").signal())))
                .singleElement()
                .satisfies(found -> assertThat(found.getTitle()).startsWith("A disk is high and filling up: "));
    }

    @Test
    void twelveHoursAndASecondAreTooLong() throws Exception {
        assertThat(run(List.of(
                        filling(ROOT, "06:00").signal(), above(ROOT, "18:00:01").signal())))
                .isEmpty();
    }

    @Test
    void beyondWhatCepWaitsTheLevelIsToldTooLate() throws Exception {
        assertThat(run(List.of(
                        filling(ROOT, "06:00").signal(),
                        above(ROOT, "17:59").arrivedAt("18:05:05").signal())))
                .isEmpty();
    }

    @Test
    void anotherDiskOfTheSameHostIsNone() throws Exception {
        assertThat(run(List.of(
                        filling(ROOT, "06:00").signal(), above(DATA, "06:10").signal())))
                .isEmpty();
    }

    @Test
    void aFullDiskIsNoWarningAnyMore() throws Exception {
        assertThat(run(List.of(
                        filling(ROOT, "06:00").signal(),
                        above(ROOT, "06:10").value("value", 95).signal())))
                .isEmpty();
        assertThat(run(List.of(
                        filling(ROOT, "06:00").signal(),
                        above(ROOT, "06:10").value("value", 94.9).signal())))
                .hasSize(1);
    }

    @Test
    void whatRepeatsItsFiguresOpensNothing() throws Exception {
        assertThat(run(List.of(
                        filling(ROOT, "06:00").signal(),
                        above(ROOT, "06:10").status(EventStatus.UPDATED).signal())))
                .isEmpty();
    }

    private static EventBuilder filling(String series, String at) {
        return aCondition("disk-filling-up", series)
                .attribute("trend", "rising")
                .on("i-1")
                .at(at);
    }

    private static EventBuilder above(String series, String at) {
        return aCondition("disk-space", series).value("value", 86).on("i-1").at(at);
    }
}
