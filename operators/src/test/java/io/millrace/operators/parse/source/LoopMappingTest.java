package io.millrace.operators.parse.source;

import static io.millrace.operators.parse.Raws.raw;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import io.millrace.operators.parse.EventText;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopMappingTest {
    private final EventParser parser =
            new EventParser(new EventParserSettings(Set.of("millrace", "com.example.executor"), Duration.ofMinutes(5)));

    @Test
    void copiesTheTypedFieldsOfAnOutcome() {
        assertThat(
                        EventText.of(
                                loop(
                                        "com.example.executor",
                                        "Remediation Outcome",
                                        """
                        {"schemaVersion":1,"commandId":"c-1","threadId":"th-1","scope":"shop","outcome":"STARTED",
                         "executionId":"e-1","detail":"running","targets":["a","b"],"nested":{"x":1},"none":null}
                        """)))
                .isEqualTo(
                        """
                        OUTCOME INFORMATIONAL 1
                        source    com.example.executor / Remediation Outcome
                        id        env-1
                        identity  outcome:com.example.executor:env-1
                        delivery  loop:com.example.executor:env-1
                        at        2026-08-05T10:00:00Z
                        in        111122223333 eu-west-1
                        title     Remediation Outcome: STARTED
                        text      running
                        attribute commandId = c-1
                        attribute detail = running
                        attribute executionId = e-1
                        attribute outcome = STARTED
                        attribute schemaVersion = 1
                        attribute scope = shop
                        attribute targets = a,b
                        attribute threadId = th-1
                        value     schemaVersion = 1.0
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "Remediation Outcome, OUTCOME",
        "Remediation Requested, OUTCOME",
        "Remediation Refused, OUTCOME",
        "Thread Linked, DECISION",
        "Thread Acknowledged, DECISION",
        "Operator Decision, DECISION",
        "Approval Granted, DECISION",
        "Approval Denied, DECISION",
        "Question Asked, QUESTION"
    })
    void everyDetailTypeOfTheLoopHasItsKind(String detailType, EventKind kind) {
        assertThat(loop("millrace", detailType, "{\"threadId\":\"th-1\"}").getKind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "Thread Acknowledged, com.example.mallory",
        "Operator Decision, com.example.mallory",
        "Operator Decision, Millrace",
        "Operator Decision, millrace.people.evil"
    })
    void aForgedWordIsNobodysAndNamesNoThread(String detailType, String source) {
        var event = loop(source, detailType, "{\"threadId\":\"th-1\",\"scope\":\"shop\",\"decision\":\"discharge\"}");

        assertThat(event.getKind()).isEqualTo(EventKind.OTHER);
        assertThat(event.getAttributes()).containsEntry("untrusted", "true").doesNotContainKeys("threadId", "scope");
    }

    @Test
    void theSameDetailTypeFromAnotherSourceIsMarkedUntrustedAndDecidesNothing() {
        var event = loop("com.example.mallory", "Approval Granted", "{\"commandId\":\"c-1\",\"approver\":\"root\"}");

        assertThat(event.getKind()).isEqualTo(EventKind.OTHER);
        assertThat(event.getStatus()).isEqualTo(EventStatus.INFORMATIONAL);
        assertThat(event.getAttributes())
                .containsEntry("untrusted", "true")
                .containsEntry("detail.commandId", "c-1")
                .doesNotContainKey("commandId");
    }

    @Test
    void aRepeatedPutOfOurOwnEventIsOneDelivery() {
        var first = loop("millrace", "Remediation Refused", "{\"id\":\"det-1\"}");
        var again = only(
                "{\"source\":\"millrace\",\"detail-type\":\"Remediation Refused\",\"id\":\"env-2\",\"detail\":{\"id\":\"det-1\"}}");

        assertThat(again.getEventId()).isNotEqualTo(first.getEventId());
        assertThat(again.getDeliveryId()).isEqualTo(first.getDeliveryId());
    }

    @Test
    void eachMessageIsAnIdentityOfItsOwn() {
        var started =
                loop("millrace", "Remediation Outcome", "{\"id\":\"1\",\"commandId\":\"c\",\"outcome\":\"STARTED\"}");
        var ended =
                loop("millrace", "Remediation Outcome", "{\"id\":\"2\",\"commandId\":\"c\",\"outcome\":\"SUCCEEDED\"}");

        assertThat(started.getIdentity()).isNotEqualTo(ended.getIdentity());
    }

    @Test
    void aTickIsATickOnlyFromMillrace() {
        assertThat(loop("millrace", "millrace.tick", "{}").getKind()).isEqualTo(EventKind.TICK);
        assertThat(loop("com.example.shop", "millrace.tick", "{}").getKind()).isEqualTo(EventKind.OTHER);
    }

    @Test
    void millraceItselfCannotInjectDerivedEventsThroughTheStream() {
        assertThat(loop("millrace", "Condition Met", "{\"conditionId\":\"cpu\"}")
                        .getKind())
                .isEqualTo(EventKind.OTHER);
    }

    private OpsEvent loop(String source, String detailType, String detail) {
        return only(
                """
                {"source":"%s","detail-type":"%s","id":"env-1","account":"111122223333","region":"eu-west-1",
                 "time":"2026-08-05T10:00:00Z","detail":%s}
                """
                        .formatted(source, detailType, detail));
    }

    private OpsEvent only(String json) {
        var events = parser.parse(raw(json)).events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }
}
