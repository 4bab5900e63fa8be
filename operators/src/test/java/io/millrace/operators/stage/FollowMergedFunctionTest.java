package io.millrace.operators.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.ReportFact;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.report.Facts;
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
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FollowMergedFunctionTest {
    private static final int MAX_PARALLELISM = 16;
    private static final String MERGED = "merged into survivor: an alarm storm";

    @Test
    void whatAMergedThreadDidBeforeAndAfterGoesOnAlsoAcrossARestart() throws Exception {
        OperatorSubtaskState snapshot;
        try (var stage = open(null, 1, 0)) {
            take(stage, change("t1", "OPENED", "because"));
            take(stage, paged("t1", "p1"));
            take(stage, paged("t2", "p2"));
            assertThat(said(stage)).containsExactly("t1 change", "t1 page:p1", "t2 page:p2");
            snapshot = stage.snapshot(1, 1);
        }
        try (var stage = open(snapshot, 1, 0)) {
            take(stage, change("t1", "CLOSED", MERGED));
            assertThat(said(stage)).containsExactly("t1 change", "survivor page:p1");
            snapshot = stage.snapshot(2, 2);
        }
        try (var stage = open(snapshot, 1, 0)) {
            take(stage, paged("t1", "late"));
            take(stage, paged("t2", "p3"));
            assertThat(said(stage)).containsExactly("t1 page:late", "survivor page:late", "t2 page:p3");

            take(stage, change("t2", "CLOSED", "resolved, and quiet since"));
            stage.processWatermark(
                    new Watermark(Times.at("12:00").plus(Duration.ofDays(15)).toEpochMilli()));
            assertThat(stage.numKeyedStateEntries()).isZero();
            assertThat(stage.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void twoTasksGoOnWithWhatOneBegan() throws Exception {
        OperatorSubtaskState snapshot;
        var threads = List.of("t1", "t2", "t3", "t4", "t5", "t6");
        try (var stage = open(null, 1, 0)) {
            for (String thread : threads) {
                take(stage, paged(thread, "p-" + thread));
            }
            snapshot = stage.snapshot(1, 1);
        }
        var said = new ArrayList<String>();
        for (int half = 0; half < 2; half++) {
            var mine =
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(snapshot, MAX_PARALLELISM, 1, 2, half);
            try (var stage = open(mine, 2, half)) {
                for (String thread : threads) {
                    if (KeyGroupRangeAssignment.assignKeyToParallelOperator(thread, MAX_PARALLELISM, 2) == half) {
                        take(stage, change(thread, "CLOSED", MERGED));
                    }
                }
                said.addAll(said(stage));
            }
        }

        assertThat(said)
                .filteredOn(one -> one.startsWith("survivor"))
                .containsExactlyInAnyOrderElementsOf(threads.stream()
                        .map(thread -> "survivor page:p-" + thread)
                        .toList());
    }

    @Test
    void whatIsNotMergedLeavesNothing() throws Exception {
        try (var stage = open(null, 1, 0)) {
            take(stage, paged("t1", "p1"));
            take(stage, change("t1", "CLOSED", "resolved, and quiet since"));

            assertThat(said(stage)).containsExactly("t1 page:p1", "t1 change");
            assertThat(stage.numKeyedStateEntries()).isZero();
            assertThat(stage.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void whatCannotBeReadIsADeadLetter() throws Exception {
        try (var stage = open(null, 1, 0)) {
            var broken = change("t1", "CLOSED", "because");
            broken.getChange().setReason(null);
            stage.processElement(broken, 0);

            assertThat(Harnesses.side(stage, Outputs.DEAD_LETTERS)).hasSize(1);
            assertThat(stage.extractOutputValues()).isEmpty();
        }
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void theSameGoesOnInWhateverOrderItComes(@ForAll Random random) throws Exception {
        var facts = new ArrayList<ReportFact>();
        for (int i = 0; i < 8; i++) {
            facts.add(paged("t1", "p" + i));
        }
        facts.add(facts.get(0));
        facts.add(change("t1", "CLOSED", MERGED));
        Collections.shuffle(facts, random);
        try (var stage = open(null, 1, 0)) {
            for (ReportFact fact : facts) {
                take(stage, fact);
            }

            assertThat(said(stage).stream()
                            .filter(one -> one.startsWith("survivor"))
                            .distinct())
                    .containsExactlyInAnyOrder(
                            "survivor page:p0",
                            "survivor page:p1",
                            "survivor page:p2",
                            "survivor page:p3",
                            "survivor page:p4",
                            "survivor page:p5",
                            "survivor page:p6",
                            "survivor page:p7");
        }
    }

    private static List<String> said(AbstractStreamOperatorTestHarness<ReportFact> stage) {
        return stage.extractOutputValues().stream()
                .map(fact ->
                        fact.getThreadId() + " " + (fact.getChange() == null ? fact.getFactId() : Facts.kind(fact)))
                .toList();
    }

    private static void take(
            KeyedOneInputStreamOperatorTestHarness<String, ReportFact, ReportFact> stage, ReportFact fact)
            throws Exception {
        stage.processElement(fact, 0);
    }

    private static ReportFact paged(String thread, String id) {
        return Facts.of(Page.newBuilder()
                        .setPageId(id)
                        .setThreadId(thread)
                        .setVersion(1)
                        .setDecision(PageDecision.PAGED)
                        .setReason("urgent")
                        .setTitle("CPU")
                        .setSeverity(4)
                        .setPriority(2)
                        .setService("checkout")
                        .setOwner("checkout-team")
                        .setScope("shop")
                        .setArrivedAt(Times.at("10:01"))
                        .build())
                .orElseThrow();
    }

    private static ReportFact change(String thread, String word, String reason) {
        Instant at = Times.at("11:00");
        return Facts.of(ThreadChange.newBuilder()
                        .setChangeId(thread + word)
                        .setThreadId(thread)
                        .setVersion(2)
                        .setChange(word)
                        .setStatus(word.equals("CLOSED") ? ThreadStatus.CLOSED : ThreadStatus.OPEN)
                        .setReason(reason)
                        .setScope("shop")
                        .setTitle("CPU")
                        .setSeverity(4)
                        .setPriority(2)
                        .setService("checkout")
                        .setOwner("checkout-team")
                        .setAccount("111122223333")
                        .setRegion("eu-west-1")
                        .setOpenedAt(at)
                        .setLastEventAt(at)
                        .setEventCount(2)
                        .setResources(List.of())
                        .setSituations(List.of())
                        .setMembers(List.of())
                        .setContentVersion("2026.1")
                        .setArrivedAt(at)
                        .build())
                .orElseThrow();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ReportFact, ReportFact> open(
            @Nullable OperatorSubtaskState snapshot, int parallelism, int subtask) throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new FollowMergedFunction()),
                        ReportFact::getThreadId,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        subtask),
                ReportFact.class,
                snapshot);
    }
}
