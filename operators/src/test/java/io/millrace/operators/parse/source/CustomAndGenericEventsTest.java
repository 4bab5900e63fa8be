package io.millrace.operators.parse.source;

import static io.millrace.operators.parse.Raws.document;
import static io.millrace.operators.parse.Raws.raw;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RawRecord;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import io.millrace.operators.parse.EventText;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications' own events, CloudEvents, and services that no mapping knows yet. */
class CustomAndGenericEventsTest {
    private final EventParser parser = new EventParser(EventParserSettings.defaults());

    @Test
    void readsTheCustomApplicationSample() {
        assertThat(EventText.of(only(document("eventbridge-custom-app-event.json", 0))))
                .isEqualTo(
                        """
                        ISSUE OPEN 5
                        source    com.example.shop / Order Pipeline Stalled
                        id        d87afda2-85dd-dc3f-ef93-f3f9b9121368
                        identity  com.example.shop|Order Pipeline Stalled|checkout
                        at        2026-08-05T10:06:00Z
                        in        111122223333 eu-west-1
                        title     Order Pipeline Stalled: No orders for 6 min
                        text      No orders for 6 min
                        key       SERVICE checkout
                        attribute detail.businessImpact.currency = EUR
                        attribute detail.businessImpact.estimatedLossPerMinute = 9120.5
                        attribute detail.businessImpact.ordersPerMinuteActual = 0
                        attribute detail.businessImpact.ordersPerMinuteExpected = 212
                        attribute detail.environment = production
                        attribute detail.service = checkout
                        attribute detail.severity = critical
                        attribute detail.specversion = 1.0
                        attribute detail.summary = No orders for 6 min
                        attribute environment = production
                        attribute service = checkout
                        attribute severityStated = critical
                        value     detail.businessImpact.estimatedLossPerMinute = 9120.5
                        value     detail.businessImpact.ordersPerMinuteActual = 0.0
                        value     detail.businessImpact.ordersPerMinuteExpected = 212.0
                        """);
    }

    @Test
    void readsTheVpnSampleAsAChangeAFlapAndAnOutageOfOneTunnel() {
        var events = IntStream.range(0, 3)
                .mapToObj(i -> only(document("cloudevents-onprem-vpn.json", i)))
                .toList();

        assertThat(EventText.of(events.get(0)))
                .isEqualTo(
                        """
                        CHANGE INFORMATIONAL 1
                        source    /dc/fra1/vpn/edge-02 / com.example.netops.config.changed
                        id        /dc/fra1/vpn/edge-02#vpn-771-0
                        identity  /dc/fra1/vpn/edge-02|com.example.netops.config.changed|tunnel/branch-117
                        delivery  cloudevents:/dc/fra1/vpn/edge-02#vpn-771-0
                        at        2026-08-05T07:00:00Z
                        in         \n\
                        title     com.example.netops.config.changed tunnel/branch-117: Firmware 9.4.1 → 9.5.0 applied
                        text      Firmware 9.4.1 → 9.5.0 applied
                        resource  tunnel/branch-117
                        key       CHANGE CHG0031177
                        attribute changeId = CHG0031177
                        attribute detail.changeId = CHG0031177
                        attribute detail.message = Firmware 9.4.1 → 9.5.0 applied
                        attribute severityStated = info
                        attribute subject = tunnel/branch-117
                        """);
        assertThat(events)
                .extracting(event -> event.getEventTime() + " " + event.getKind() + " " + event.getStatus() + " "
                        + event.getSeverity())
                .containsExactly(
                        "2026-08-05T07:00:00Z CHANGE INFORMATIONAL 1",
                        "2026-08-05T07:04:10Z ISSUE OPEN 3",
                        "2026-08-05T07:09:42Z ISSUE OPEN 5");
        assertThat(events.get(1).getAttributes()).containsEntry("detail.peers", "branch-117");
        assertThat(events.get(2).getValues())
                .containsEntry("detail.downSeconds", 312.0)
                .containsEntry("detail.affectedUsers", 430.0);
    }

    @Test
    void readsAServiceThatNoMappingKnowsAsAGenericEvent() {
        var build =
                """
                {"source":"aws.codebuild","detail-type":"CodeBuild Build State Change","id":"b-1","account":"111122223333",
                 "region":"eu-west-1","time":"2026-08-05T10:13:00Z","resources":
                 ["arn:aws:codebuild:eu-west-1:111122223333:build/checkout:8c7e"],
                 "detail":{"build-status":"FAILED","project-name":"checkout","status":"stopped"}}
                """;

        assertThat(EventText.of(only(raw(build))))
                .isEqualTo(
                        """
                        OTHER INFORMATIONAL 1
                        source    aws.codebuild / CodeBuild Build State Change
                        id        b-1
                        identity  aws.codebuild|CodeBuild Build State Change|arn:aws:codebuild:eu-west-1:111122223333:build/checkout:8c7e
                        at        2026-08-05T10:13:00Z
                        in        111122223333 eu-west-1
                        title     CodeBuild Build State Change [stopped]
                        resource  arn:aws:codebuild:eu-west-1:111122223333:build/checkout:8c7e
                        attribute detail.build-status = FAILED
                        attribute detail.project-name = checkout
                        attribute detail.status = stopped
                        """);
    }

    @Test
    void shortNamesAndManagedInstancesBecomeTheInstanceTheyMean() {
        assertThat(only(document("inspector2-finding-lifecycle.json", 0)).getResources())
                .containsExactly("arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680");
        assertThat(only(document("ssm-patch-compliance.json", 0)).getResources())
                .containsExactly(
                        "arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680",
                        "arn:aws:ssm:eu-west-1:111122223333:managed-instance/i-0c2f5e7a91d34b680");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metric-stream-firehose-http.json", "metric-stream-otel-1.0.json"})
    void whatIsNoEventAtAllIsADeadLetter(String sample) {
        var result = parser.parse(document(sample, 0));

        assertThat(result.events()).isEmpty();
        assertThat(result.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo("no-envelope");
            assertThat(letter.getMessage()).contains("source (missing)");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"severity\":\"warning\"}', ISSUE, OPEN, 3",
        "'{\"severity\":\"WARNING\",\"status\":\"resolved\"}', RECOVERY, RESOLVED, 3",
        "'{\"severity\":\"low\"}', OTHER, INFORMATIONAL, 2",
        "'{\"severity\":\"low\",\"state\":\"firing\"}', ISSUE, OPEN, 2",
        "'{\"severity\":\"apocalyptic\"}', ISSUE, OPEN, 3",
        "'{\"status\":\"active\"}', OTHER, INFORMATIONAL, 1",
        "'{\"severity\":4}', OTHER, INFORMATIONAL, 1",
        "'{\"severity\":\"info\",\"changeId\":\"CHG1\"}', CHANGE, INFORMATIONAL, 1",
        "'17', OTHER, INFORMATIONAL, 1",
        "'null', OTHER, INFORMATIONAL, 1"
    })
    void aCustomEventIsAReportOnlyWhenItStatesASeverity(
            String detail, EventKind kind, EventStatus status, int severity) {
        var event = only(raw("{\"source\":\"shop\",\"detail-type\":\"X\",\"id\":\"1\",\"detail\":" + detail + "}"));

        assertThat(event.getKind()).isEqualTo(kind);
        assertThat(event.getStatus()).isEqualTo(status);
        assertThat(event.getSeverity()).isEqualTo(severity);
    }

    @Test
    void anotherSourceCannotPoseAsAnAlarm() {
        var event = only(
                raw("{\"source\":\"shop\",\"detail-type\":\"CloudWatch Alarm State Change\",\"id\":\"1\",\"detail\":"
                        + "{\"alarmName\":\"checkout-api-cpu-high\",\"state\":{\"value\":\"OK\"}}}"));

        assertThat(event.getIdentity()).isEqualTo("shop|CloudWatch Alarm State Change|1");
        assertThat(event.getStatus()).isEqualTo(EventStatus.INFORMATIONAL);
    }

    private OpsEvent only(RawRecord raw) {
        var events = parser.parse(raw).events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }
}
