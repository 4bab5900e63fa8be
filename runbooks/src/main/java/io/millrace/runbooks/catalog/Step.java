package io.millrace.runbooks.catalog;

import java.util.List;

/** One action of a runbook: an SSM Automation document, or {@code notify}, and its parameters. */
public final class Step {
    private final String name;
    private final String action;
    private final int tier;
    private final String advice;
    private final List<Parameter> parameters;

    Step(String name, String action, int tier, String advice, List<Parameter> parameters) {
        this.name = name;
        this.action = action;
        this.tier = tier;
        this.advice = advice;
        this.parameters = List.copyOf(parameters);
    }

    /** Unique within the runbook; part of the command's id. */
    public String name() {
        return name;
    }

    /** SSM Automation document, or {@code notify}. */
    public String action() {
        return action;
    }

    /** 0 notify, 1 reversible and single target, 2 approval, 3 never automatic. */
    public int tier() {
        return tier;
    }

    /** What a person should know before doing, or after reading of, this step. */
    public String advice() {
        return advice;
    }

    List<Parameter> parameters() {
        return parameters;
    }
}
