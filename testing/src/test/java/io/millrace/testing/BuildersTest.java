package io.millrace.testing;

import static io.millrace.testing.Events.aCondition;
import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Metrics.cpu;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.MetricDatum;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BuildersTest {

    @Test
    void sameWordsGiveEqualEvents() {
        var one = anAlarm("checkout-cpu").inAlarm().at("10:07:12").event();
        var other = anAlarm("checkout-cpu").inAlarm().at("10:07:12").event();

        assertThat(one).isEqualTo(other);
        assertThat(one.getEventTime()).isEqualTo(Instant.parse("2026-08-05T10:07:12Z"));
        assertThat(one.getArrivedAt()).isEqualTo(Instant.parse("2026-08-05T10:07:13Z"));
    }

    @Test
    void alarmAndItsOkShareIdentityAndOccurrenceButNotTheirIds() {
        var alarm = anAlarm("checkout-cpu").inAlarm().at("10:07:12").signal();
        var ok = anAlarm("checkout-cpu").ok().at("10:20:00").signal();

        assertThat(ok.getEvent().getIdentity()).isEqualTo(alarm.getEvent().getIdentity());
        assertThat(ok.getOccurrenceId()).isEqualTo(alarm.getOccurrenceId());
        assertThat(ok.getEvent().getEventId()).isNotEqualTo(alarm.getEvent().getEventId());
        assertThat(ok.getEvent().getStatus()).isEqualTo(EventStatus.RESOLVED);
        assertThat(ok.getEvent().getKind()).isEqualTo(EventKind.RECOVERY);
    }

    @Test
    void conditionCarriesItsVocabulary() {
        var event = aCondition("cpu-high", cpu("i-1").seriesKey()).folded().getEvent();

        assertThat(event.getIdentity())
                .isEqualTo("condition:cpu-high:111122223333|eu-west-1|AWS/EC2|CPUUtilization|InstanceId=i-1");
        assertThat(event.getAttributes())
                .containsEntry("conditionId", "cpu-high")
                .containsEntry("dim.InstanceId", "i-1")
                .containsEntry("metricName", "CPUUtilization");
        assertThat(event.getValues()).containsKeys("value", "level", "points");
    }

    @Test
    void pointsAMinuteApartArriveInTheirOrder() {
        var points = cpu("i-1").at("10:00").everyMinute(40, 85, 90);

        assertThat(points).extracting(MetricDatum::getTimestamp).isSorted().doesNotHaveDuplicates();
        assertThat(points.get(2).getSum() / points.get(2).getCount()).isEqualTo(90);
        assertThat(points.get(0).getArrivedAt()).isEqualTo(Times.at("10:02:30"));
    }
}
