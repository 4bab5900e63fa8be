package io.millrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a state machine as the Amazon States Language says, with a stand-in for what its tasks call. Only what our
 * definitions use is known; a field, path or function that is not is an error. Nothing waits: a retry comes at once.
 */
final class StatesLanguage {
    private static final Set<String> FIELDS = Set.of(
            "Type",
            "Comment",
            "Next",
            "End",
            "Parameters",
            "ResultSelector",
            "ResultPath",
            "Resource",
            "Retry",
            "Catch",
            "Choices",
            "Default");
    private static final Pattern FUNCTION = Pattern.compile("States\\.(\\w+)\\((.*)\\)");
    private static final Pattern PART = Pattern.compile("\\.(\\w+)|\\[([0-9]+)]|\\[\\?\\(@\\.(\\w+) == '([^']*)'\\)]");

    private final JsonNode definition;
    private final Instant now;
    private final Service service;
    private final List<String> visited = new ArrayList<>();

    /** What a task calls. */
    interface Service {
        /** @throws TaskFailed with the error's name */
        JsonNode call(String resource, JsonNode parameters) throws TaskFailed;
    }

    /** A task's error, by the name that Retry and Catch know. */
    static final class TaskFailed extends Exception {
        private static final long serialVersionUID = 1;

        private final String error;

        TaskFailed(String error) {
            super(error);
            this.error = error;
        }

        String error() {
            return error;
        }
    }

    /**
     * @param definition with its substitutions made
     * @param now the time at which each state is entered
     */
    StatesLanguage(String definition, Instant now, Service service) throws IOException {
        this.definition = new ObjectMapper().readTree(definition);
        this.now = now;
        this.service = service;
    }

    /** Runs it and says how it ended: SUCCEEDED, or FAILED. */
    String run(JsonNode input) {
        JsonNode data = input;
        String name = definition.path("StartAt").asText();
        while (true) {
            JsonNode state = definition.path("States").path(name);
            state.fieldNames().forEachRemaining(field -> known(FIELDS.contains(field), "field " + field));
            visited.add(name);
            switch (state.path("Type").asText()) {
                case "Pass" -> data = into(data, state, parameters(state, data));
                case "Task" -> {
                    String failed = "";
                    try {
                        JsonNode result = task(state, parameters(state, data));
                        data = into(
                                data,
                                state,
                                state.has("ResultSelector") ? filled(state.path("ResultSelector"), result) : result);
                    } catch (TaskFailed e) {
                        failed = e.error();
                    }
                    if (!failed.isEmpty()) {
                        JsonNode caught = catcher(state, failed);
                        if (caught.isMissingNode()) {
                            return "FAILED";
                        }
                        data = into(data, caught, object().put("Error", failed).put("Cause", "said by the stand-in"));
                        name = caught.path("Next").asText();
                        continue;
                    }
                }
                case "Choice" -> {
                    name = choose(state, data);
                    continue;
                }
                case "Succeed" -> {
                    return "SUCCEEDED";
                }
                default -> known(false, "state " + name);
            }
            if (state.path("End").asBoolean()) {
                return "SUCCEEDED";
            }
            name = state.path("Next").asText();
        }
    }

    /** Names of the states, in the order in which they were entered. */
    List<String> visited() {
        return visited;
    }

    private JsonNode task(JsonNode state, JsonNode parameters) throws TaskFailed {
        int tried = 0;
        while (true) {
            try {
                return service.call(state.path("Resource").asText(), parameters);
            } catch (TaskFailed e) {
                int most = 0;
                for (JsonNode retry : state.path("Retry")) {
                    if (catches(retry, e.error())) {
                        most = retry.path("MaxAttempts").asInt(3);
                        break;
                    }
                }
                if (tried++ >= most) {
                    throw e;
                }
            }
        }
    }

    private static JsonNode catcher(JsonNode state, String error) {
        for (JsonNode catcher : state.path("Catch")) {
            if (catches(catcher, error)) {
                return catcher;
            }
        }
        return MissingNode.getInstance();
    }

    private static boolean catches(JsonNode rule, String error) {
        for (JsonNode equal : rule.path("ErrorEquals")) {
            if (equal.asText().equals(error) || equal.asText().equals("States.ALL")) {
                return true;
            }
        }
        return false;
    }

    private String choose(JsonNode state, JsonNode data) {
        for (JsonNode choice : state.path("Choices")) {
            JsonNode value = at(choice.path("Variable").asText(), data);
            if (choice.has("IsPresent")) {
                if (choice.path("IsPresent").asBoolean() != value.isMissingNode()) {
                    return choice.path("Next").asText();
                }
            } else if (choice.has("TimestampLessThanPath")) {
                // a text that is no timestamp matches nothing, and is no error
                if (Instant.parse(value.asText())
                        .isBefore(Instant.parse(
                                at(choice.path("TimestampLessThanPath").asText(), data)
                                        .asText()))) {
                    return choice.path("Next").asText();
                }
            } else {
                known(false, "choice " + choice);
            }
        }
        return state.path("Default").asText();
    }

    private JsonNode parameters(JsonNode state, JsonNode data) {
        return state.has("Parameters") ? filled(state.path("Parameters"), data) : data;
    }

    private static JsonNode into(JsonNode data, JsonNode state, JsonNode result) {
        String path = state.path("ResultPath").asText("$");
        if (path.equals("$")) {
            return result;
        }
        ObjectNode whole = data.deepCopy();
        whole.set(path.substring(2), result);
        return whole;
    }

    private JsonNode filled(JsonNode template, JsonNode data) {
        if (template.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            template.forEach(item -> array.add(filled(item, data)));
            return array;
        }
        if (!template.isObject()) {
            return template;
        }
        ObjectNode object = object();
        template.properties().forEach(field -> {
            if (field.getKey().endsWith(".$")) {
                JsonNode value = value(field.getValue().asText(), data);
                known(!value.isMissingNode(), "nothing at " + field.getValue());
                object.set(field.getKey().substring(0, field.getKey().length() - 2), value);
            } else {
                object.set(field.getKey(), filled(field.getValue(), data));
            }
        });
        return object;
    }

    private JsonNode value(String expression, JsonNode data) {
        if (expression.equals("$$.State.EnteredTime")) {
            return JsonNodeFactory.instance.textNode(now.toString());
        }
        var function = FUNCTION.matcher(expression);
        if (!function.matches()) {
            return at(expression, data);
        }
        List<String> arguments = List.of(function.group(2).split(", ", -1));
        switch (function.group(1)) {
            case "Format" -> {
                String text = arguments.get(0).substring(1, arguments.get(0).length() - 1);
                for (String argument : arguments.subList(1, arguments.size())) {
                    JsonNode value = at(argument, data);
                    known(value.isValueNode(), "no text at " + argument);
                    text = text.replaceFirst("\\{}", Matcher.quoteReplacement(value.asText()));
                }
                return JsonNodeFactory.instance.textNode(text);
            }
            case "JsonMerge" -> {
                known(arguments.size() == 3 && arguments.get(2).equals("false"), "only a shallow merge");
                ObjectNode merged = at(arguments.get(0), data).deepCopy();
                merged.setAll((ObjectNode) at(arguments.get(1), data));
                return merged;
            }
            default -> throw new IllegalArgumentException("Not known here: " + expression);
        }
    }

    private static JsonNode at(String path, JsonNode data) {
        known(path.startsWith("$"), "path " + path);
        JsonNode value = data;
        var part = PART.matcher(path);
        int end = 1;
        while (end < path.length()) {
            known(part.find(end) && part.start() == end, "path " + path);
            if (part.group(1) != null) {
                value = value.path(part.group(1));
            } else if (part.group(2) != null) {
                value = value.path(Integer.parseInt(part.group(2)));
            } else {
                ArrayNode found = JsonNodeFactory.instance.arrayNode();
                for (JsonNode item : value) {
                    if (item.path(part.group(3)).asText().equals(part.group(4))) {
                        found.add(item);
                    }
                }
                value = found;
            }
            end = part.end();
        }
        return value;
    }

    private static void known(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("Not known here: " + what);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
