package io.millrace.operators.score;

import static io.millrace.testing.Metrics.aMetric;
import static io.millrace.testing.Metrics.disk;
import static io.millrace.testing.Metrics.latency;
import static io.millrace.testing.Metrics.memory;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.MetricDatum;
import io.millrace.testing.Estates;
import io.millrace.testing.MetricBuilder;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Planted series, and what the shipped conditions say of them and of nothing else. */
class ShippedConditionsTest {
    private static final List<String> ALL = List.of(
            "disk-filling-up",
            "disk-nearly-full",
            "disk-space",
            "error-rate",
            "heartbeat-absent",
            "high-cpu",
            "memory-leak",
            "slow-responses");

    @Test
    void aLeakIsToldWhereLevelAndTrendMeetAndAPlateauIsNot() throws Exception {
        var noise = new Random(1);
        var leak = minutes(memory(Estates.INSTANCE), 180, i -> 60 + i * 0.25 + noise.nextGaussian() * 0.3);
        var plateau = minutes(memory("i-plateau"), 180, i -> 88 + noise.nextGaussian() * 0.3);
        try (var harness = ConditionHarness.shipped()) {
            harness.feed(leak).until(Times.at("14:00"));

            // 85 % is passed after 100 minutes
            assertThat(harness.turns("memory-leak")).singleElement().asString().matches("11:4\\d OPEN");
            assertThat(harness.events("memory-leak").get(0).getValues().get("slopePerHour"))
                    .isBetween(12.0, 18.0);
            assertThat(of(harness)).containsOnly("memory-leak");
        }
        try (var harness = ConditionHarness.shipped()) {
            harness.feed(plateau).until(Times.at("14:00"));

            assertThat(of(harness)).isEmpty();
        }
    }

    @Test
    void aDiskThatFillsIsToldHoursBeforeItIsFullAndTheEndOfFillingToo() throws Exception {
        var noise = new Random(2);
        // from 40 %, ten per cent an hour until 75 %, then cleaned down to 60 % and calm
        var filling = minutes(
                disk(Estates.INSTANCE, "/data"), 600, i -> (i < 210 ? 40 + i / 6.0 : 60) + noise.nextGaussian() * 0.05);
        try (var harness = ConditionHarness.shipped()) {
            harness.feed(filling).until(Times.at("22:00"));

            var turns = harness.turns("disk-filling-up");
            assertThat(turns).hasSize(2);
            assertThat(turns.get(0)).matches("1[01]:\\d\\d OPEN");
            assertThat(turns.get(1)).matches("1[34567]:\\d\\d RESOLVED");
            assertThat(harness.events("disk-filling-up").get(0).getValues().get("slopePerHour"))
                    .as("per cent an hour")
                    .isBetween(9.0, 11.0);
            assertThat(of(harness)).containsOnly("disk-filling-up");
        }
    }

    @Test
    void aDiskThatIsUsedUpAndDownIsNotFillingUp() throws Exception {
        var noise = new Random(3);
        // 20 % of swing in a day, logs rotated each hour
        var usual = minutes(
                disk(Estates.INSTANCE, "/data"),
                1440,
                i -> 50 + 10 * Math.sin(i * 2 * Math.PI / 1440) + i % 60 / 20.0 + noise.nextGaussian() * 0.2);
        try (var harness = ConditionHarness.shipped()) {
            harness.feed(usual).until(Times.at("2026-08-06T11:00:00Z"));

            assertThat(of(harness)).isEmpty();
        }
    }

    @Test
    void aServiceWhoseRequestsFailIsToldByTwoMetricsAndAQuietOneIsNot() throws Exception {
        var points = new ArrayList<MetricDatum>();
        for (int i = 0; i < 90; i++) {
            points.add(balancer("RequestCount", "app/checkout", i).of(200).datum());
            points.add(balancer("RequestCount", "app/quiet", i).of(2).datum());
            if (i >= 30 && i < 50) {
                points.add(balancer("HTTPCode_Target_5XX_Count", "app/checkout", i)
                        .of(20)
                        .datum());
                points.add(balancer("HTTPCode_Target_5XX_Count", "app/quiet", i)
                        .of(1)
                        .datum());
                // a part of the whole, that must not be taken for it
                points.add(balancer("HTTPCode_Target_5XX_Count", "app/checkout", i)
                        .dimension("AvailabilityZone", "eu-west-1a")
                        .of(20)
                        .datum());
            }
        }
        try (var harness = ConditionHarness.shipped()) {
            harness.feed(points).until(Times.at("13:00"));

            assertThat(harness.turns("error-rate")).containsExactly("10:32 OPEN", "10:54 RESOLVED");
            assertThat(harness.events("error-rate"))
                    .extracting(event -> event.getAttributes().get("dim.LoadBalancer"))
                    .containsOnly("app/checkout");
            assertThat(harness.events("error-rate").get(0).getValues())
                    .containsEntry("value", 10.0)
                    .containsEntry("errors", 100.0);
        }
    }

    @Test
    void responsesThatTakeLongerThanUsualAreToldWhateverIsUsualForTheService() throws Exception {
        var noise = new Random(4);
        var points = new ArrayList<MetricDatum>();
        for (double usual : new double[] {0.02, 3.0}) {
            points.addAll(minutes(
                    latency("app/usual-" + usual),
                    700,
                    i -> usual * (i >= 600 && i < 620 ? 5 : 1) * (1 + noise.nextGaussian() * 0.05)));
        }
        try (var harness = ConditionHarness.shipped()) {
            harness.feed(points).until(Times.at("23:00"));

            assertThat(harness.turns("slow-responses"))
                    .hasSize(4)
                    .allMatch(turn -> turn.matches("20:0[34] OPEN|20:2\\d RESOLVED"));
            assertThat(harness.events("slow-responses").get(0).getValues())
                    .containsKeys("value", "level", "observed", "expected");
            assertThat(of(harness)).containsOnly("slow-responses");
        }
    }

    @Test
    void aHeartbeatThatStopsIsToldWithoutAnyPoint() throws Exception {
        var beats = minutes(aMetric("Heartbeats", "Heartbeat").dimension("Job", "nightly"), 30, i -> 1);
        try (var harness = ConditionHarness.shipped()) {
            harness.feed(beats).until(Times.at("11:00"));

            assertThat(harness.told("heartbeat-absent")).containsExactly("10:39 OPEN");
        }
    }

    private static List<String> of(ConditionHarness harness) {
        return ALL.stream().filter(id -> !harness.events(id).isEmpty()).toList();
    }

    private static MetricBuilder balancer(String name, String balancer, int minute) {
        return aMetric("AWS/ApplicationELB", name)
                .dimension("LoadBalancer", balancer)
                .at(Times.at("10:00").plus(Duration.ofMinutes(minute)));
    }

    private static List<MetricDatum> minutes(MetricBuilder series, int minutes, IntToDoubleFunction value) {
        return series.at("10:00")
                .everyMinute(IntStream.range(0, minutes).mapToDouble(value).toArray());
    }
}
