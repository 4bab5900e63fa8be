package io.millrace.operators.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.contrib.streaming.state.RocksDBKeyedStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlotBufferTest {
    private static final String KEY = "key";
    private static final TypeInformation<Tuple2<Long, Integer>> ELEMENT = Types.TUPLE(Types.LONG, Types.INT);

    /** Where an element arrived and what orders it within its slot. */
    private static Tuple2<Long, Integer> element(long arrivedAt, int order) {
        return Tuple2.of(arrivedAt, order);
    }

    enum Backend {
        HEAP,
        ROCKSDB;

        StateBackend make() {
            return this == HEAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void handsOutEachSlotInItsOrder(Backend backend) throws Exception {
        try (var buffer = open(backend, new Buffered(), null)) {
            add(buffer, element(2_100, 7), element(100, 5), element(1_900, 3), element(0, 4), element(2_000, 6));

            assertThat(until(buffer, 1_998)).isEmpty();
            assertThat(until(buffer, 1_999)).containsExactly(3, 4, 5);
            assertThat(until(buffer, 3_999)).containsExactly(6, 7);
            assertNothingIsLeft(buffer);
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void anElementWhoseSlotIsClosedJoinsThePresentOne(Backend backend) throws Exception {
        try (var buffer = open(backend, new Buffered(), null)) {
            assertThat(until(buffer, 4_500)).isEmpty();
            add(buffer, element(5_000, 2), element(1_000, 1));

            assertThat(until(buffer, 5_999)).containsExactly(1, 2);
            assertNothingIsLeft(buffer);
        }
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void theOrderOfDeliveryWithinASlotDoesNotMatter(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 40) int size) throws Exception {
        var elements = new ArrayList<Tuple2<Long, Integer>>();
        for (int i = 0; i < size; i++) {
            elements.add(element(random.nextInt(6_000), i));
        }
        var expected = elements.stream()
                .sorted(Comparator.<Tuple2<Long, Integer>>comparingLong(element -> element.f0 / 2_000)
                        .thenComparing(element -> element.f1))
                .map(element -> element.f1)
                .toList();

        for (Backend backend : Backend.values()) {
            Collections.shuffle(elements, random);
            try (var buffer = open(backend, new Buffered(), null)) {
                add(buffer, elements);
                assertThat(until(buffer, 10_000)).isEqualTo(expected);
                assertNothingIsLeft(buffer);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void whatAnEarlierVersionHeldIsHandedOutWithWhatCameSince(Backend backend) throws Exception {
        OperatorSubtaskState snapshot;
        try (var earlier = open(backend, new EarlierBuffered(), null)) {
            add(earlier, element(100, 5), element(200, 1), element(2_500, 9), element(2_600, 8));
            snapshot = earlier.snapshot(1, 1);
        }

        try (var buffer = open(backend, new Buffered(), snapshot)) {
            add(buffer, element(300, 3), element(4_000, 10));

            assertThat(until(buffer, 1_999)).containsExactly(1, 3, 5);
            assertThat(until(buffer, 9_999)).containsExactly(8, 9, 10);
            assertNothingIsLeft(buffer);
        }
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void whatIsHeldOutlastsARestart(Backend backend) throws Exception {
        var elements = new ArrayList<>(
                IntStream.range(0, 300).mapToObj(i -> element(i * 10L, i)).toList());
        Collections.shuffle(elements, new Random(1));
        OperatorSubtaskState snapshot;
        try (var before = open(backend, new Buffered(), null)) {
            add(before, elements.subList(0, 150));
            snapshot = before.snapshot(1, 1);
        }

        try (var after = open(backend, new Buffered(), snapshot)) {
            add(after, elements.subList(150, 300));

            assertThat(until(after, 9_999))
                    .isEqualTo(IntStream.range(0, 300).boxed().toList());
            assertNothingIsLeft(after);
        }
    }

    @Test
    void addingWritesAsMuchHoweverManyAreHeld() throws Exception {
        var function = new Buffered();
        try (var buffer = open(Backend.HEAP, function, null)) {
            for (int i = 0; i < 1_000; i++) {
                add(buffer, element(0, i));
            }

            assertThat(function.puts.written()).isLessThanOrEqualTo(2_000);
        }
    }

    private static void add(
            KeyedOneInputStreamOperatorTestHarness<String, Tuple2<Long, Integer>, Integer> buffer,
            List<Tuple2<Long, Integer>> elements)
            throws Exception {
        for (var element : elements) {
            buffer.processElement(element, 0);
        }
    }

    @SafeVarargs
    private static void add(
            KeyedOneInputStreamOperatorTestHarness<String, Tuple2<Long, Integer>, Integer> buffer,
            Tuple2<Long, Integer>... elements)
            throws Exception {
        add(buffer, List.of(elements));
    }

    /** What is handed out by the watermark. */
    private static List<Integer> until(
            KeyedOneInputStreamOperatorTestHarness<String, Tuple2<Long, Integer>, Integer> buffer, long watermark)
            throws Exception {
        int before = buffer.extractOutputValues().size();
        buffer.processWatermark(new Watermark(watermark));
        var all = buffer.extractOutputValues();
        return all.subList(before, all.size());
    }

    private static void assertNothingIsLeft(
            KeyedOneInputStreamOperatorTestHarness<String, Tuple2<Long, Integer>, Integer> buffer) throws Exception {
        // RocksDB removes timers in batches, and writes what it has before a snapshot
        buffer.snapshot(99, 99);
        int entries = ((KeyedProcessOperator<?, ?, ?>) buffer.getOperator()).getKeyedStateBackend()
                        instanceof RocksDBKeyedStateBackend<?> rocks
                ? rocks.numKeyValueStateEntries()
                : buffer.numKeyedStateEntries();
        assertThat(entries).isZero();
        assertThat(buffer.numEventTimeTimers()).isZero();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Tuple2<Long, Integer>, Integer> open(
            Backend backend,
            KeyedProcessFunction<String, Tuple2<Long, Integer>, Integer> function,
            @Nullable OperatorSubtaskState snapshot)
            throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(function), element -> KEY, Types.STRING);
        harness.setStateBackend(backend.make());
        harness.setup(Types.INT.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
        return harness;
    }

    /** Tells the order of each element as it is handed out. */
    private static final class Buffered extends KeyedProcessFunction<String, Tuple2<Long, Integer>, Integer> {
        private static final long serialVersionUID = 1L;

        private transient CountedPuts puts;
        private transient SlotBuffer<Tuple2<Long, Integer>> buffer;

        @Override
        public void open(OpenContext context) {
            puts = new CountedPuts();
            buffer = new SlotBuffer<>(
                    puts.around(getRuntimeContext()),
                    "slots",
                    ELEMENT,
                    element -> Instant.ofEpochMilli(element.f0),
                    Comparator.comparing(element -> element.f1));
        }

        @Override
        public void processElement(Tuple2<Long, Integer> element, Context context, Collector<Integer> out)
                throws Exception {
            buffer.add(element, context.timerService());
        }

        @Override
        public void onTimer(long timer, OnTimerContext context, Collector<Integer> out) throws Exception {
            buffer.take(timer).forEach(element -> out.collect(element.f1));
        }
    }

    /** The same as it was. */
    private static final class EarlierBuffered extends KeyedProcessFunction<String, Tuple2<Long, Integer>, Integer> {
        private static final long serialVersionUID = 1L;

        private transient EarlierSlotBuffer<Tuple2<Long, Integer>> buffer;

        @Override
        public void open(OpenContext context) {
            buffer = new EarlierSlotBuffer<>(
                    getRuntimeContext(), "slots", ELEMENT, element -> Instant.ofEpochMilli(element.f0));
        }

        @Override
        public void processElement(Tuple2<Long, Integer> element, Context context, Collector<Integer> out)
                throws Exception {
            buffer.add(element, context.timerService());
        }
    }
}
