package io.millrace.operators.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.domain.Command;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.IncidentReport;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.ReportFact;
import io.millrace.domain.ThreadAct;
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
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportFunctionTest {
    private static final Instant BEGAN = Times.at("10:00");

    @Test
    void theRecordIsWrittenOnceAMinuteAfterTheCloseAndAllIsForgotten() throws Exception {
        try (var stage = open(null)) {
            take(stage, opened("t1"));
            take(stage, paged("t1"));
            take(stage, closed("t1"));
            pass(stage, "11:00:30");
            assertThat(stage.extractOutputValues()).isEmpty();

            take(stage, closed("t1"));
            pass(stage, "11:01:10");

            assertThat(stage.extractOutputValues()).singleElement().satisfies(report -> {
                assertThat(report.getThreadId()).isEqualTo("t1");
                assertThat(report.getPages()).isEqualTo(1);
            });
            assertThat(stage.numKeyedStateEntries()).isZero();
            assertThat(stage.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void factsAndTimersSurviveARestart() throws Exception {
        try (var stage = open(null)) {
            take(stage, opened("t1"));
            take(stage, paged("t1"));
            take(stage, closed("t1"));
            try (var restored = open(stage.snapshot(1, 1))) {
                pass(restored, "12:00");

                assertThat(restored.extractOutputValues())
                        .singleElement()
                        .satisfies(report -> assertThat(report.getPages()).isEqualTo(1));
                assertThat(restored.numKeyedStateEntries()).isZero();
            }
        }
    }

    @Test
    void twoTasksGoOnWithWhatOneBegan() throws Exception {
        OperatorSubtaskState snapshot;
        var threads = new TreeSet<String>();
        try (var stage = open(null)) {
            for (int i = 0; i < 20; i++) {
                threads.add("t" + i);
                take(stage, opened("t" + i));
                take(stage, paged("t" + i));
                take(stage, closed("t" + i));
            }
            snapshot = stage.snapshot(1, 1);
        }
        var reported = new ArrayList<IncidentReport>();
        for (int task = 0; task < 2; task++) {
            var state = AbstractStreamOperatorTestHarness.repartitionOperatorState(snapshot, 128, 1, 2, task);
            try (var half = open(state, 2, task)) {
                pass(half, "12:00");
                assertThat(half.extractOutputValues()).isNotEmpty();
                reported.addAll(half.extractOutputValues());
            }
        }

        assertThat(reported).extracting(IncidentReport::getThreadId).containsExactlyInAnyOrderElementsOf(threads);
        assertThat(reported).extracting(IncidentReport::getPages).containsOnly(1);
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void theOrderOfDeliveryDoesNotMatterAlsoWhereThereIsNoRoomForAll(@ForAll Random random) throws Exception {
        var facts = new ArrayList<ReportFact>();
        facts.add(opened("t1"));
        facts.add(paged("t1"));
        for (int i = 0; i < 90; i++) {
            facts.add(called("t1", i));
        }
        facts.add(closed("t1"));
        var expected = reports(facts);
        assertThat(expected).singleElement().satisfies(report -> {
            assertThat(report.getActs()).as("the first ones").isEqualTo(60);
            assertThat(report.getOmitted()).isEqualTo(30);
        });
        Collections.shuffle(facts, random);

        assertThat(reports(facts)).isEqualTo(expected);
    }

    @Test
    void whatIsHeardOfNoThreadThatClosesIsForgottenAfterTwoWeeks() throws Exception {
        try (var stage = open(null)) {
            take(stage, paged("t1"));
            stage.processWatermark(new Watermark(BEGAN.plus(Duration.ofDays(15)).toEpochMilli()));

            assertThat(stage.extractOutputValues()).isEmpty();
            assertThat(stage.numKeyedStateEntries()).isZero();
            assertThat(stage.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void theEndOfTheInputWritesNothing() throws Exception {
        try (var stage = open(null)) {
            take(stage, opened("t1"));
            take(stage, closed("t1"));
            stage.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(stage.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void whatCannotBeReportedIsADeadLetterAndStopsNoOther() throws Exception {
        try (var stage = open(null)) {
            var broken = closed("t1");
            broken.getChange().setReason(null);
            stage.processElement(broken, 0);
            take(stage, opened("t2"));
            take(stage, closed("t2"));
            pass(stage, "12:00");

            assertThat(stage.extractOutputValues()).hasSize(1);
            assertThat(Harnesses.side(stage, Outputs.DEAD_LETTERS)).hasSize(1);
            assertThat(stage.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void shadowsAreGradedAsOutcomes() throws Exception {
        try (var stage = open(null)) {
            take(stage, opened("t1"));
            var shadow = Command.newBuilder(GuardFunctionTest.proposal("c", "10:01"))
                    .setThreadId("t1")
                    .setMode("shadow")
                    .setStatus(CommandStatus.GRANTED)
                    .build();
            take(stage, Facts.of(shadow).orElseThrow());
            take(stage, closed("t1"));
            pass(stage, "12:00");

            assertThat(Harnesses.side(stage, Outputs.OUTCOMES))
                    .extracting(Outcome::getCommandId, Outcome::getOutcome)
                    .containsExactly(tuple(shadow.getCommandId(), "HEALED_ALONE"));
        }
    }

    private static List<IncidentReport> reports(List<ReportFact> facts) throws Exception {
        try (var stage = open(null)) {
            for (ReportFact fact : facts) {
                take(stage, fact);
            }
            pass(stage, "12:00");
            return stage.extractOutputValues();
        }
    }

    private static ReportFact opened(String thread) {
        return change(thread, "OPENED", 1, "10:00:10");
    }

    private static ReportFact closed(String thread) {
        return change(thread, "CLOSED", 9, "11:00");
    }

    private static ReportFact change(String thread, String word, int version, String at) {
        return Facts.of(ThreadChange.newBuilder()
                        .setChangeId(thread + word)
                        .setThreadId(thread)
                        .setVersion(version)
                        .setChange(word)
                        .setStatus(word.equals("CLOSED") ? ThreadStatus.CLOSED : ThreadStatus.OPEN)
                        .setReason("because")
                        .setScope("shop")
                        .setTitle("CPU")
                        .setSeverity(4)
                        .setPriority(2)
                        .setService("checkout")
                        .setOwner("checkout-team")
                        .setAccount("111122223333")
                        .setRegion("eu-west-1")
                        .setOpenedAt(BEGAN)
                        .setLastEventAt(BEGAN)
                        .setResolvedAt(word.equals("CLOSED") ? Times.at("10:30") : null)
                        .setEventCount(2)
                        .setResources(List.of())
                        .setSituations(List.of())
                        .setMembers(List.of())
                        .setContentVersion("2026.1")
                        .setArrivedAt(Times.at(at))
                        .build())
                .orElseThrow();
    }

    private static ReportFact paged(String thread) {
        return Facts.of(Page.newBuilder()
                        .setPageId("page-" + thread)
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

    private static ReportFact called(String thread, int second) {
        return Facts.of(ThreadAct.newBuilder()
                        .setThreadId(thread)
                        .setEventId("call-" + second)
                        .setAct("CALLED")
                        .setWho("alice")
                        .setCall("ec2:RebootInstances")
                        .setEventTime(BEGAN.plusSeconds(second))
                        .setArrivedAt(BEGAN.plusSeconds(second))
                        .build())
                .orElseThrow();
    }

    private static void take(
            KeyedOneInputStreamOperatorTestHarness<String, ReportFact, IncidentReport> stage, ReportFact fact)
            throws Exception {
        stage.processElement(fact, fact.getArrivedAt().toEpochMilli());
    }

    private static void pass(
            KeyedOneInputStreamOperatorTestHarness<String, ReportFact, IncidentReport> stage, String time)
            throws Exception {
        stage.processWatermark(new Watermark(Times.at(time).toEpochMilli()));
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ReportFact, IncidentReport> open(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        return open(snapshot, 1, 0);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ReportFact, IncidentReport> open(
            @Nullable OperatorSubtaskState snapshot, int tasks, int task) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ReportFunction()),
                ReportFact::getThreadId,
                Types.STRING,
                128,
                tasks,
                task);
        return Harnesses.open(harness, IncidentReport.class, snapshot);
    }
}
