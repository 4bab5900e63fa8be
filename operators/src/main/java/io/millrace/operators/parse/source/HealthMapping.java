package io.millrace.operators.parse.source;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.KeyType;
import io.millrace.operators.parse.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * AWS Health, every category. One public event ARN reaches many accounts, so identity is ARN and account. A delivery
 * is a communication (its id without the page suffix), page and account: copies from a backup Region or to the
 * organisation's admin are equal to it. The event time is the last update: the start may lie months ahead.
 */
public final class HealthMapping implements SourceMapping {
    private static final String LIFECYCLE = "PLANNED_LIFECYCLE_EVENT";
    private static final int LONGEST_PAGE = 6;
    private static final int MAX_ENTITIES = 2000;
    private static final int MAX_DESCRIPTIONS = 50;
    private static final int MAX_METADATA = 20;
    private static final List<String> ATTRIBUTES = List.of(
            "eventArn",
            "eventTypeCode",
            "eventTypeCategory",
            "eventScopeCode",
            "statusCode",
            "communicationId",
            "startTime",
            "endTime",
            "page",
            "totalPages",
            "backupEvent",
            "actionability");
    /** Entity values that name nothing. */
    private static final Set<String> NO_ENTITY = Set.of("UNKNOWN", "AWS_ACCOUNT");

    @Override
    public List<EventDraft> map(Envelope envelope) {
        var detail = envelope.detail();
        var category = detail.text("eventTypeCategory");
        var typeCode = detail.text("eventTypeCode");
        var scope = detail.text("eventScopeCode");
        var actionability = detail.text("actionability");
        var updated = detail.at("lastUpdatedTime").time();
        var status = status(detail.text("statusCode"), category);

        var draft =
                EventDraft.of(envelope).account(detail.text("affectedAccount")).region(detail.text("eventRegion"));
        draft.kind(kind(category, typeCode, status))
                .status(status)
                .severity(Severities.ofHealth(category, typeCode, scope, actionability))
                .eventTime(updated)
                .revision(updated)
                .title(title(detail, category, typeCode))
                .text(description(detail.at("eventDescription")))
                .resources(envelope.resources());
        boolean isPaged = isPaged(detail);
        identify(envelope, detail, isPaged, draft);
        describe(detail, draft);
        if (scope.equals("PUBLIC")) {
            draft.key(KeyType.PUBLIC_ISSUE, detail.text("eventArn"));
        }
        affect(detail, isPaged, draft);
        return List.of(draft);
    }

    /** How many entities are in which state is told of a whole communication only: a page knows its own. */
    private static void affect(Json detail, boolean isPaged, EventDraft draft) {
        var states = new TreeMap<String, Integer>();
        for (Json entity : detail.at("affectedEntities").items(MAX_ENTITIES)) {
            var value = entity.at("entityValue").string();
            draft.resource(NO_ENTITY.contains(value) ? "" : value);
            states.merge(entity.text("status"), 1, Integer::sum);
        }
        states.remove("");
        if (!isPaged) {
            states.forEach((state, count) -> draft.value("entities." + state, OptionalDouble.of(count)));
        }
    }

    private static boolean isPaged(Json detail) {
        return detail.at("totalPages").number().orElse(1) > 1;
    }

    /** A notification asks for nothing to be open; everything else is open, upcoming changes too, until closed. */
    private static EventStatus status(String statusCode, String category) {
        if (statusCode.equals("closed")) {
            return EventStatus.RESOLVED;
        }
        return category.equals("accountNotification") ? EventStatus.INFORMATIONAL : EventStatus.OPEN;
    }

    private static EventKind kind(String category, String typeCode, EventStatus status) {
        if (typeCode.contains(LIFECYCLE)) {
            return EventKind.LIFECYCLE;
        }
        if (typeCode.contains("RISK_") || typeCode.contains("_ABUSE_") || typeCode.contains("SECURITY_NOTIFICATION")) {
            return EventKind.SECURITY;
        }
        switch (category) {
            case "issue":
            case "investigation":
                return status == EventStatus.RESOLVED ? EventKind.RECOVERY : EventKind.ISSUE;
            case "scheduledChange":
                return EventKind.CHANGE;
            default:
                return EventKind.OTHER;
        }
    }

    /** The end of a version is told with its day, which the ticket carries as its deadline. */
    private static String title(Json detail, String category, String typeCode) {
        var service = detail.text("service");
        var what = typeCode.isEmpty() ? category : typeCode;
        Instant begins = typeCode.contains(LIFECYCLE) ? detail.at("startTime").time() : null;
        return what.isEmpty()
                ? ""
                : "AWS Health " + service + (service.isEmpty() ? "" : " ") + category + ": " + what
                        + (begins == null ? "" : " on " + LocalDate.ofInstant(begins, ZoneOffset.UTC));
    }

    private static void identify(Envelope envelope, Json detail, boolean isPaged, EventDraft draft) {
        var eventArn = detail.text("eventArn");
        var communication = detail.text("communicationId");
        draft.identity(
                eventArn.isEmpty()
                        ? GenericMapping.identity(envelope, envelope.id())
                        : "health:" + eventArn + ":" + draft.account());
        if (!communication.isEmpty()) {
            var whole = withoutPage(communication);
            draft.deliveryId("health:" + whole + ":" + detail.text("page") + ":" + draft.account());
            if (isPaged) {
                // by this the fold stage finds the other pages
                draft.attribute("communication", whole);
            }
        }
    }

    /** A communication's pages differ in what stands behind the last dash of its id. */
    private static String withoutPage(String communication) {
        int dash = communication.lastIndexOf('-');
        int digits = communication.length() - dash - 1;
        if (dash < 0 || digits < 1 || digits > LONGEST_PAGE) {
            return communication;
        }
        for (int i = dash + 1; i < communication.length(); i++) {
            if (communication.charAt(i) < '0' || communication.charAt(i) > '9') {
                return communication;
            }
        }
        return communication.substring(0, dash);
    }

    private static void describe(Json detail, EventDraft draft) {
        for (String name : ATTRIBUTES) {
            draft.attribute(name, detail.text(name));
        }
        draft.attribute("awsService", detail.at("service")).attribute("personas", Leaves.joined(detail.at("personas")));
        detail.at("eventMetadata")
                .forEachField(MAX_METADATA, (name, value) -> draft.attribute("metadata." + name, value));
    }

    /** American English when it is there, else whatever comes first. */
    private static String description(Json descriptions) {
        var first = "";
        for (Json description : descriptions.items(MAX_DESCRIPTIONS)) {
            var text = description.at("latestDescription").string();
            if (description.at("language").string().equals("en_US")) {
                return text;
            }
            first = first.isEmpty() ? text : first;
        }
        return first;
    }
}
