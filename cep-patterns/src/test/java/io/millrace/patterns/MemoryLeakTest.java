package io.millrace.patterns;

import static io.millrace.testing.Events.aCondition;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Signal;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Metrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryLeakTest extends SituationContract {
    @Override
    SituationPattern situation() {
        return new MemoryLeak();
    }

    @Override
    List<Signal> example() {
        return List.of(level("10:00").signal(), trend("10:30").signal());
    }

    @Test
    void eitherMayBeToldFirst() throws Exception {
        assertThat(run(List.of(trend("10:00").signal(), level("10:30").signal())))
                .singleElement()
                .satisfies(found -> assertThat(found.getTitle())
                        .startsWith("Memory is high and keeps rising: memory is in ALARM; "));
    }

    @Test
    void oneSecondBeyondTheWindowIsNone() throws Exception {
        assertThat(run(List.of(level("10:00").signal(), trend("10:30:01").signal())))
                .isEmpty();
    }

    @Test
    void beyondWhatCepWaitsTheTrendIsToldTooLate() throws Exception {
        assertThat(run(List.of(
                        level("10:00").signal(),
                        trend("10:29").arrivedAt("10:34").signal())))
                .hasSize(1);
        assertThat(run(List.of(
                        level("10:00").signal(),
                        trend("10:29").arrivedAt("10:35:05").signal())))
                .isEmpty();
    }

    @Test
    void twoLevelsAnotherResourceAndAnotherMetricAreNone() throws Exception {
        var high = aCondition("high-memory", Metrics.memory("i-1").seriesKey())
                .on("i-1")
                .at("10:05")
                .signal();
        var cpu = anAlarm("cpu")
                .inAlarm()
                .on("i-1")
                .attribute("metricName", "CPUUtilization")
                .at("10:00")
                .signal();

        assertThat(run(List.of(level("10:00").signal(), high)))
                .as("high, and flat")
                .isEmpty();
        assertThat(run(List.of(level("10:00").on("i-2").signal(), trend("10:05").signal())))
                .isEmpty();
        assertThat(run(List.of(cpu, trend("10:05").signal()))).isEmpty();
    }

    /** As CloudWatch's alarm on the agent's metric becomes. */
    private static EventBuilder level(String at) {
        return anAlarm("memory")
                .inAlarm()
                .on("i-1")
                .attribute("namespace", "CWAgent")
                .attribute("metricName", "mem_used_percent")
                .at(at);
    }

    /** As the scoring stage tells of the shipped condition. */
    private static EventBuilder trend(String at) {
        return aCondition("memory-leak", Metrics.memory("i-1").seriesKey())
                .attribute("trend", "rising")
                .on("i-1")
                .at(at);
    }
}
