package io.millrace.operators.explain;

import static io.millrace.testing.Events.aCondition;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.ExplainRequest;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.explain.ExplainBudget;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.thread.Threading;
import io.millrace.models.analyst.LocalAnalyst;
import io.millrace.operators.stage.Harnesses;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class GrantExplanationFunctionTest {
    @Test
    void aThreadIsAskedAboutOncePerFiveMinutesUnlessItReachesAPerson() throws Exception {
        assertThat(granted(
                        request("a", "10:00", 2, "OPENED"),
                        request("a", "10:03", 2, "UPDATED"),
                        request("a", "10:04", 2, "ESCALATED"),
                        request("a", "10:10", 2, "RESOLVED")))
                .containsExactly("a OPENED", "a ESCALATED", "a RESOLVED");
    }

    @Test
    void lowPrioritiesAreNotWorthAQuestion() throws Exception {
        assertThat(granted(request("a", "10:00", 4, "OPENED"), request("b", "10:00", 3, "OPENED")))
                .containsExactly("b OPENED");
    }

    @Test
    void theHoursBudgetIsNeverExceededAndComesBack() throws Exception {
        var requests = new ArrayList<ExplainRequest>();
        for (int i = 0; i < 9; i++) {
            requests.add(request("t" + i, "10:0" + i, 2, "OPENED"));
        }
        requests.add(request("later", "11:01", 2, "OPENED"));

        assertThat(granted(requests.toArray(new ExplainRequest[0])))
                .containsExactly("t0 OPENED", "t1 OPENED", "t2 OPENED", "t3 OPENED", "later OPENED");
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void whoGetsTheBudgetDoesNotDependOnTheOrderOfDelivery(@ForAll Random chance) throws Exception {
        var requests = new ArrayList<ExplainRequest>();
        for (int i = 0; i < 9; i++) {
            requests.add(request("t" + i, "10:00", 2, "OPENED"));
        }
        var expected = granted(requests.toArray(new ExplainRequest[0]));
        assertThat(expected).hasSize(4);
        Collections.shuffle(requests, chance);

        assertThat(granted(requests.toArray(new ExplainRequest[0]))).isEqualTo(expected);
    }

    @Test
    void anHourLaterNothingIsRemembered() throws Exception {
        try (var harness = open()) {
            harness.processElement(request("a", "10:00", 2, "OPENED"), 0);
            harness.processWatermark(Times.at("10:30").toEpochMilli());
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);

            harness.processWatermark(
                    Times.at("10:00").plus(Duration.ofMinutes(61)).toEpochMilli());

            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    private static List<String> granted(ExplainRequest... requests) throws Exception {
        try (var harness = open()) {
            for (ExplainRequest request : requests) {
                harness.processElement(request, 0);
            }
            harness.processWatermark(Times.at("23:00").toEpochMilli());
            return harness.extractOutputValues().stream()
                    .map(ExplainRequest::getChange)
                    .map(change -> change.getThreadId() + " " + change.getChange())
                    .toList();
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ExplainRequest, ExplainRequest> open()
            throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new GrantExplanationFunction(new ExplainBudget(4, 3))),
                        request -> GrantExplanationFunction.KEY,
                        Types.STRING),
                ExplainRequest.class,
                null);
    }

    private static ExplainRequest request(String thread, String arrivedAt, int priority, String change) {
        var signal =
                aCondition("high-cpu", "series").value("value", 85).at("10:00").signal();
        ThreadChange row = new Threading(ThreadSettings.defaults())
                .onSignal(List.of(), signal)
                .changes()
                .get(0);
        row.setThreadId(thread);
        row.setChangeId(thread + change);
        row.setPriority(priority);
        row.setChange(change);
        row.setArrivedAt(Times.at(arrivedAt));
        return new ExplainRequest(row, new LocalAnalyst().explain(row, List.of()));
    }
}
