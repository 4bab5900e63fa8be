package io.millrace.operators.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Incident;
import io.millrace.domain.Problem;
import io.millrace.domain.thread.ProblemSettings;
import io.millrace.testing.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProblemFunctionTest {
    private static final Instant START = Times.at("10:00");

    @Test
    void theThirdReturnIsToldAlsoAfterARestartAndAllIsForgottenAfterThirtyDays() throws Exception {
        try (var stage = open(null)) {
            take(stage, incident("t1", 0));
            take(stage, incident("t2", 1));
            stage.processWatermark(day(2));
            assertThat(stage.extractOutputValues()).isEmpty();

            try (var restored = open(stage.snapshot(1, 1))) {
                take(restored, incident("t3", 3));
                restored.processWatermark(day(4));
                assertThat(restored.extractOutputValues()).singleElement().satisfies(problem -> {
                    assertThat(problem.getCount()).isEqualTo(3);
                    assertThat(problem.getThreadIds()).containsExactly("t1", "t2", "t3");
                });

                restored.processWatermark(day(34));
                assertThat(restored.numKeyedStateEntries()).isZero();
                assertThat(restored.numEventTimeTimers()).isZero();
            }
        }
    }

    @Test
    void anIncidentThatCannotBeComparedIsADeadLetterAndStopsNoOther() throws Exception {
        try (var stage = open(null)) {
            take(stage, incident("t1", 0));
            var broken = incident("t2", 1);
            broken.put("openedAt", null);
            stage.processElement(broken, 0);
            stage.processWatermark(day(2));
            take(stage, incident("t3", 3));
            take(stage, incident("t4", 4));
            stage.processWatermark(day(5));

            assertThat(Harnesses.side(stage, Outputs.DEAD_LETTERS)).hasSize(1);
            assertThat(stage.extractOutputValues()).hasSize(1);
        }
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void theOrderOfDeliveryWithinASlotDoesNotMatter(@ForAll Random random) throws Exception {
        var incidents = new ArrayList<Incident>();
        for (int i = 0; i < 6; i++) {
            incidents.add(incident("t" + i, 0));
        }
        var expected = problems(incidents);
        assertThat(expected).hasSize(4);
        Collections.shuffle(incidents, random);

        assertThat(problems(incidents)).isEqualTo(expected);
    }

    private static List<Problem> problems(List<Incident> incidents) throws Exception {
        try (var stage = open(null)) {
            for (Incident incident : incidents) {
                take(stage, incident);
            }
            stage.processWatermark(day(1));
            return stage.extractOutputValues();
        }
    }

    private static Incident incident(String thread, int day) {
        return new Incident(
                "signature",
                thread,
                "shop",
                "checkout",
                "checkout-team",
                "",
                "CPU",
                4,
                2,
                List.of("AWS/EC2|CPUUtilization"),
                START.plus(Duration.ofDays(day)),
                START.plus(Duration.ofDays(day)).plusSeconds(3600));
    }

    private static void take(KeyedOneInputStreamOperatorTestHarness<String, Incident, Problem> stage, Incident incident)
            throws Exception {
        stage.processElement(incident, incident.getArrivedAt().toEpochMilli());
    }

    private static Watermark day(int day) {
        return new Watermark(START.plus(Duration.ofDays(day)).plusSeconds(7200).toEpochMilli());
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Incident, Problem> open(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ProblemFunction(ProblemSettings.defaults())),
                Incident::getSignature,
                Types.STRING);
        return Harnesses.open(harness, Problem.class, snapshot);
    }
}
