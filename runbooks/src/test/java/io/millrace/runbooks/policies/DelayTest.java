package io.millrace.runbooks.policies;

import static io.millrace.domain.DecisionAction.ACCEPTED;
import static io.millrace.runbooks.TestEvents.SANDBOX;
import static io.millrace.runbooks.TestEvents.TEN;
import static io.millrace.runbooks.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.InvalidContentException;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelayTest {
    private static final String FIVE = "{delay: 5m}";

    @Test
    void whatIsAcceptedAndOpensTroubleWaitsFromItsArrival() {
        var verdict = decide(content(FIVE), event());

        assertThat(verdict.action()).isEqualTo(ACCEPTED);
        assertThat(verdict.rule()).isEqualTo("production");
        assertThat(verdict.waits()).get().satisfies(wait -> {
            assertThat(wait.until()).isEqualTo(TEN.plusSeconds(1).plus(Duration.ofMinutes(5)));
            assertThat(wait.rule()).isEqualTo("a");
        });
    }

    @Test
    void neitherAnEndNorAChangeNorANoticeNorWhatIsDischargedWaits() {
        var content = content(FIVE);

        assertThat(decide(content, event().setStatus(EventStatus.RESOLVED)).waits())
                .isEmpty();
        assertThat(decide(content, event().setKind(EventKind.CHANGE)).waits()).isEmpty();
        assertThat(decide(content, event().setStatus(EventStatus.INFORMATIONAL)).waits())
                .isEmpty();
        assertThat(decide(content, event().setAccount(SANDBOX)).waits()).isEmpty();
    }

    @Test
    void theFirstPolicyWithADelayDecidesIt() {
        var content = content(FIVE, "{delay: 10m}");

        assertThat(decide(content, event()).waits())
                .get()
                .extracting(Wait::rule)
                .isEqualTo("a");
    }

    @Test
    void onlyBundlesThatDelayOrSilenceMakeAnythingWait() {
        assertThat(content(FIVE).policies().mayWait()).isTrue();
        assertThat(content("{severity: 2}").policies().mayWait()).isFalse();
    }

    @Test
    void aTestOfPoliciesMayExpectUntilWhenAnEventWaits() {
        var files = files(FIVE);
        files.put(
                "policies/tests/x.yaml",
                "defaults: {account: '111122223333', source: com.example.shop}\ncases:\n"
                        + "  - {name: waits, event: {}, expect: {action: accept, until: 2026-01-07T10:05:00Z}}\n"
                        + "  - {name: sandbox, event: {account: '444455556666'}, expect: {until: never}}\n"
                        + "  - {name: wrong, event: {}, expect: {until: never}}\n");

        var invalid = catchThrowableOfType(
                InvalidContentException.class, () -> ContentBundle.of(files).validate());

        assertThat(invalid.problems())
                .singleElement()
                .hasToString("policies/tests/x.yaml:5: case \"wrong\": until is 2026-01-07T10:05:00Z, decided by \"a\";"
                        + " expected never");
    }

    @Test
    void aPolicyThatAsksDecidesLikeOneWithAnActionAndBeatsADelay() {
        var asking = content(FIVE, "{ask: {question: \"Ours?\", within: 30m, unanswered: discharge}}");
        var shadowed = content("{action: accept}", "{ask: {question: \"Ours?\", within: 30m, unanswered: discharge}}");

        assertThat(decide(asking, event()).waits()).get().satisfies(wait -> {
            assertThat(wait.rule()).isEqualTo("b");
            assertThat(wait.asks().orElseThrow().getQuestion()).isEqualTo("Ours?");
        });
        assertThat(decide(shadowed, event()).waits()).isEmpty();
        assertThat(decide(asking, event().setStatus(EventStatus.RESOLVED)).waits())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{delay: 61m} | delay is PT1H1M; wanted an hour at most",
                "{delay: soon} | delay is \"soon\"; wanted a duration",
                "{} | then decides nothing; give action, ask, severity, owner, copies or delay",
                "{ask: {question: \"ours?\", within: 25h, unanswered: accept}} | within is PT25H; wanted a day at most",
                "{ask: {question: \"ours?\", unanswered: accept}} | within is missing; wanted how long",
                "{ask: {question: \"ours?\", within: 5m, unanswered: maybe}} | unanswered",
                "{ask: {within: 5m, unanswered: accept}} | question",
                "{action: discharge, ask: {question: \"ours?\", within: 5m, unanswered: accept}} | ask decides what becomes",
            })
    void whatIsWrongIsRefused(String then, String problem) {
        var invalid = catchThrowableOfType(InvalidContentException.class, () -> content(then));

        assertThat(invalid).hasMessageContaining(problem);
    }

    private static Verdict decide(Content content, OpsEvent.Builder builder) {
        var event = builder.build();
        return content.policies().decide(event, content.catalog().of(event), 1);
    }

    private static Content content(String... thens) {
        return ContentBundle.of(files(thens)).compile();
    }

    /** The shipped bundle, with a policy for each {@code then}, named a, b, ... and asked first. */
    private static TreeMap<String, String> files(String... thens) {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.keySet().removeIf(path -> path.startsWith("policies/tests/"));
        var yaml = new StringBuilder("policies:\n");
        for (int i = 0; i < thens.length; i++) {
            yaml.append("  - {id: ")
                    .append((char) ('a' + i))
                    .append(", description: d, match: {source: [com.example.shop]}, then: ")
                    .append(thens[i])
                    .append("}\n");
        }
        files.put("policies/00-test.yaml", yaml.toString());
        return files;
    }
}
