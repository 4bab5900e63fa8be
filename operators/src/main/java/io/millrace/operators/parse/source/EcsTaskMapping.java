package io.millrace.operators.parse.source;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.KeyType;
import io.millrace.operators.parse.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * ECS tasks. A task that stops because it could not start, failed its health check or one of its containers failed is
 * trouble; one that is scaled in, replaced or done is not. {@code detail.version} orders the states of a task and tells
 * repeats: the same state is delivered more than once.
 */
public final class EcsTaskMapping implements SourceMapping {
    private static final int MAX_CONTAINERS = 50;
    private static final long MAX_VERSION = 1_000_000_000_000L;
    private static final String SERVICE_GROUP = "service:";

    /** Ended by itself, and asked to stop (SIGTERM): neither is a failure. */
    private static final Set<Double> CLEAN_EXITS = Set.of(0.0, 143.0);

    @Override
    public List<EventDraft> map(Envelope envelope) {
        var detail = envelope.detail();
        var state = detail.at("lastStatus").text();
        var task = detail.at("taskArn").text().isEmpty()
                ? envelope.resources().stream().findFirst().orElse("")
                : detail.at("taskArn").text();
        var containers = detail.at("containers").items(MAX_CONTAINERS);
        boolean failed = state.equals("STOPPED") && failed(detail, containers);

        var draft = EventDraft.of(envelope)
                .kind(failed ? EventKind.ISSUE : EventKind.OTHER)
                .status(failed ? EventStatus.OPEN : EventStatus.INFORMATIONAL)
                .severity(Severities.ofStoppedTask(detail.at("stopCode").text(), failed))
                .identity(task.isEmpty() ? GenericMapping.identity(envelope, envelope.id()) : "ecs-task:" + task)
                .eventTime(detail.at("updatedAt").time())
                .title(title(detail, task, state))
                .text(text(detail, containers))
                .resources(envelope.resources())
                .resource(task);
        revise(detail, task, draft);
        relate(detail, draft);
        describe(detail, containers, draft);
        Leaves.copy(detail, draft);
        return List.of(draft);
    }

    private static boolean failed(Json detail, List<Json> containers) {
        switch (detail.at("stopCode").text()) {
            case "TaskFailedToStart":
                return true;
            case "UserInitiated":
            case "SpotInterruption":
            case "TerminationNotice":
                return false;
            case "ServiceSchedulerInitiated":
                return detail.at("stoppedReason").text().contains("failed");
            default:
                return containers.stream().anyMatch(EcsTaskMapping::containerFailed);
        }
    }

    /** A container that never ran has no exit code, but a reason ({@code CannotPullContainerError: …}). */
    private static boolean containerFailed(Json container) {
        var exitCode = container.at("exitCode").number();
        return exitCode.isPresent()
                ? !CLEAN_EXITS.contains(exitCode.getAsDouble())
                : container.at("reason").text().contains("Error");
    }

    private static String title(Json detail, String task, String state) {
        var group = detail.at("group").text();
        var what = group.isEmpty() ? lastPart(task) : group.substring(group.indexOf(':') + 1);
        var stopCode = detail.at("stopCode").text();
        return "ECS task" + (what.isEmpty() ? "" : " of " + what) + " is "
                + (state.isEmpty() ? "in an unknown state" : state)
                + (stopCode.isEmpty() ? "" : " (" + stopCode + ")");
    }

    private static String text(Json detail, List<Json> containers) {
        var lines = new ArrayList<String>();
        lines.add(detail.at("stoppedReason").text());
        for (Json container : containers) {
            var reason = container.at("reason").text();
            lines.add(reason.isEmpty() ? "" : container.at("name").text() + ": " + reason);
        }
        lines.removeIf(String::isEmpty);
        return String.join("\n", lines);
    }

    private static void revise(Json detail, String task, EventDraft draft) {
        var version = detail.at("version").number();
        double number = version.orElse(0);
        // without a version nothing newer is overwritten
        draft.revision(Instant.ofEpochMilli(number > 0 && number < MAX_VERSION ? (long) number : 0));
        if (version.isPresent() && !task.isEmpty()) {
            draft.deliveryId("ecs-task:" + task + "|" + detail.at("version").text());
        }
    }

    private static void relate(Json detail, EventDraft draft) {
        var cluster = detail.at("clusterArn").string();
        var group = detail.at("group").text();
        draft.resource(detail.at("containerInstanceArn").string());
        if (group.startsWith(SERVICE_GROUP) && cluster.contains(":cluster/")) {
            draft.resource(cluster.replace(":cluster/", ":service/") + "/" + group.substring(SERVICE_GROUP.length()));
        }
        // a service starts its tasks in the name of the deployment that they belong to
        var startedBy = detail.at("startedBy").text();
        if (startedBy.startsWith("ecs-svc/")) {
            draft.key(KeyType.CHANGE, startedBy);
        }
    }

    private static void describe(Json detail, List<Json> containers, EventDraft draft) {
        for (String name : List.of("lastStatus", "desiredStatus", "stopCode", "stoppedReason", "group", "launchType")) {
            draft.attribute(name, detail.at(name));
        }
        draft.attribute("ecsCluster", lastPart(detail.at("clusterArn").text()))
                .attribute(
                        "taskDefinition",
                        lastPart(detail.at("taskDefinitionArn").text()));
        var exits = new ArrayList<String>();
        for (Json container : containers) {
            if (container.at("exitCode").isNumber()) {
                exits.add(container.at("name").text() + "="
                        + container.at("exitCode").text());
            }
        }
        draft.attribute("exitCodes", String.join(",", exits));
    }

    private static String lastPart(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
