package io.millrace.operators.parse.source;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.operators.parse.json.Json;
import io.millrace.operators.parse.json.JsonReader;
import io.millrace.operators.parse.json.UnreadableJson;
import io.millrace.operators.parse.resource.ResourceArns;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * CloudWatch alarms, metric and composite. ALARM opens, OK resolves. INSUFFICIENT_DATA after ALARM is an update of
 * what is still open (silence is not success), otherwise it informs.
 */
public final class AlarmMapping implements SourceMapping {
    private static final int MAX_METRICS = 20;
    private static final int MAX_DIMENSIONS = 40;

    @Override
    public List<EventDraft> map(Envelope envelope) {
        var detail = envelope.detail();
        var state = detail.at("state", "value").text();
        var previous = detail.at("previousState", "value").text();
        boolean isComposite = detail.at("configuration", "alarmRule").isString();
        var status = status(state, previous);
        var arn = arn(envelope);
        var identity = arn.isEmpty() ? GenericMapping.identity(envelope, envelope.id()) : "alarm:" + arn;
        var changedAt = detail.at("state", "timestamp");

        var draft = EventDraft.of(envelope)
                .kind(status == EventStatus.RESOLVED ? EventKind.RECOVERY : EventKind.ISSUE)
                .status(status)
                .severity(Severities.ofAlarm(state, isComposite))
                .identity(identity)
                .eventTime(changedAt.time())
                .revision(changedAt.time())
                .title(title(detail, state))
                .text(text(detail))
                .attribute("alarmName", detail.at("alarmName"))
                .attribute("alarmType", isComposite ? "composite" : "metric")
                .attribute("state", state)
                .attribute("previousState", previous)
                .resources(envelope.resources())
                .resource(arn);
        if (!changedAt.text().isEmpty() && !identity.isEmpty()) {
            draft.deliveryId(identity + "|" + state + "|" + changedAt.text());
        }
        if (isComposite) {
            describeComposite(detail, draft);
        }
        describeMetrics(detail.at("configuration", "metrics"), draft);
        measure(reasonData(detail), draft);
        return List.of(draft);
    }

    private static EventStatus status(String state, String previous) {
        switch (state) {
            case "ALARM":
                return EventStatus.OPEN;
            case "OK":
                return EventStatus.RESOLVED;
            case "INSUFFICIENT_DATA":
                return previous.equals("ALARM") ? EventStatus.UPDATED : EventStatus.INFORMATIONAL;
            default:
                return EventStatus.INFORMATIONAL;
        }
    }

    private static String title(Json detail, String state) {
        var name = detail.text("alarmName");
        return name.isEmpty() ? "" : name + " is in " + (state.isEmpty() ? "an unknown state" : state);
    }

    private static String text(Json detail) {
        var reason = detail.at("state", "reason").text();
        var description = detail.at("configuration", "description").text();
        return description.isEmpty() ? reason : reason + "\n" + description;
    }

    /** The ARN that the envelope names, else the one that account, Region and name make. */
    private static String arn(Envelope envelope) {
        for (String resource : envelope.resources()) {
            if (resource.startsWith("arn:") && resource.contains(":alarm:")) {
                return resource;
            }
        }
        var name = envelope.detail().text("alarmName");
        return name.isEmpty()
                ? ""
                : "arn:aws:cloudwatch:" + envelope.region() + ":" + envelope.account() + ":alarm:" + name;
    }

    private static void describeComposite(Json detail, EventDraft draft) {
        var configuration = detail.at("configuration");
        draft.attribute("alarmRule", configuration.at("alarmRule"))
                .attribute("actionsSuppressor", configuration.at("actionsSuppressor"))
                .attribute("actionsSuppressedBy", detail.at("state", "actionsSuppressedBy"));
        var triggering = reasonData(detail).at("triggeringAlarms").items(MAX_METRICS);
        var names = new StringBuilder();
        for (Json alarm : triggering) {
            var arn = alarm.isString() ? alarm.string() : alarm.at("arn").string();
            names.append(names.length() == 0 ? "" : ",").append(arn);
            draft.resource(arn);
        }
        draft.attribute("triggeringAlarms", names.toString());
    }

    /** The metric that the alarm returns names it; every measured resource counts. */
    private static void describeMetrics(Json metrics, EventDraft draft) {
        Json named = Json.missing();
        for (Json entry : metrics.items(MAX_METRICS)) {
            var stat = entry.at("metricStat");
            draft.attribute("expression", entry.at("expression"));
            if (!stat.isObject()) {
                continue;
            }
            if (!named.isObject() || entry.at("returnData").isTrue()) {
                named = stat;
            }
            draft.resources(measured(entry, draft));
        }
        draft.attribute("namespace", named.at("metric", "namespace"))
                .attribute("metricName", named.at("metric", "name"))
                .attribute("statistic", named.at("stat"))
                .attribute("periodSeconds", named.at("period"));
        dimensions(named.at("metric", "dimensions")).forEach((name, value) -> draft.attribute("dim." + name, value));
    }

    private static List<String> measured(Json entry, EventDraft draft) {
        var metric = entry.at("metricStat", "metric");
        var account = entry.text("accountId");
        return ResourceArns.ofDimensions(
                metric.text("namespace"),
                dimensions(metric.at("dimensions")),
                account.isEmpty() ? draft.account() : account,
                draft.region());
    }

    private static Map<String, String> dimensions(Json stated) {
        var dimensions = new TreeMap<String, String>();
        stated.forEachField(MAX_DIMENSIONS, (name, value) -> {
            if (value.isScalar()) {
                dimensions.put(name, value.text());
            }
        });
        return dimensions;
    }

    /** A JSON document inside a JSON string; missing when it is neither that nor an object. */
    private static Json reasonData(Json detail) {
        var stated = detail.at("state", "reasonData");
        if (!stated.isString()) {
            return stated;
        }
        byte[] bytes = stated.string().getBytes(StandardCharsets.UTF_8);
        try {
            return JsonReader.read(bytes, 0, bytes.length);
        } catch (UnreadableJson e) {
            return Json.missing();
        }
    }

    /** Value and level as the alarm saw them: evaluated datapoints come newest first, recent ones oldest first. */
    private static void measure(Json reasonData, EventDraft draft) {
        var recent = reasonData.at("recentDatapoints").items(MAX_METRICS);
        var newest = reasonData.at("evaluatedDatapoints").first().at("value");
        if (newest.isNumber()) {
            draft.value("value", newest);
        } else if (!recent.isEmpty()) {
            draft.value("value", recent.get(recent.size() - 1));
        }
        draft.value("level", reasonData.at("threshold"));
    }
}
