package io.millrace.operators.stage;

import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.BusEvent;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.fold.FoldSettings;
import io.millrace.operators.eventbridge.BusEventCheck;
import io.millrace.operators.parse.EventParserSettings;
import io.millrace.operators.parse.ParseEventsFunction;
import io.millrace.operators.parse.ParseMetricsFunction;
import io.millrace.operators.parse.Raws;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Each dead letter is counted by stage and reason where Flink's own registry sees it. */
class DeadLetterMetricsTest {
    private final Map<String, Counter> counters = new TreeMap<>();

    @Test
    void theEventsParserCountsByReason() throws Exception {
        run(
                new ParseEventsFunction(EventParserSettings.defaults()),
                List.of(Raws.raw("no json"), Raws.raw("{}"), Raws.raw("[]"), Raws.raw(new byte[] {(byte) 0xfe})));

        assertThat(counted())
                .containsOnly(
                        Map.entry("parse.reason.no-envelope", 2L),
                        Map.entry("parse.reason.not-json", 1L),
                        Map.entry("parse.reason.not-utf-8", 1L));
    }

    @Test
    void theMetricsParserCountsLinesNotRecords() throws Exception {
        run(new ParseMetricsFunction(Duration.ofHours(2), "eu-west-1"), List.of(Raws.raw("{}\n{}\nno json")));

        assertThat(counted())
                .containsOnly(Map.entry("parse.reason.missing-field", 2L), Map.entry("parse.reason.not-json", 1L));
    }

    @Test
    void aStageWithStateCountsWhatItCannotDecide() throws Exception {
        var operator = new KeyedProcessOperator<>(new FoldFunction(Harnesses.HISTORY, FoldSettings.defaults()));
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                operator, OpsEvent::getIdentity, Types.STRING, environment())) {
            harness.open();
            harness.processElement(broken(), broken().getArrivedAt().toEpochMilli());
            harness.processWatermark(new Watermark(Times.at("11:00").toEpochMilli()));

            assertThat(Harnesses.side(harness, Outputs.DEAD_LETTERS)).hasSize(1);
        }
        assertThat(counted()).containsOnly(Map.entry("fold.reason.undecided", 1L));
    }

    @Test
    void triageCountsWhatItCannotDecide() throws Exception {
        var folded = anAlarm("cpu").inAlarm().at("10:00").folded();
        folded.setEvent(broken());

        run(new TriageFunction(Harnesses.HISTORY), List.of(folded));

        assertThat(counted()).containsOnly(Map.entry("triage.reason.undecided", 1L));
    }

    @Test
    void theCheckBeforeTheBusCountsWhatBreaksItsContract() throws Exception {
        var entry = new BusEvent("id", "Weather Report", Times.at("10:00"), List.of(), "{\"id\": \"id\"}");

        run(new BusEventCheck(Outputs.DEAD_LETTERS), List.of(entry, entry));

        assertThat(counted()).containsOnly(Map.entry("publish.reason.no-contract", 2L));
    }

    @Test
    void whatCannotBePutInWordsIsADeadLetterThatIsCounted() throws Exception {
        var function = new PureStage<OpsEvent, BusEvent>(
                "publish",
                event -> {
                    throw new IllegalStateException("planted");
                },
                OpsEvent::getEventId,
                OpsEvent::getArrivedAt);

        run(function, List.of(broken()));

        assertThat(counted()).containsOnly(Map.entry("publish.reason.undecided", 1L));
    }

    private static OpsEvent broken() {
        var event = anAlarm("cpu").inAlarm().at("10:00").event();
        event.setResources(null);
        return event;
    }

    private <I, O> void run(ProcessFunction<I, O> function, List<I> records) throws Exception {
        try (var harness = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(function), environment())) {
            harness.open();
            for (I record : records) {
                harness.processElement(record, 0);
            }
        }
    }

    private Map<String, Long> counted() {
        var counts = new TreeMap<String, Long>();
        counters.forEach((name, counter) -> counts.put(name, counter.getCount()));
        return counts;
    }

    private MockEnvironment environment() {
        var registry = TestingMetricRegistry.builder()
                .setRegisterConsumer((metric, name, group) -> {
                    var path = String.join(".", group.getScopeComponents());
                    int stage = path.indexOf("kinesisanalytics.stage.");
                    if (name.equals("deadLetters") && stage >= 0) {
                        counters.put(path.substring(stage + "kinesisanalytics.stage.".length()), (Counter) metric);
                    }
                })
                .build();
        var task = TaskManagerMetricGroup.createTaskManagerMetricGroup(registry, "host", ResourceID.generate())
                .addJob(new JobID(), "job")
                .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "task");
        return new MockEnvironmentBuilder()
                .setExecutionConfig(new ExecutionConfig())
                .setMetricGroup(task)
                .build();
    }
}
