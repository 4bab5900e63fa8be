package io.millrace.operators.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.RemoteAnswer;
import io.millrace.operators.stage.Harnesses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of an ill endpoint's questions is told in one row, and when. */
class GatherUnansweredTest {
    private static final Instant AT = Instant.parse("2026-03-02T06:10:00Z");

    @Test
    void anAnswerIsTheRowItWas() throws Exception {
        try (var gather = open()) {
            gather.processElement(row("p1", "1.5", ""), 0);

            assertThat(rows(gather)).containsExactly(row("p1", "1.5", ""));
        }
    }

    @Test
    void questionsWithoutAnAnswerAreOneRowForEachReasonBeforeTimeGoesOn() throws Exception {
        try (var gather = open()) {
            gather.processElement(row("p1", null, "late"), 0);
            gather.processElement(row("p2", null, "busy"), 0);
            gather.processElement(row("p3", null, "late"), 0);
            assertThat(rows(gather)).isEmpty();

            gather.processWatermark(7);
            assertThat(rows(gather)).containsExactly(row("p1\np3", null, "late"), row("p2", null, "busy"));
            assertThat(List.copyOf(gather.getOutput()))
                    .as("the watermark comes after the rows")
                    .last()
                    .hasToString("Watermark @ 7");
        }
    }

    @Test
    void hoursAndEndpointsAreKeptApart() throws Exception {
        RemoteAnswer later = row("p2", null, "late");
        later.setArrivedAt(AT.plus(Duration.ofMinutes(50)));
        RemoteAnswer other = row("p3", null, "late");
        other.setEndpoint("another");
        try (var gather = open()) {
            gather.processElement(row("p1", null, "late"), 0);
            gather.processElement(later, 0);
            gather.processElement(other, 0);
            gather.endInput();

            assertThat(rows(gather)).containsExactly(row("p1", null, "late"), later, other);
        }
    }

    @Test
    void nothingIsHeldAcrossACheckpoint() throws Exception {
        try (var gather = open()) {
            gather.processElement(row("p1", null, "late"), 0);
            gather.prepareSnapshotPreBarrier(1);

            assertThat(rows(gather)).containsExactly(row("p1", null, "late"));
            gather.endInput();
            assertThat(rows(gather)).hasSize(1);
        }
    }

    @Test
    void aRowHoldsAThousandQuestionsAtMostAndNoneIsLost() throws Exception {
        try (var gather = open()) {
            for (int i = 0; i < 2500; i++) {
                gather.processElement(row("p" + i, null, "circuit-open"), 0);
            }
            assertThat(rows(gather)).hasSize(2);
            gather.endInput();

            var positions = new ArrayList<String>();
            rows(gather)
                    .forEach(row -> positions.addAll(List.of(row.getPosition().split("\n"))));
            assertThat(positions).hasSize(2500).doesNotHaveDuplicates();
        }
    }

    @Test
    void aPositionThatWouldReadAsTwoStaysAlone() throws Exception {
        try (var gather = open()) {
            gather.processElement(row("p1\nforged", null, "late"), 0);

            assertThat(rows(gather)).containsExactly(row("p1\nforged", null, "late"));
        }
    }

    private static List<RemoteAnswer> rows(OneInputStreamOperatorTestHarness<RemoteAnswer, RemoteAnswer> gather) {
        return gather.extractOutputValues();
    }

    private static RemoteAnswer row(String position, @Nullable String answer, String fallback) {
        return new RemoteAnswer("forest", "millrace", position, "", AT, "", answer, fallback);
    }

    private static OneInputStreamOperatorTestHarness<RemoteAnswer, RemoteAnswer> open() throws Exception {
        return Harnesses.open(
                new OneInputStreamOperatorTestHarness<>(new GatherUnanswered()), RemoteAnswer.class, null);
    }
}
