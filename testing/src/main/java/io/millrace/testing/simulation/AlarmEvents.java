package io.millrace.testing.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** CloudWatch alarm state changes, metric and composite, as EventBridge delivers them. */
final class AlarmEvents {
    private static final String DETAIL_TYPE = "CloudWatch Alarm State Change";

    private AlarmEvents() {}

    /** A metric alarm changes state because its last datapoint was {@code value}. */
    static byte[] metric(String id, AlarmSpec alarm, boolean toAlarm, Instant since, Instant at, double value) {
        var series = alarm.series();
        var detail = Json.object().put("alarmName", alarm.name());
        var reason = String.format(
                Locale.ROOT,
                "Threshold Crossed: %d out of the last %d datapoints [%s] %s (%s).",
                alarm.datapoints(),
                alarm.datapoints(),
                value,
                toAlarm ? "was greater than the threshold" : "was not greater than the threshold",
                alarm.threshold());
        var data = Json.object()
                .put("version", "1.0")
                .put("queryDate", Envelope.alarmTime(at))
                .put("startDate", Envelope.alarmTime(at.minusSeconds(60L * alarm.datapoints())))
                .put("statistic", "Average")
                .put("period", 60);
        data.putArray("recentDatapoints").add(value);
        data.put("threshold", alarm.threshold());
        states(detail, toAlarm, since, at, reason, data);
        var configuration = detail.putObject("configuration");
        var metric = configuration.putArray("metrics").addObject().put("id", "m1");
        var stat = metric.putObject("metricStat");
        var named =
                stat.putObject("metric").put("namespace", series.namespace()).put("name", series.metric());
        var dimensions = named.putObject("dimensions");
        series.dimensions().forEach(dimensions::put);
        stat.put("period", 60).put("stat", series.form() == Series.Form.COUNT ? "Sum" : "Average");
        metric.put("returnData", true);
        configuration.put("description", series.metric() + " above " + alarm.threshold());
        var from = series.resource();
        return envelope(id, from.account(), from.region(), at, alarm.arn(), detail);
    }

    /** A composite alarm changes state because of these children. */
    static byte[] composite(
            String id, CompositeSpec alarm, boolean toAlarm, Instant since, Instant at, List<AlarmSpec> triggering) {
        var detail = Json.object().put("alarmName", alarm.name());
        var data = Json.object();
        var children = data.putArray("triggeringAlarms");
        for (var child : triggering) {
            var state = children.addObject().put("arn", child.arn()).putObject("state");
            state.put("value", toAlarm ? "ALARM" : "OK").put("timestamp", Envelope.alarmTime(at.minusSeconds(5)));
        }
        var reason = alarm.name() + " transitioned to " + (toAlarm ? "ALARM" : "OK") + " by its children at "
                + Envelope.alarmTime(at);
        states(detail, toAlarm, since, at, reason, data);
        detail.putObject("configuration").put("alarmRule", alarm.rule()).put("description", "Composite");
        return envelope(id, alarm.account(), alarm.region(), at, alarm.arn(), detail);
    }

    private static void states(
            ObjectNode detail, boolean toAlarm, Instant since, Instant at, String reason, ObjectNode data) {
        detail.putObject("state")
                .put("value", toAlarm ? "ALARM" : "OK")
                .put("reason", reason)
                .put("reasonData", Json.text(data))
                .put("timestamp", Envelope.alarmTime(at));
        detail.putObject("previousState")
                .put("value", toAlarm ? "OK" : "ALARM")
                .put("reason", "Threshold Crossed")
                .put("timestamp", Envelope.alarmTime(since));
    }

    private static byte[] envelope(
            String id, String account, String region, Instant at, String arn, ObjectNode detail) {
        return new Envelope(id, "aws.cloudwatch", DETAIL_TYPE, account, region, at, List.of(arn), detail).bytes();
    }
}
