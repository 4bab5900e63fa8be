package io.millrace.operators.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.PageInput;
import io.millrace.domain.ThreadLink;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.testing.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
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

class PageFunctionTest {
    private static final Instant START = Times.at("10:00");

    @Test
    void anEffectIsPagedAQuarterOfAnHourAfterItsCauseAlsoAcrossARestartAndAllIsForgottenAfterAWeek() throws Exception {
        try (var stage = open(null)) {
            link(stage, "cause", "effect", 0);
            ask(stage, "effect", PageDecision.WANTED, 0);
            ask(stage, "cause", PageDecision.WANTED, 1);
            stage.processWatermark(at(5));
            assertThat(said(stage)).containsExactly("cause PAGED", "effect WITHHELD");
            ask(stage, "cause", PageDecision.OVER, 60);
            stage.processWatermark(at(70));

            try (var restored = open(stage.snapshot(1, 1))) {
                restored.processWatermark(at(70 + 14 * 60));
                assertThat(said(restored)).isEmpty();
                restored.processWatermark(at(70 + 16 * 60));
                assertThat(restored.extractOutputValues()).singleElement().satisfies(page -> {
                    assertThat(page.getThreadId()).isEqualTo("effect");
                    assertThat(page.getDecision()).isEqualTo(PageDecision.PAGED);
                    assertThat(page.getExplainedBy()).isEqualTo("cause");
                });

                ask(restored, "effect", PageDecision.OVER, 2_000);
                restored.processWatermark(at((int) Duration.ofDays(8).toSeconds()));
                assertThat(restored.numKeyedStateEntries()).isZero();
                assertThat(restored.numEventTimeTimers()).isZero();
            }
        }
    }

    @Test
    void theEndOfTheInputIsNoTimeThatPasses() throws Exception {
        try (var stage = open(null)) {
            link(stage, "cause", "effect", 0);
            ask(stage, "effect", PageDecision.WANTED, 0);
            ask(stage, "cause", PageDecision.WANTED, 1);
            stage.processWatermark(at(5));
            ask(stage, "cause", PageDecision.OVER, 60);
            stage.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(said(stage)).containsExactly("cause PAGED", "effect WITHHELD");
        }
    }

    @Test
    void newsWithinTheWeekKeepsAThreadInMind() throws Exception {
        try (var stage = open(null)) {
            ask(stage, "a", PageDecision.WANTED, 0);
            stage.processWatermark(at(5));
            int sixDays = (int) Duration.ofDays(6).toSeconds();
            ask(stage, "a", PageDecision.WANTED, sixDays);
            stage.processWatermark(at(2 * sixDays));
            ask(stage, "a", PageDecision.WANTED, 2 * sixDays + 1);
            stage.processWatermark(at(2 * sixDays + 5));

            assertThat(said(stage)).containsExactly("a PAGED");
        }
    }

    @Test
    void whatCannotBeDecidedPagesAndIsADeadLetterToo() throws Exception {
        try (var stage = open(null)) {
            ThreadLink broken = of("cause", "effect", 0);
            broken.put("parentId", null);
            stage.processElement(PageFunction.input(broken), 0);
            ask(stage, "effect", PageDecision.WANTED, 0);
            stage.processWatermark(at(5));

            assertThat(stage.extractOutputValues()).singleElement().satisfies(page -> assertThat(page.getReason())
                    .isEqualTo("fail-open"));
            assertThat(Harnesses.side(stage, Outputs.DEAD_LETTERS)).hasSize(1);
        }
    }

    @Test
    void whatWasDueToBeDecidedAnewIsPagedWhenThatFails() throws Exception {
        try (var stage = open(null)) {
            link(stage, "cause", "effect", 0);
            ask(stage, "effect", PageDecision.WANTED, 0);
            ask(stage, "cause", PageDecision.WANTED, 1);
            stage.processWatermark(at(5));
            ask(stage, "cause", PageDecision.OVER, 60);
            stage.processWatermark(at(70));
            // in the slot of 10:16:01, when the effect is due
            ThreadLink broken = of("x", "effect", 961);
            broken.put("parentId", null);
            stage.processElement(PageFunction.input(broken), 0);
            stage.processWatermark(at(965));

            assertThat(said(stage)).containsExactly("cause PAGED", "effect WITHHELD", "effect PAGED");
            assertThat(stage.extractOutputValues().get(2).getReason()).isEqualTo("fail-open");
        }
    }

    /** 10:00 UTC on a Wednesday is four in the morning in Denver. */
    @Test
    void whatWaitsForWorkingHoursIsPagedWhenTheyBeginAlsoAcrossARestart() throws Exception {
        var files = new TreeMap<>(Harnesses.CONTENT.files());
        files.computeIfPresent("escalation/paths.yaml", (path, text) -> {
            String waiting = text.replace(
                    "  - id: standard\n    urgent: 2\n",
                    "  - id: standard\n    urgent: 2\n    pages: working-hours\n"
                            + "    businessHours: {from: \"08:00\", to: \"18:00\", zone: America/Denver}\n");
            assertThat(waiting).isNotEqualTo(text);
            return waiting;
        });
        var content = ContentHistory.of(ContentBundle.of(files));
        int eight = (int) Duration.ofHours(4).toSeconds();
        OperatorSubtaskState snapshot;
        try (var stage = open(content, null)) {
            ask(stage, "waits", PageDecision.WANTED, 0, 3);
            ask(stage, "ends", PageDecision.WANTED, 0, 3);
            ask(stage, "worsens", PageDecision.WANTED, 0, 3);
            ask(stage, "urgent", PageDecision.WANTED, 0, 2);
            stage.processWatermark(at(600));
            assertThat(reasons(stage))
                    .containsExactly(
                            "ends WITHHELD may-pass",
                            "ends WITHHELD off-hours",
                            "urgent PAGED urgent",
                            "waits WITHHELD may-pass",
                            "waits WITHHELD off-hours",
                            "worsens WITHHELD may-pass",
                            "worsens WITHHELD off-hours");
            snapshot = stage.snapshot(1, 1);
        }

        try (var stage = open(content, snapshot)) {
            ask(stage, "ends", PageDecision.OVER, 1_000, 3);
            ask(stage, "worsens", PageDecision.WANTED, 1_000, 2);
            stage.processWatermark(at(eight - 5));
            assertThat(reasons(stage)).containsExactly("worsens PAGED urgent");
            snapshot = stage.snapshot(2, 2);
        }

        try (var stage = open(content, snapshot)) {
            stage.processWatermark(at(eight + 5));
            assertThat(reasons(stage)).containsExactly("waits PAGED waited-for-hours");
            assertThat(Harnesses.side(stage, Outputs.DEAD_LETTERS)).isEmpty();
        }
    }

    @Test
    void withTheShippedContentNothingWaitsForHours() throws Exception {
        try (var stage = open(null)) {
            ask(stage, "night", PageDecision.WANTED, 12 * 3_600, 3);
            stage.processWatermark(at(12 * 3_600 + 600));

            assertThat(reasons(stage)).containsExactly("night PAGED lasts", "night WITHHELD may-pass");
        }
    }

    private static List<String> reasons(KeyedOneInputStreamOperatorTestHarness<String, PageInput, Page> stage) {
        return stage.extractOutputValues().stream()
                .map(page -> page.getThreadId() + " " + page.getDecision() + " " + page.getReason())
                .sorted()
                .toList();
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void theOrderOfDeliveryWithinASlotDoesNotMatter(@ForAll Random random) throws Exception {
        var names = new ArrayList<>(List.of("a", "b", "c", "d"));
        var expected = paged(names);
        assertThat(expected).containsExactly("a PAGED", "b WITHHELD", "c WITHHELD", "d PAGED");
        Collections.shuffle(names, random);

        assertThat(paged(names)).isEqualTo(expected);
    }

    private static List<String> paged(List<String> names) throws Exception {
        try (var stage = open(null)) {
            for (String name : names) {
                ask(stage, name, PageDecision.WANTED, 0);
                if (name.equals("b") || name.equals("c")) {
                    link(stage, name.equals("b") ? "a" : "b", name, 0);
                }
            }
            stage.processWatermark(at(5));
            return said(stage).stream().sorted().toList();
        }
    }

    private static List<String> said(KeyedOneInputStreamOperatorTestHarness<String, PageInput, Page> stage) {
        return stage.extractOutputValues().stream()
                .map(page -> page.getThreadId() + " " + page.getDecision())
                .toList();
    }

    private static void ask(
            KeyedOneInputStreamOperatorTestHarness<String, PageInput, Page> stage,
            String thread,
            PageDecision decision,
            int second)
            throws Exception {
        ask(stage, thread, decision, second, 2);
    }

    private static void ask(
            KeyedOneInputStreamOperatorTestHarness<String, PageInput, Page> stage,
            String thread,
            PageDecision decision,
            int second,
            int priority)
            throws Exception {
        Instant at = START.plusSeconds(second);
        stage.processElement(
                input(Page.newBuilder()
                        .setPageId(thread + decision + second)
                        .setThreadId(thread)
                        .setVersion(second)
                        .setDecision(decision)
                        .setReason("urgent")
                        .setTitle(thread)
                        .setSeverity(4)
                        .setPriority(priority)
                        .setService(thread)
                        .setOwner("team")
                        .setScope(thread)
                        .setArrivedAt(at)
                        .build()),
                at.toEpochMilli());
    }

    private static void link(
            KeyedOneInputStreamOperatorTestHarness<String, PageInput, Page> stage,
            String parent,
            String child,
            int second)
            throws Exception {
        stage.processElement(
                PageFunction.input(of(parent, child, second)),
                START.plusSeconds(second).toEpochMilli());
    }

    private static ThreadLink of(String parent, String child, int second) {
        return ThreadLink.newBuilder()
                .setLinkId(parent + child)
                .setParentId(parent)
                .setParentScope(parent)
                .setChildId(child)
                .setChildScope(child)
                .setReason("dependency")
                .setWeight(0.7)
                .setKey("service:" + parent)
                .setArrivedAt(START.plusSeconds(second))
                .build();
    }

    private static Watermark at(int second) {
        return new Watermark(START.plusSeconds(second).toEpochMilli());
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, PageInput, Page> open(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        return open(Harnesses.HISTORY, snapshot);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, PageInput, Page> open(
            ContentHistory content, @Nullable OperatorSubtaskState snapshot) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new PageFunction(content)), input -> PageFunction.KEY, Types.STRING);
        return Harnesses.open(harness, Page.class, snapshot);
    }

    private static PageInput input(Page page) {
        return PageInput.newBuilder()
                .setPage(page)
                .setContentVersion(Harnesses.CONTENT.version())
                .build();
    }
}
