package io.millrace.runbooks;

import static io.millrace.runbooks.Bundles.bundle;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.ContentOffer;
import io.millrace.domain.JudgedContent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContentReviewTest {
    private static final Instant NOON = Instant.parse("2026-08-05T12:00:00Z");
    private static final ContentHistory KNOWN = ContentHistory.of(bundle("v1", "2026-01-01T00:00:00Z"));

    @Test
    void whatComesInTimeAppliesFromItsOwnMoment() {
        var answer = judge(KNOWN, bundle("v2", "2026-08-06T00:00:00Z")).orElseThrow();

        assertThat(answer.accepted().orElseThrow().appliesFrom()).isEqualTo(Instant.parse("2026-08-06T00:00:00Z"));
    }

    @Test
    void whatComesLateAppliesFromASlotSoonAfterItsArrival() {
        var answer = judge(KNOWN, bundle("v2", "2026-08-01T00:00:00Z")).orElseThrow();

        assertThat(answer.accepted().orElseThrow().appliesFrom()).isEqualTo(Instant.parse("2026-08-05T12:00:10Z"));
    }

    @Test
    void aBundleWithOneWrongFileIsRefusedWhole() {
        var wrong = bundle("v2", "2026-08-01T00:00:00Z", Map.of("policies/20-noise.yaml", "policies: [nonsense]"));

        var answer = judge(KNOWN, wrong).orElseThrow();

        assertThat(answer.accepted()).isEmpty();
        assertThat(answer.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.file())
                .isEqualTo("policies/20-noise.yaml"));
    }

    @Test
    void aPolicyTestThatFailsRefusesTheBundle() {
        var test = ContentBundle.shipped().files().keySet().stream()
                .filter(path -> path.startsWith("policies/tests/"))
                .findFirst();
        String text =
                "cases:\n  - name: all is accepted\n    event: {source: aws.none}\n    expect: {action: nothing}\n";

        var answer = judge(KNOWN, bundle("v2", "2026-08-01T00:00:00Z", Map.of("policies/tests/own.yaml", text)))
                .orElseThrow();

        assertThat(test).as("the shipped bundle's own tests").isPresent();
        assertThat(answer.problems()).isNotEmpty();
    }

    @Test
    void withoutABundleFileItIsRefused() {
        var answer = ContentReview.judge(
                        KNOWN,
                        List.of(),
                        new ContentOffer("folder", NOON, false, Map.of("guardrails.yaml", "killSwitch: true")))
                .orElseThrow();

        assertThat(answer.problems())
                .anySatisfy(problem -> assertThat(problem.toString()).contains("bundle.yaml", "is missing"));
    }

    @Test
    void aVersionNeverChanges() {
        var changed = bundle("v1", "2026-08-01T00:00:00Z");

        assertThat(judge(KNOWN, changed).orElseThrow().problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("v1", "give this one a new name"));
    }

    @Test
    void whatIsKnownOrWasJudgedIsNotJudgedAgain() {
        var refused = bundle("v2", "2026-08-01T00:00:00Z", Map.of("guardrails.yaml", "nonsense: true"));
        var judged = new JudgedContent("v2", EffectiveBundle.digest(refused), true);

        assertThat(judge(KNOWN, bundle("v1", "2026-01-01T00:00:00Z"))).isEmpty();
        assertThat(ContentReview.judge(KNOWN, List.of(judged), offer(refused))).isEmpty();
    }

    @Test
    void aRefusedVersionMayBeMended() {
        var judged = new JudgedContent("v2", "of what was wrong", true);

        var answer = ContentReview.judge(KNOWN, List.of(judged), offer(bundle("v2", "2026-08-01T00:00:00Z")));

        assertThat(answer.orElseThrow().accepted()).isPresent();
    }

    @Test
    void noMoreWaitThanCanBeKeptBesideTheOneThatApplies() {
        ContentHistory history = KNOWN;
        for (int number = 2; number < ContentReview.KEPT + 1; number++) {
            var answer = judge(history, bundle("v" + number, "2026-09-0" + number + "T00:00:00Z"))
                    .orElseThrow();
            history = history.with(answer.accepted().orElseThrow()).newest(ContentReview.KEPT);
        }

        var answer = judge(history, bundle("v9", "2026-09-09T00:00:00Z")).orElseThrow();

        assertThat(answer.problems()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("3 versions wait"));
        assertThat(history.at(NOON).version()).isEqualTo("v1");
    }

    private static Optional<ContentReview.Answer> judge(ContentHistory known, ContentBundle bundle) {
        return ContentReview.judge(known, List.of(), offer(bundle));
    }

    private static ContentOffer offer(ContentBundle bundle) {
        return new ContentOffer("folder", NOON, false, bundle.files());
    }
}
