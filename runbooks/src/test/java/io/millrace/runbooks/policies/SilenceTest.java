package io.millrace.runbooks.policies;

import static io.millrace.domain.DecisionAction.ACCEPTED;
import static io.millrace.domain.DecisionAction.DISCHARGED;
import static io.millrace.domain.DecisionAction.SUPPRESSED;
import static io.millrace.runbooks.TestEvents.SANDBOX;
import static io.millrace.runbooks.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.InvalidContentException;
import java.time.Instant;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SilenceTest {
    private static final String ONCE =
            "{id: move, match: {source: [com.example.shop]}, reason: the shop moves, author: anna,"
                    + " once: {from: 2026-08-05T10:00:00Z, until: 2026-08-05T12:00:00Z}}";

    @Test
    void suppressesWhatOpensTroubleAndSaysWhoAskedAndUntilWhen() {
        var verdict = decide(ONCE, event());

        assertThat(verdict.action()).isEqualTo(SUPPRESSED);
        assertThat(verdict.rule()).isEqualTo("move");
        assertThat(verdict.reason()).isEqualTo("silenced until 2026-08-05T12:00:00Z by anna: the shop moves");
        assertThat(verdict.severity()).as("as without the silence").isEqualTo(3);
        assertThat(verdict.waits()).get().satisfies(wait -> {
            assertThat(wait.until()).isEqualTo(Instant.parse("2026-08-05T12:00:00Z"));
            assertThat(wait.rule()).isEqualTo("move");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-05T09:59:59.999Z, ACCEPTED",
        "2026-08-05T10:00:00Z, SUPPRESSED",
        "2026-08-05T11:59:59.999Z, SUPPRESSED",
        "2026-08-05T12:00:00Z, ACCEPTED"
    })
    void holdsByTheArrivalAndItsEndIsNotPartOfIt(String arrivedAt, String action) {
        var late = event().setArrivedAt(Instant.parse(arrivedAt)).setEventTime(Instant.parse("2026-08-05T11:00:00Z"));

        assertThat(decide(ONCE, late).action()).hasToString(action);
    }

    @Test
    void holdsEachWeekOverMidnight() {
        String weekly = "{id: patches, match: {source: [com.example.shop]}, reason: patches, author: ops,"
                + " weekly: {days: [saturday], at: \"22:00\", for: 4h}}";

        assertThat(decide(weekly, at("2026-08-08T23:00:00Z")).waits())
                .get()
                .extracting(Wait::until)
                .isEqualTo(Instant.parse("2026-08-09T02:00:00Z"));
        assertThat(decide(weekly, at("2026-08-09T01:59:59Z")).waits())
                .get()
                .extracting(Wait::until)
                .isEqualTo(Instant.parse("2026-08-09T02:00:00Z"));
        assertThat(decide(weekly, at("2026-08-09T02:00:00Z")).action()).isEqualTo(ACCEPTED);
        assertThat(decide(weekly, at("2026-08-09T23:00:00Z")).action()).isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void neverSwallowsTheEndOfTrouble(EventKind kind) {
        assertThat(decide(ONCE, event().setKind(kind).setStatus(EventStatus.RESOLVED))
                        .action())
                .isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = EventKind.class,
            names = {"RECOVERY", "CHANGE", "OUTCOME", "DECISION", "QUESTION"})
    void neverSwallowsWhatOpensNoTrouble(EventKind kind) {
        assertThat(decide(ONCE, event().setKind(kind)).action()).isEqualTo(ACCEPTED);
    }

    @Test
    void sparesSeverityFiveUnlessItSaysSo() {
        String explicit = ONCE.replace("reason:", "evenCritical: true, reason:");

        assertThat(decide(ONCE, event().setSeverity(5)).action()).isEqualTo(ACCEPTED);
        assertThat(decide(ONCE, event().setSeverity(4)).action()).isEqualTo(SUPPRESSED);
        assertThat(decide(explicit, event().setSeverity(5)).action()).isEqualTo(SUPPRESSED);
    }

    @Test
    void sparesWhatAPolicyRaisedToSeverityFive() {
        String raise = "- {id: raise, description: d, match: {severity: [4]}, then: {severity: 5}}";
        var content = content("silences: [" + ONCE + "]", raise);

        assertThat(decide(content, event().setSeverity(4)).action()).isEqualTo(ACCEPTED);
        assertThat(decide(content, event().setSeverity(3)).action()).isEqualTo(SUPPRESSED);
    }

    @Test
    void leavesToThePoliciesWhatTheyDischarge() {
        var verdict = decide(ONCE, event().setAccount(SANDBOX));

        assertThat(verdict.action()).isEqualTo(DISCHARGED);
        assertThat(verdict.waits()).isEmpty();
    }

    @Test
    void ofSeveralTheOneThatLastsLongestCounts() {
        String longer = ONCE.replace("id: move", "id: longer").replace("T12:00", "T13:00");

        assertThat(decide(ONCE + ", " + longer, event()).rule()).isEqualTo("longer");
        assertThat(decide(longer + ", " + ONCE, event()).rule()).isEqualTo("longer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ", until: 2026-08-05T12:00:00Z | | until is missing",
                "once: {from: 2026-08-05T10:00:00Z, until: 2026-08-05T12:00:00Z} | x: 1 | wanted one of once:",
                "reason: the shop moves, | | reason is missing; wanted a text",
                "author: anna, | | author is missing; wanted a text",
                "until: 2026-08-05T12 | until: 2026-10-05T12 | silence \"move\" lasts 61 days; wanted 31 at most",
                "match: {source: [com.example.shop]}, | | match is missing",
                "source: [com | sauce: [com | events have no field \"sauce\"; did you mean \"source\"?",
                "id: move | id: production | silence \"production\" is declared in policies/30-estate.yaml",
                "id: move | id: default | names Millrace's own rule",
                "reason: the | resaon: the | unknown key \"resaon\"; did you mean \"reason\"?",
            })
    void whatIsWrongIsRefused(String part, String replacement, String problem) {
        String silence = ONCE.replace(part, replacement == null ? "" : replacement);
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.put("policies/zz.yaml", "silences:\n  - " + silence + "\n");

        var invalid = catchThrowableOfType(
                InvalidContentException.class, () -> ContentBundle.of(files).compile());

        assertThat(invalid).hasMessageContaining("policies/").hasMessageContaining(problem);
    }

    private static OpsEvent.Builder at(String arrivedAt) {
        return event().setArrivedAt(Instant.parse(arrivedAt));
    }

    private static Verdict decide(String silences, OpsEvent.Builder event) {
        return decide(content("silences: [" + silences + "]", ""), event);
    }

    private static Verdict decide(Content content, OpsEvent.Builder builder) {
        var event = builder.build();
        return content.policies().decide(event, content.catalog().of(event), 1);
    }

    /** In production everything is accepted, elsewhere nothing. */
    private static Content content(String silences, String policy) {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.keySet().removeIf(path -> path.startsWith("policies/"));
        files.put(
                "policies/all.yaml",
                "default: {action: discharge}\n" + silences + "\npolicies:\n"
                        + "  - {id: all, description: d, match: {environment: [production]}, then: {action: accept}}\n  "
                        + policy + "\n");
        return ContentBundle.of(files).compile();
    }
}
