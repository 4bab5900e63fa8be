package io.millrace.operators.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.StreamCount;
import io.millrace.operators.stage.Harnesses;
import io.millrace.testing.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CountsTest {

    @Test
    void countsOfOneStreamHourAndOutcomeAreAddedUpBeforeTheyTravel() throws Exception {
        try (var harness = preAggregate()) {
            for (int i = 0; i < 100; i++) {
                harness.processElement(count("10:00", "scored", 1), 0);
                harness.processElement(count("11:00", "late", 2), 0);
            }
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.processWatermark(1);

            assertThat(harness.extractOutputValues())
                    .containsExactly(count("10:00", "scored", 100), count("11:00", "late", 200));
        }
    }

    @Test
    void whatIsHeldLeavesBeforeABarrierAndAtTheEnd() throws Exception {
        try (var harness = preAggregate()) {
            harness.processElement(count("10:00", "scored", 1), 0);
            harness.prepareSnapshotPreBarrier(1);
            assertThat(harness.extractOutputValues()).hasSize(1);
            harness.prepareSnapshotPreBarrier(2);
            assertThat(harness.extractOutputValues()).as("once").hasSize(1);

            harness.processElement(count("10:00", "scored", 3), 0);
            harness.endInput();

            assertThat(harness.extractOutputValues())
                    .containsExactly(count("10:00", "scored", 1), count("10:00", "scored", 3));
        }
    }

    @Property(tries = 50)
    void nothingIsLostOrDoubledOverBarriersAndARestart(
            @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 9) Integer> numbers,
            @ForAll @IntRange(min = 0, max = 40) int crash)
            throws Exception {
        int cut = Math.min(crash, numbers.size());
        var rows = new ArrayList<StreamCount>();
        OperatorSubtaskState snapshot;
        try (var first = preAggregate();
                var second = sum(null)) {
            for (int number : numbers.subList(0, cut)) {
                first.processElement(count("10:00", "scored", number), 0);
                if (number % 3 == 0) {
                    first.processWatermark(Times.at("10:01").toEpochMilli()
                            + first.extractOutputValues().size());
                }
            }
            first.prepareSnapshotPreBarrier(1);
            for (StreamCount count : first.extractOutputValues()) {
                second.processElement(count, 0);
            }
            snapshot = second.snapshot(1, 1);
            // Counted after the checkpoint, and counted again after the restart.
            second.processElement(count("10:00", "scored", 1000), 0);
        }
        try (var first = preAggregate();
                var second = sum(snapshot)) {
            for (int number : numbers.subList(cut, numbers.size())) {
                first.processElement(count("10:00", "scored", number), 0);
            }
            first.endInput();
            for (StreamCount count : first.extractOutputValues()) {
                second.processElement(count, 0);
            }
            second.processWatermark(Watermark.MAX_WATERMARK);
            rows.addAll(second.extractOutputValues());
        }

        int expected = numbers.stream().mapToInt(Integer::intValue).sum();
        assertThat(rows.stream().mapToLong(StreamCount::getCount).sum()).isEqualTo(expected);
        assertThat(rows).hasSize(numbers.isEmpty() ? 0 : 1);
    }

    @Test
    void anHourIsARowWhenItIsOverAndItsStateIsCleared() throws Exception {
        try (var harness = sum(null)) {
            harness.processElement(count("10:00", "scored", 2), 0);
            harness.processElement(count("10:00", "late", 1), 0);
            harness.processElement(count("10:00", "scored", 3), 0);
            harness.processWatermark(Times.at("11:00:59.999").toEpochMilli());
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.processWatermark(Times.at("11:01").toEpochMilli());

            assertThat(harness.extractOutputValues())
                    .containsExactlyInAnyOrder(count("10:00", "scored", 5), count("10:00", "late", 1));
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void aCountThatComesLaterIsAFurtherRow() throws Exception {
        try (var harness = sum(null)) {
            harness.processElement(count("10:00", "scored", 2), 0);
            harness.processWatermark(Times.at("12:00").toEpochMilli());
            harness.processElement(count("10:00", "scored", 7), 0);
            harness.processWatermark(Times.at("12:00:10").toEpochMilli());

            assertThat(harness.extractOutputValues())
                    .containsExactly(count("10:00", "scored", 2), count("10:00", "scored", 7));
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void streamsHoursAndOutcomesHaveKeysOfTheirOwn() {
        var count = count("10:00", "scored", 1);
        assertThat(SumCountsFunction.key(count)).isEqualTo(SumCountsFunction.key(count("10:00", "scored", 9)));
        assertThat(SumCountsFunction.key(count)).isNotEqualTo(SumCountsFunction.key(count("11:00", "scored", 1)));
        assertThat(SumCountsFunction.key(count)).isNotEqualTo(SumCountsFunction.key(count("10:00", "late", 1)));
        var events = StreamCount.newBuilder(count).setStream("events").build();
        assertThat(SumCountsFunction.key(count)).isNotEqualTo(SumCountsFunction.key(events));
    }

    @Test
    void addingLeavesBothAddendsAlone() {
        var one = count("10:00", "scored", 1);
        var other = count("10:00", "scored", 2);

        assertThat(PreAggregateCounts.sum(one, other)).isEqualTo(count("10:00", "scored", 3));
        assertThat(one.getCount()).isEqualTo(1);
        assertThat(other.getCount()).isEqualTo(2);
    }

    private static StreamCount count(String hour, String outcome, long number) {
        Instant start = Times.at(hour);
        assertThat(Duration.between(Times.at("00:00"), start).toMinutesPart()).isZero();
        return new StreamCount("metrics", start, outcome, number);
    }

    private static OneInputStreamOperatorTestHarness<StreamCount, StreamCount> preAggregate() throws Exception {
        return Harnesses.open(
                new OneInputStreamOperatorTestHarness<>(new PreAggregateCounts()), StreamCount.class, null);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, StreamCount, StreamCount> sum(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new SumCountsFunction()), SumCountsFunction::key, Types.STRING),
                StreamCount.class,
                snapshot);
    }
}
