package io.millrace.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.Estates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemediationTest {
    private static final Instant LIVE = Instant.parse("2026-08-05T10:07:12Z");
    private static final Instant ACTED = LIVE.plus(Duration.ofMinutes(6));
    private static final Pattern SUM = Pattern.compile("\"sum\":([0-9.]+),\"count\":([0-9.]+)");
    private static final String CPU = "\"CPUUtilization\",\"dimensions\":{\"InstanceId\":\"" + Estates.INSTANCE + "\"}";

    @Test
    void stoppingTheProcessLetsTheCpuRecoverWithinMinutes() {
        var effects = new ArrayList<RemediationEffect>();
        var cpu = cpuAround("Millrace-StopRunawayProcess", Estates.INSTANCE, effects);

        assertThat(effects).containsExactly(RemediationEffect.FIXED);
        assertThat(cpu.subList(cpu.size() - 3, cpu.size()))
                .allSatisfy(value -> assertThat(value).isLessThan(70));
    }

    @Test
    void aTargetMayBeAnArn() {
        var effects = new ArrayList<RemediationEffect>();
        cpuAround("Millrace-ScaleInstanceUp", Estates.instanceArn(Estates.INSTANCE), effects);

        assertThat(effects).containsExactly(RemediationEffect.FIXED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Millrace-ExtendVolume", "Millrace-ReportProcesses"})
    void anUnsuitableActionChangesNothing(String action) {
        var effects = new ArrayList<RemediationEffect>();
        var cpu = cpuAround(action, Estates.INSTANCE, effects);

        assertThat(effects).containsExactly(RemediationEffect.NONE);
        assertThat(cpu.subList(cpu.size() - 3, cpu.size()))
                .allSatisfy(value -> assertThat(value).isGreaterThan(80));
    }

    @Test
    void anActionOnAnotherTargetChangesNothing() {
        var effects = new ArrayList<RemediationEffect>();
        var cpu = cpuAround("Millrace-StopRunawayProcess", "i-00000000000000000", effects);

        assertThat(effects).containsExactly(RemediationEffect.NONE);
        assertThat(cpu.get(cpu.size() - 1)).isGreaterThan(80);
    }

    @Test
    void sameCallsGiveSameValues() {
        var effects = new ArrayList<RemediationEffect>();

        assertThat(cpuAround("Millrace-StopRunawayProcess", Estates.INSTANCE, effects))
                .isEqualTo(cpuAround("Millrace-StopRunawayProcess", Estates.INSTANCE, effects));
    }

    @Test
    void collectingGarbageHelpsALeakForAWhileAndARestartForGood() {
        var estate = Estate.example(1);
        var instance = estate.resources("search", Resource.Type.INSTANCE).get(1);
        var start = Instant.parse("2026-08-05T08:00:00Z");
        var leak = new IncidentScripts(estate, new EventIds(1)).memoryLeak(instance, start);
        var memory = leak.disturbances().get(0);
        long minute = start.getEpochSecond() / 60 + 110;
        double before = memory.applied(50, minute);

        var eased = leak.remedied("Millrace-CollectGarbage", start.plus(Duration.ofMinutes(110)), minute);
        double after = memory.applied(50, minute);
        double later = memory.applied(50, minute + 20);
        var fixed = leak.remedied("Millrace-RestartService", start.plus(Duration.ofMinutes(130)), minute + 20);

        assertThat(eased).isEqualTo(RemediationEffect.EASED);
        assertThat(after).isLessThan(before - 3);
        assertThat(later).isGreaterThan(before - 2);
        assertThat(fixed).isEqualTo(RemediationEffect.FIXED);
        assertThat(memory.applied(50, minute + 23)).isEqualTo(50);
        assertThat(leak.truth(List.of("shop")).remediatedAt()).isEqualTo(start.plus(Duration.ofMinutes(130)));
    }

    /** The CPU of the showcase's instance, minute by minute, until a quarter of an hour after the action. */
    private static List<Double> cpuAround(String action, String target, List<RemediationEffect> effects) {
        var simulation = Simulation.of(
                Scenarios.demo().withIncidentsPerHour(0),
                Estate.example(1),
                1,
                LIVE.minus(Duration.ofHours(1)),
                LIVE,
                ACTED.plus(Duration.ofMinutes(15)));
        var values = new ArrayList<Double>();
        boolean acted = false;
        while (simulation.hasNext()) {
            if (!acted && !simulation.nextArrival().isBefore(ACTED)) {
                effects.add(simulation.remediated(target, action, ACTED));
                acted = true;
            }
            simulation
                    .next()
                    .text()
                    .lines()
                    .filter(line -> line.startsWith("{\"metric_stream_name\"") && line.contains(CPU))
                    .forEach(line -> values.add(average(line)));
        }
        assertThat(values).anySatisfy(value -> assertThat(value).isGreaterThan(82));
        return values;
    }

    private static double average(String line) {
        var matcher = SUM.matcher(line);
        assertThat(matcher.find()).isTrue();
        return Double.parseDouble(matcher.group(1)) / Double.parseDouble(matcher.group(2));
    }
}
