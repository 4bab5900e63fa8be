package io.millrace.runbooks.catalog;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One action of a runbook: an SSM Automation document, or {@code notify}, and its parameters. */
public final class Step {
    private final String name;
    private final String action;
    private final int tier;
    private final String advice;
    private final List<Parameter> parameters;
    private final @Nullable Rollback rollback;

    Step(String name, String action, int tier, String advice, List<Parameter> parameters, @Nullable Rollback rollback) {
        this.name = name;
        this.action = action;
        this.tier = tier;
        this.advice = advice;
        this.parameters = List.copyOf(parameters);
        this.rollback = rollback;
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

    /** How it is taken back; empty when nothing was declared. */
    Optional<Rollback> rollback() {
        return Optional.ofNullable(rollback);
    }

    List<Parameter> parameters() {
        return parameters;
    }
}
