package io.millrace.testing;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.KeyType;
import io.millrace.domain.Origin;

/**
 * Where a test's event begins: {@code anAlarm("checkout-cpu").inAlarm().at("10:07:12").event()}.
 * Every default is a constant of the example estate: production account, checkout's instance, 10:00.
 */
public final class Events {
    private Events() {}

    /** A CloudWatch alarm, in ALARM unless told {@link EventBuilder#ok}; identity {@code alarm:<ARN>}. */
    public static EventBuilder anAlarm(String name) {
        var arn = Estates.arn("cloudwatch", "alarm:" + name);
        return new EventBuilder("aws.cloudwatch", "CloudWatch Alarm State Change", EventKind.ISSUE)
                .identity("alarm:" + arn)
                .title(name + " is in ALARM")
                .on(Estates.instanceArn(Estates.INSTANCE))
                .attribute("alarmName", name)
                .inAlarm();
    }

    /** A metric condition that the scoring stage found met; identity {@code condition:<id>:<series>}. */
    public static EventBuilder aCondition(String conditionId, String seriesKey) {
        return derived("Condition Met", EventKind.CONDITION, EventStatus.OPEN)
                .identity("condition:" + conditionId + ":" + seriesKey)
                .title(conditionId + " met")
                .attribute("conditionId", conditionId)
                .series(seriesKey)
                .value("value", 85)
                .value("level", 80)
                .value("points", 5);
    }

    /** The same condition cleared: closes what {@link #aCondition} opened. */
    public static EventBuilder aConditionCleared(String conditionId, String seriesKey) {
        return aCondition(conditionId, seriesKey)
                .detailType("Condition Cleared")
                .kind(EventKind.RECOVERY)
                .status(EventStatus.RESOLVED)
                .title(conditionId + " cleared")
                .value("value", 40);
    }

    /** Content has dropped the condition while it was met. */
    public static EventBuilder aConditionWithdrawn(String conditionId, String seriesKey) {
        return aCondition(conditionId, seriesKey)
                .detailType("Condition Withdrawn")
                .kind(EventKind.OTHER)
                .status(EventStatus.RESOLVED)
                .severity(1)
                .title("Condition " + conditionId + " is no longer watched");
    }

    /** An anomaly of one series; identity {@code anomaly:<series>}. */
    public static EventBuilder anAnomaly(String seriesKey) {
        return derived("Anomaly Detected", EventKind.ANOMALY, EventStatus.OPEN)
                .identity("anomaly:" + seriesKey)
                .title("Anomaly in " + seriesKey)
                .series(seriesKey)
                .value("value", 900)
                .value("expected", 120)
                .value("score", 4.2);
    }

    /** The series of an anomaly is normal again. */
    public static EventBuilder aRecovery(String seriesKey) {
        return anAnomaly(seriesKey)
                .detailType("Recovered")
                .kind(EventKind.RECOVERY)
                .status(EventStatus.RESOLVED)
                .title(seriesKey + " recovered")
                .value("value", 121);
    }

    /** A public AWS Health issue as one account sees it. */
    public static EventBuilder aHealthIssue(String eventArn) {
        return new EventBuilder("aws.health", "AWS Health Event", EventKind.ISSUE)
                .identity("health:" + eventArn + ":" + Estates.PRODUCTION)
                .title("AWS_EC2_OPERATIONAL_ISSUE")
                .key(KeyType.PUBLIC_ISSUE, eventArn)
                .attribute("eventTypeCategory", "issue")
                .attribute("eventScopeCode", "PUBLIC");
    }

    /** One page of a Health communication about a planned change; its delivery is the communication and the page. */
    public static EventBuilder aHealthPage(String communication, int page, int totalPages) {
        return new EventBuilder("aws.health", "AWS Health Event", EventKind.LIFECYCLE)
                .identity("health:arn:aws:health:eu-west-1::event/LAMBDA/X/planned:" + Estates.PRODUCTION)
                .eventId(communication + "-" + page)
                .deliveryId("health:" + communication + ":" + page + ":" + Estates.PRODUCTION)
                .title("AWS Health LAMBDA scheduledChange: X")
                .status(EventStatus.OPEN)
                .attribute("communication", communication)
                .attribute("page", Integer.toString(page))
                .attribute("totalPages", Integer.toString(totalPages));
    }

    /** A security finding (GuardDuty's shape). */
    public static EventBuilder aFinding(String findingId) {
        return new EventBuilder("aws.guardduty", "GuardDuty Finding", EventKind.SECURITY)
                .identity("finding:" + findingId)
                .title("UnauthorizedAccess:EC2/SSHBruteForce")
                .on(Estates.instanceArn(Estates.INSTANCE));
    }

    /** A cost anomaly. */
    public static EventBuilder aCostAnomaly(String anomalyId) {
        return new EventBuilder("aws.ce", "Anomaly Detected", EventKind.COST)
                .identity("cost:" + anomalyId)
                .title("Cost anomaly in AmazonCloudWatch")
                .value("totalImpact", 739.71);
    }

    /** A change, as CloudTrail reports an API call: informational. */
    public static EventBuilder aChange(String apiCall) {
        return new EventBuilder("aws.ecs", "AWS API Call via CloudTrail", EventKind.CHANGE)
                .identity("change:" + apiCall)
                .title(apiCall)
                .status(EventStatus.INFORMATIONAL)
                .severity(1)
                .attribute("eventName", apiCall);
    }

    /** A custom application event. */
    public static EventBuilder aCustomEvent(String source, String detailType) {
        return new EventBuilder(source, detailType, EventKind.OTHER)
                .identity("custom:" + source + ":" + detailType)
                .title(detailType);
    }

    /** What an executor reports about a command: STARTED, SUCCEEDED or FAILED. */
    public static EventBuilder anOutcome(String commandId, String outcome) {
        return new EventBuilder("com.example.executor", "Remediation Outcome", EventKind.OUTCOME)
                .identity("outcome:" + commandId + ":" + outcome)
                .title("Remediation " + outcome)
                .status(EventStatus.INFORMATIONAL)
                .attribute("commandId", commandId)
                .attribute("outcome", outcome);
    }

    /** What a person says of a thread, from a source that is believed: {@code Thread Acknowledged}, {@code Operator Decision}. */
    public static EventBuilder aWord(String detailType, String threadId, String by) {
        return new EventBuilder("millrace.people", detailType, EventKind.DECISION)
                .identity("decision:millrace.people:" + detailType + ":" + by)
                .title(detailType)
                .status(EventStatus.INFORMATIONAL)
                .severity(1)
                .attribute("threadId", threadId)
                .attribute("by", by);
    }

    /** The minute tick of a stream. */
    public static EventBuilder aTick() {
        return new EventBuilder("millrace", "millrace.tick", EventKind.TICK)
                .identity("tick")
                .title("tick")
                .status(EventStatus.INFORMATIONAL)
                .severity(1);
    }

    private static EventBuilder derived(String detailType, EventKind kind, EventStatus status) {
        return new EventBuilder("millrace", detailType, kind)
                .origin(Origin.DERIVED)
                .status(status)
                .on(Estates.instanceArn(Estates.INSTANCE));
    }
}
