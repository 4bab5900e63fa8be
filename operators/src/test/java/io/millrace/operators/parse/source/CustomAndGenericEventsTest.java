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
    void readsASampleOfAnUnmappedServiceAsAGenericEvent() {
        assertThat(EventText.of(only(document("ec2-instance-state-change.json", 0))))
                .isEqualTo(
                        """
                        OTHER INFORMATIONAL 1
                        source    aws.ec2 / EC2 Instance State-change Notification
                        id        f5e36d28-d446-57b9-8522-190197a4eb5f
                        identity  aws.ec2|EC2 Instance State-change Notification|arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680
                        at        2026-08-05T10:13:00Z
                        in        111122223333 eu-west-1
                        title     EC2 Instance State-change Notification [stopping]
                        resource  arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680
                        attribute detail.instance-id = i-0c2f5e7a91d34b680
                        attribute detail.state = stopping
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "backup-job-state-change-failed.json; 0; aws.backup|Backup Job State Change|a407f7fc-fe2f-c87b-e0c9-50e235b2e6c9; Backup Job State Change [FAILED]; 1; detail.backupJobId; 7e7ec59d-1f4b-2102-1577-ff562dc3d48b",
                "config-rules-compliance-change.json; 0; aws.config|Config Rules Compliance Change|52850519-e2b8-990d-5b11-cb52f947d832; Config Rules Compliance Change; 1; detail.newEvaluationResult.complianceType; NON_COMPLIANT",
                "cost-anomaly-detected.json; 0; aws.ce|Anomaly Detected|arn:aws:ce::111122223333:anomalymonitor/abcdef12-1234-4ea0-84cc-918a97d736ef; Anomaly Detected; 1; detail.dimensionValue; AmazonCloudWatch",
                "inspector2-finding-lifecycle.json; 0; aws.inspector2|Inspector2 Finding|i-0c2f5e7a91d34b680; Inspector2 Finding [ACTIVE]: CVE-2026-31337 - openssl-libs; 5; severityStated; CRITICAL",
                "inspector2-finding-lifecycle.json; 1; aws.inspector2|Inspector2 Finding|i-0c2f5e7a91d34b680; Inspector2 Finding [CLOSED]: CVE-2026-31337 - openssl-libs; 5; detail.status; CLOSED",
                "ssm-automation-verification.json; 0; aws.ssm|EC2 Automation Execution Status-change Notification|arn:aws:ssm:eu-west-1:111122223333:automation-execution/9df22f19-6a33-acd0-b372-fe502de51211; EC2 Automation Execution Status-change Notification [Success]; 1; detail.ExecutionId; 9df22f19-6a33-acd0-b372-fe502de51211",
                "ssm-automation-verification.json; 1; aws.ssm|EC2 Automation Execution Status-change Notification|arn:aws:ssm:eu-west-1:111122223333:automation-execution/64b3b3e6-64f7-352c-4480-647a9a5b8ff7; EC2 Automation Execution Status-change Notification [TimedOut]; 1; detail.Definition; AWS-ResizeInstance",
                "ssm-maintenance-window-execution.json; 0; aws.ssm|Maintenance Window Execution State-change Notification|arn:aws:ssm:eu-west-1:111122223333:maintenancewindow/mw-0ed7251d3fcf6e0c2; Maintenance Window Execution State-change Notification [IN_PROGRESS]; 1; detail.window-id; mw-0ed7251d3fcf6e0c2",
                "ssm-opsitem-create.json; 0; aws.ssm|OpsItem Create|arn:aws:ssm:eu-west-1:111122223333:opsitem/oi-4f1e2d3c5b6a; OpsItem Create [Open]: High CPU on checkout-api; 1; detail.description; thread th-… CPU 97%",
                "ssm-patch-compliance.json; 0; aws.ssm|Configuration Compliance State Change|arn:aws:ssm:eu-west-1:111122223333:managed-instance/i-0c2f5e7a91d34b680; Configuration Compliance State Change [non_compliant]; 5; detail.compliance-type; Patch",
                "trusted-advisor-check-item-refresh.json; 0; aws.trustedadvisor|Trusted Advisor Check Item Refresh Notification|144b83d6-4979-a958-3bbe-4991e3f13d29; Trusted Advisor Check Item Refresh Notification [WARN]; 1; detail.check-item-detail.Region/AZ; eu-west-1a"
            })
    void readsTheOtherSamplesGenerically(
            String sample, int index, String identity, String title, int severity, String attribute, String value) {
        var event = only(document(sample, index));

        assertThat(event.getKind()).isEqualTo(EventKind.OTHER);
        assertThat(event.getStatus()).isEqualTo(EventStatus.INFORMATIONAL);
        assertThat(event.getIdentity()).isEqualTo(identity);
        assertThat(event.getTitle()).isEqualTo(title);
        assertThat(event.getSeverity()).isEqualTo(severity);
        assertThat(event.getAccount()).isEqualTo("111122223333");
        if (attribute != null) {
            assertThat(event.getAttributes()).containsEntry(attribute, value);
        }
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
