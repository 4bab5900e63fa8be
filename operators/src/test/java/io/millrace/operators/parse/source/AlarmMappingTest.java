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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlarmMappingTest {
    private static final String ARN = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:";
    private final EventParser parser = new EventParser(EventParserSettings.defaults());

    @Test
    void readsTheMetricAlarmSample() {
        assertThat(EventText.of(only(document("cloudwatch-alarm-metric.json", 0))))
                .isEqualTo(
                        """
                        ISSUE OPEN 3
                        source    aws.cloudwatch / CloudWatch Alarm State Change
                        id        b8636d71-c988-574e-4f7f-a1d7723b0d63
                        identity  alarm:arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout-api-cpu-high
                        delivery  alarm:arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout-api-cpu-high|ALARM|2026-08-05T10:07:12.345+0000
                        at        2026-08-05T10:07:12.345Z
                        in        111122223333 eu-west-1
                        title     checkout-api-cpu-high is in ALARM
                        text      Threshold Crossed: 1 out of the last 1 datapoints [93.4 (05/08/26 10:02:00)] was greater than the threshold (80.0) (minimum 1 datapoint for OK -> ALARM transition). / CPUUtilization above 80
                        resource  arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout-api-cpu-high
                        resource  arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680
                        attribute alarmName = checkout-api-cpu-high
                        attribute alarmType = metric
                        attribute dim.InstanceId = i-0c2f5e7a91d34b680
                        attribute metricName = CPUUtilization
                        attribute namespace = AWS/EC2
                        attribute periodSeconds = 300
                        attribute previousState = OK
                        attribute state = ALARM
                        attribute statistic = Average
                        value     level = 80.0
                        value     value = 93.4
                        """);
    }

    @Test
    void readsTheFlappingSampleAsOneIdentityThatOpensAndResolvesFourTimes() {
        var events = new ArrayList<OpsEvent>();
        for (int i = 0; i < 8; i++) {
            events.add(only(document("cloudwatch-alarm-flapping.json", i)));
        }

        assertThat(events).extracting(OpsEvent::getIdentity).containsOnly("alarm:" + ARN + "payments-queue-depth");
        assertThat(events).extracting(OpsEvent::getDeliveryId).doesNotHaveDuplicates();
        assertThat(events)
                .extracting(event -> event.getEventTime() + " " + event.getKind() + " " + event.getStatus() + " "
                        + event.getSeverity() + " " + event.getValues().get("value"))
                .containsExactly(
                        "2026-08-05T10:10:03.017Z ISSUE OPEN 3 1204.0",
                        "2026-08-05T10:12:03.117Z RECOVERY RESOLVED 1 310.0",
                        "2026-08-05T10:14:03.217Z ISSUE OPEN 3 1204.0",
                        "2026-08-05T10:16:03.317Z RECOVERY RESOLVED 1 310.0",
                        "2026-08-05T10:18:03.417Z ISSUE OPEN 3 1204.0",
                        "2026-08-05T10:20:03.517Z RECOVERY RESOLVED 1 310.0",
                        "2026-08-05T10:22:03.617Z ISSUE OPEN 3 1204.0",
                        "2026-08-05T10:24:03.717Z RECOVERY RESOLVED 1 310.0");
        assertThat(events.get(0).getResources())
                .containsExactly(ARN + "payments-queue-depth", "arn:aws:sqs:eu-west-1:111122223333:payments-in");
    }

    @Test
    void readsTheMinimalSampleWithoutReasonDataDescriptionOrMetric() {
        assertThat(EventText.of(only(document("cloudwatch-alarm-insufficient-data-minimal.json", 0))))
                .isEqualTo(
                        """
                        ISSUE INFORMATIONAL 2
                        source    aws.cloudwatch / CloudWatch Alarm State Change
                        id        eff2c0d1-7201-7a9f-37f4-43478b7ebe6d
                        identity  alarm:arn:aws:cloudwatch:eu-west-1:111122223333:alarm:nightly-batch-heartbeat
                        delivery  alarm:arn:aws:cloudwatch:eu-west-1:111122223333:alarm:nightly-batch-heartbeat|INSUFFICIENT_DATA|2026-08-05T11:00:00.100+0000
                        at        2026-08-05T11:00:00.100Z
                        in        111122223333 eu-west-1
                        title     nightly-batch-heartbeat is in INSUFFICIENT_DATA
                        text      Insufficient Data: 1 datapoint was unknown.
                        resource  arn:aws:cloudwatch:eu-west-1:111122223333:alarm:nightly-batch-heartbeat
                        attribute alarmName = nightly-batch-heartbeat
                        attribute alarmType = metric
                        attribute expression = FILL(m1, 0)
                        attribute previousState = INSUFFICIENT_DATA
                        attribute state = INSUFFICIENT_DATA
                        """);
    }

    @Test
    void silenceAfterAnAlarmIsAnUpdateOfWhatIsStillOpen() {
        var event = only(alarm("INSUFFICIENT_DATA", "ALARM", "{}", "{}"));

        assertThat(event.getStatus()).isEqualTo(EventStatus.UPDATED);
        assertThat(event.getKind()).isEqualTo(EventKind.ISSUE);
    }

    @Test
    void readsACompositeAlarmWithTheAlarmsThatTriggeredIt() {
        var event = only(alarm(
                "ALARM",
                "OK",
                "{\"alarmRule\":\"ALARM(a) OR ALARM(b)\",\"actionsSuppressor\":\"maintenance\"}",
                "{\"triggeringAlarms\":[{\"arn\":\"" + ARN + "a\",\"state\":{\"value\":\"ALARM\"}}]}"));

        assertThat(event.getSeverity()).isEqualTo(4);
        assertThat(event.getIdentity()).isEqualTo("alarm:" + ARN + "x");
        assertThat(event.getResources()).containsExactly(ARN + "a", ARN + "x");
        assertThat(event.getAttributes())
                .containsEntry("alarmType", "composite")
                .containsEntry("alarmRule", "ALARM(a) OR ALARM(b)")
                .containsEntry("actionsSuppressor", "maintenance")
                .containsEntry("triggeringAlarms", ARN + "a")
                .doesNotContainKey("namespace");
    }

    @Test
    void aMathAlarmIsNamedByTheMetricItReturnsAndTouchesAllItMeasures() {
        var event = only(alarm(
                "ALARM",
                "OK",
                """
                {"metrics":[
                  {"id":"e1","expression":"m1/m2","returnData":true},
                  {"id":"m1","metricStat":{"metric":{"namespace":"AWS/Lambda","name":"Errors",
                    "dimensions":{"FunctionName":"billing-000"}},"period":60,"stat":"Sum"},"returnData":false},
                  {"id":"m2","accountId":"444455556666","metricStat":{"metric":{"namespace":"AWS/RDS","name":"CPUUtilization",
                    "dimensions":{"DBInstanceIdentifier":"orders"}},"period":60,"stat":"Sum"},"returnData":false}]}
                """,
                "{}"));

        assertThat(event.getAttributes())
                .containsEntry("expression", "m1/m2")
                .containsEntry("namespace", "AWS/Lambda")
                .containsEntry("metricName", "Errors")
                .containsEntry("dim.FunctionName", "billing-000");
        assertThat(event.getResources())
                .contains(
                        "arn:aws:lambda:eu-west-1:111122223333:function:billing-000",
                        "arn:aws:rds:eu-west-1:444455556666:db:orders");
    }

    @Test
    void theNewestDatapointIsTheFirstEvaluatedOrTheLastRecent() {
        var evaluated = only(
                alarm(
                        "ALARM",
                        "OK",
                        "{}",
                        "{\"recentDatapoints\":[1.0,2.0],\"evaluatedDatapoints\":[{\"value\":9.0},{\"value\":8.0}],\"threshold\":5}"));
        var recent = only(alarm("ALARM", "OK", "{}", "{\"recentDatapoints\":[1.0,2.0]}"));

        assertThat(evaluated.getValues()).containsEntry("value", 9.0).containsEntry("level", 5.0);
        assertThat(recent.getValues()).containsOnlyKeys("value").containsEntry("value", 2.0);
    }

    @Test
    void anUnknownStateIsKeptAndOpensNothing() {
        var event = only(alarm("MUTED", "OK", "{}", "{}"));

        assertThat(event.getStatus()).isEqualTo(EventStatus.INFORMATIONAL);
        assertThat(event.getSeverity()).isEqualTo(3);
        assertThat(event.getAttributes()).containsEntry("state", "MUTED");
    }

    @Test
    void withoutNameAndResourceTheAlarmStandsForItself() {
        var event = only(
                raw("{\"source\":\"aws.cloudwatch\",\"detail-type\":\"CloudWatch Alarm State Change\",\"id\":\"e1\"}"));

        assertThat(event.getIdentity()).isEqualTo("aws.cloudwatch|CloudWatch Alarm State Change|e1");
        assertThat(event.getStatus()).isEqualTo(EventStatus.INFORMATIONAL);
        assertThat(event.getTitle()).isEqualTo("CloudWatch Alarm State Change");
    }

    private OpsEvent only(RawRecord raw) {
        List<OpsEvent> events = parser.parse(raw).events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static RawRecord alarm(String state, String previous, String configuration, String reasonData) {
        return raw(
                """
                {"source":"aws.cloudwatch","detail-type":"CloudWatch Alarm State Change","id":"e1",
                 "account":"111122223333","region":"eu-west-1","time":"2026-08-05T10:00:00Z",
                 "detail":{"alarmName":"x","state":{"value":"%s","timestamp":"2026-08-05T10:00:00.000+0000","reasonData":%s},
                 "previousState":{"value":"%s"},"configuration":%s}}
                """
                        .formatted(state, '"' + reasonData.replace("\"", "\\\"") + '"', previous, configuration),
                Instant.parse("2026-08-05T10:00:01Z"));
    }
}
