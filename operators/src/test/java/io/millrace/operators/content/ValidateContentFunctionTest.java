package io.millrace.operators.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.ContentAction;
import io.millrace.domain.ContentChange;
import io.millrace.domain.ContentOffer;
import io.millrace.domain.ContentVersion;
import io.millrace.operators.stage.Harnesses;
import io.millrace.operators.stage.Outputs;
import io.millrace.testing.Times;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValidateContentFunctionTest {
    private static final ContentOffer BEGIN = new ContentOffer("", Times.at("10:00"), true, Map.of());

    @Test
    void tellsWhatTheJobBeganWithOnce() throws Exception {
        try (var content = content(null)) {
            content.processElement(BEGIN, 0);
            content.processElement(BEGIN, 0);

            assertThat(content.extractOutputValues())
                    .extracting(ContentVersion::getVersion)
                    .containsExactly("example-1");
            assertThat(Harnesses.side(content, Outputs.CONTENT_CHANGES))
                    .singleElement()
                    .satisfies(row -> assertThat(row.getAction()).isEqualTo(ContentAction.STARTED));
        }
    }

    @Test
    void aValidBundleIsToldWithItsMomentAndOnce() throws Exception {
        try (var content = content(null)) {
            content.processElement(BEGIN, 0);
            content.processElement(offer("v2", Map.of(), false), 0);
            content.processElement(offer("v2", Map.of(), false), 0);

            assertThat(content.extractOutputValues())
                    .extracting(ContentVersion::getVersion)
                    .containsExactly("example-1", "v2");
            assertThat(row(content, 1).getAction()).isEqualTo(ContentAction.ACCEPTED);
            assertThat(row(content, 1).getAppliesFrom())
                    .isEqualTo(content.extractOutputValues().get(1).getAppliesFrom())
                    .isEqualTo(Times.at("10:05:10"));
        }
    }

    @Test
    void anInvalidBundleIsToldToNobodyButTheLake() throws Exception {
        try (var content = content(null)) {
            content.processElement(BEGIN, 0);
            content.processElement(offer("v2", Map.of("guardrails.yaml", "killSwitch: perhaps"), false), 0);

            assertThat(content.extractOutputValues()).hasSize(1);
            assertThat(row(content, 1).getAction()).isEqualTo(ContentAction.REFUSED);
            assertThat(row(content, 1).getAppliesFrom()).isNull();
            assertThat(row(content, 1).getProblems()).anyMatch(problem -> problem.startsWith("guardrails.yaml:"));
        }
    }

    @Test
    void aRestartTellsTheVersionsAgainAndWritesNoRowTwice() throws Exception {
        OperatorSubtaskState snapshot;
        try (var content = content(null)) {
            content.processElement(BEGIN, 0);
            content.processElement(offer("v2", Map.of(), false), 0);
            content.processElement(offer("v3", Map.of("guardrails.yaml", "killSwitch: perhaps"), false), 0);
            snapshot = content.snapshot(1, 1);
        }
        try (var restored = content(snapshot)) {
            restored.processElement(BEGIN, 0);
            restored.processElement(offer("v2", Map.of(), true), 0);
            restored.processElement(offer("v3", Map.of("guardrails.yaml", "killSwitch: perhaps"), true), 0);

            assertThat(restored.extractOutputValues())
                    .extracting(ContentVersion::getVersion)
                    .containsExactly("example-1", "v2");
            assertThat(Harnesses.side(restored, Outputs.CONTENT_CHANGES)).isEmpty();
        }
    }

    @Test
    void whatWasShippedWhileTheJobStoodStillAppliesAfterIt() throws Exception {
        OperatorSubtaskState snapshot;
        try (var content = content(null)) {
            content.processElement(BEGIN, 0);
            snapshot = content.snapshot(1, 1);
        }
        try (var restored = content(snapshot)) {
            restored.processElement(BEGIN, 0);
            restored.processElement(offer("v0", "2025-01-01T00:00:00Z", Map.of(), true), 0);

            assertThat(row(restored, 0).getAction()).isEqualTo(ContentAction.ACCEPTED);
        }
    }

    @Test
    void olderVersionsBesideTheOneThatTheJobBeganWithAreHistory() throws Exception {
        try (var content = content(null)) {
            content.processElement(BEGIN, 0);
            content.processElement(offer("v0", "2025-01-01T00:00:00Z", Map.of(), true), 0);

            assertThat(content.extractOutputValues()).hasSize(1);
            assertThat(Harnesses.side(content, Outputs.CONTENT_CHANGES)).hasSize(1);
        }
    }

    private static OneInputStreamOperatorTestHarness<ContentOffer, ContentVersion> content(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        return Harnesses.open(
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(new ValidateContentFunction(Harnesses.HISTORY))),
                ContentVersion.class,
                snapshot);
    }

    private static ContentChange row(OneInputStreamOperatorTestHarness<?, ?> content, int place) {
        return Harnesses.side(content, Outputs.CONTENT_CHANGES).get(place);
    }

    private static ContentOffer offer(String version, Map<String, String> changed, boolean atStart) {
        return offer(version, "2026-08-01T00:00:00Z", changed, atStart);
    }

    private static ContentOffer offer(
            String version, String effectiveFrom, Map<String, String> changed, boolean atStart) {
        var files = new TreeMap<>(Harnesses.CONTENT.files());
        files.put("bundle.yaml", "version: " + version + "\neffectiveFrom: " + effectiveFrom + "\n");
        files.putAll(changed);
        return new ContentOffer("folder/" + version, Times.at("10:05"), atStart, files);
    }
}
