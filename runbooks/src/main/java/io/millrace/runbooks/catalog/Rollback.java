package io.millrace.runbooks.catalog;

import java.util.List;

/** How a step is taken back: an action and its parameters, carried on the step's command. */
final class Rollback {
    private final String action;
    private final List<Parameter> parameters;

    Rollback(String action, List<Parameter> parameters) {
        this.action = action;
        this.parameters = List.copyOf(parameters);
    }

    String action() {
        return action;
    }

    List<Parameter> parameters() {
        return parameters;
    }
}
