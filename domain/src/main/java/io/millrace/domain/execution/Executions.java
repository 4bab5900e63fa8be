package io.millrace.domain.execution;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.ExecutionState;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.Outcome;
import io.millrace.domain.id.Ids;
import io.millrace.domain.record.Copies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Joins what Systems Manager says of an execution, which names nothing but the execution, with the command that it was started
 * for, which its executor named when it said STARTED. The end of a command's execution becomes one {@code Remediation Outcome},
 * whatever is repeated and in which order it comes.
 */
public final class Executions {
    /** The end of an execution waits so long for whoever started it (arrival time). */
    public static final Duration PARKED = Duration.ofHours(1);

    /** A command's execution is remembered so long after the last word about it: longer ones wait for people. */
    public static final Duration REMEMBERED = Duration.ofDays(1);

    /** What an end is called that no command was found for. */
    public static final String UNMATCHED = "UNMATCHED";

    private static final String REPORT = "Remediation Outcome";
    private static final String SYSTEMS_MANAGER = "aws.ssm";
    private static final String STATUS = "EC2 Automation Execution Status-change Notification";

    /** By which an executor tells the end itself. */
    private static final Set<String> ENDS = Set.of("SUCCEEDED", "FAILED", "TIMED_OUT", "CANCELLED");

    private Executions() {}

    /** The execution that an executor's report or a status event names; empty when it is neither. */
    public static Optional<String> id(OpsEvent event) {
        String id = event.getAttributes().getOrDefault("executionId", "");
        return id.isEmpty() || !(isReport(event) || isStatus(event)) ? Optional.empty() : Optional.of(id);
    }

    /** What an executor says of its own: the parser gives this kind to allowed sources only. */
    public static boolean isReport(OpsEvent event) {
        return event.getKind() == EventKind.OUTCOME && event.getDetailType().equals(REPORT);
    }

    /** How an automation stands, by Systems Manager itself: only AWS sends as {@code aws.}. */
    public static boolean isStatus(OpsEvent event) {
        return event.getSource().equals(SYSTEMS_MANAGER)
                && event.getDetailType().equals(STATUS)
                && event.getAttributes().containsKey("executionId");
    }

    /** @param known what is known of the event's execution, null when nothing is; never modified */
    public static ExecutionStep on(@Nullable ExecutionState known, OpsEvent event) {
        var state = known == null ? new ExecutionState("", "", "", "", List.of(), 0L) : copy(known);
        return isReport(event) ? onReport(state, event) : onStatus(state, event);
    }

    /** The first report that names a command says whose the execution is; what waited for it goes on. */
    private static ExecutionStep onReport(ExecutionState state, OpsEvent event) {
        String commandId = event.getAttributes().getOrDefault("commandId", "");
        boolean belongs = state.getCommandId().isEmpty() || state.getCommandId().equals(commandId);
        if (commandId.isEmpty() || !belongs) {
            return new ExecutionStep(state, List.of());
        }
        state.setCommandId(commandId);
        state.setThreadId(event.getAttributes().getOrDefault("threadId", ""));
        state.setScope(event.getAttributes().getOrDefault("scope", ""));
        remember(state, event, REMEMBERED);
        String word = event.getAttributes().getOrDefault("outcome", "");
        if (ENDS.contains(word)) {
            // it tells the end itself: what Systems Manager says of it is nothing new
            state.setTold(word);
        }
        List<OpsEvent> parked = state.getParked();
        state.setParked(List.of());
        return new ExecutionStep(
                state,
                parked.stream()
                        .flatMap(status -> end(state, status, event.getArrivedAt()).stream())
                        .collect(Collectors.toList()));
    }

    private static ExecutionStep onStatus(ExecutionState state, OpsEvent event) {
        if (!state.getCommandId().isEmpty()) {
            remember(state, event, REMEMBERED);
            var events = new ArrayList<OpsEvent>();
            events.add(marked(state, event));
            end(state, event, event.getArrivedAt()).ifPresent(events::add);
            return new ExecutionStep(state, events);
        }
        Optional<String> word = word(event);
        boolean isNew = word.isPresent()
                && state.getParked().stream().noneMatch(parked -> word(parked).equals(word));
        if (isNew) {
            var parked = new ArrayList<>(state.getParked());
            parked.add(event);
            state.setParked(parked);
            remember(state, event, PARKED);
        }
        return new ExecutionStep(state, List.of(event));
    }

    /** An execution ends once: the first end counts. */
    private static Optional<OpsEvent> end(ExecutionState state, OpsEvent status, Instant knownAt) {
        Optional<String> word = word(status).filter(said -> state.getTold().isEmpty());
        word.ifPresent(state::setTold);
        return word.map(said -> outcome(state, status, said, knownAt));
    }

    /** The executor's report that Systems Manager wrote for it. */
    private static OpsEvent outcome(ExecutionState state, OpsEvent status, String word, Instant knownAt) {
        String executionId = status.getAttributes().getOrDefault("executionId", "");
        String eventId = Ids.hash("execution", executionId, state.getCommandId(), word);
        var attributes = new TreeMap<String, String>();
        attributes.put("commandId", state.getCommandId());
        attributes.put("executionId", executionId);
        attributes.put("outcome", word);
        attributes.put("automationStatus", status.getAttributes().getOrDefault("automationStatus", ""));
        if (!state.getThreadId().isEmpty()) {
            attributes.put("threadId", state.getThreadId());
        }
        if (!state.getScope().isEmpty()) {
            attributes.put("scope", state.getScope());
        }
        return OpsEvent.newBuilder(status)
                .setEventId(eventId)
                .setOrigin(Origin.DERIVED)
                .setArrivedAt(knownAt.isAfter(status.getArrivedAt()) ? knownAt : status.getArrivedAt())
                .setSource("millrace")
                .setDetailType(REPORT)
                .setKind(EventKind.OUTCOME)
                .setStatus(EventStatus.INFORMATIONAL)
                .setSeverity(1)
                .setIdentity("outcome:execution:" + eventId)
                .setDeliveryId("execution:" + eventId)
                .setTitle(REPORT + ": " + word)
                .setText(status.getTitle())
                .setCorrelationKeys(List.of())
                .setAttributes(attributes)
                .setValues(new TreeMap<>())
                .build();
    }

    /** The status event as it came, with the command that it belongs to: policy knows by it that the outcome tells it. */
    private static OpsEvent marked(ExecutionState state, OpsEvent event) {
        var attributes = new TreeMap<>(event.getAttributes());
        attributes.put("commandId", state.getCommandId());
        return OpsEvent.newBuilder(event).setAttributes(attributes).build();
    }

    /** Rows for ends whose hour is over at {@code now} (arrival time). */
    public static List<Outcome> unmatched(ExecutionState state, Instant now) {
        return state.getParked().stream()
                .map(status -> Outcome.newBuilder()
                        .setEventId(status.getEventId())
                        .setCommandId("")
                        .setThreadId("")
                        .setExecutionId(status.getAttributes().getOrDefault("executionId", ""))
                        .setOutcome(UNMATCHED)
                        .setDetail(status.getTitle() + "; nobody said within " + PARKED.toMinutes()
                                + " minutes that it was started for a command")
                        .setEventTime(status.getEventTime())
                        .setArrivedAt(now)
                        .build())
                .collect(Collectors.toList());
    }

    private static Optional<String> word(OpsEvent status) {
        return ExecutionWords.end(status.getAttributes().getOrDefault("automationStatus", ""));
    }

    private static void remember(ExecutionState state, OpsEvent event, Duration span) {
        long until = event.getArrivedAt().plus(span).toEpochMilli();
        // the hour of a parked end begins with its first word; a command's day with the last
        boolean prolongs = state.getForgetAt() == 0 || !state.getCommandId().isEmpty();
        if (prolongs) {
            state.setForgetAt(Math.max(state.getForgetAt(), until));
        }
    }

    private static ExecutionState copy(ExecutionState known) {
        return Copies.shallow(known, new ExecutionState());
    }
}
