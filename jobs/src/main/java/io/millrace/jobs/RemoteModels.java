package io.millrace.jobs;

import io.millrace.domain.explain.ExplainBudget;
import io.millrace.models.access.Access;
import io.millrace.models.bedrock.ModelAnalystProvider;
import io.millrace.models.remote.RemoteModelProvider;
import io.millrace.operators.access.RemoteAccess;
import java.time.Duration;

/** How the remote models are reached. Their operators are always there; without a wish nothing is sent to them. */
public final class RemoteModels {
    private final RemoteModelProvider<String, Double> forests;
    private final RemoteAccess access;
    private final RemoteModelProvider<Access, Double> accesses;
    private final boolean analystWanted;
    private final ModelAnalystProvider analyst;
    private final ExplainBudget budget;
    private final Duration deadline;

    /**
     * @param analystWanted whether a language model is asked at all
     * @param deadline of one question to it
     */
    public RemoteModels(
            RemoteModelProvider<String, Double> forests,
            RemoteAccess access,
            RemoteModelProvider<Access, Double> accesses,
            boolean analystWanted,
            ModelAnalystProvider analyst,
            ExplainBudget budget,
            Duration deadline) {
        this.forests = forests;
        this.access = access;
        this.accesses = accesses;
        this.analystWanted = analystWanted;
        this.analyst = analyst;
        this.budget = budget;
        this.deadline = deadline;
    }

    /** No remote model is asked. */
    public static RemoteModels none() {
        return new RemoteModels(
                endpoint -> {
                    throw new IllegalStateException("No endpoint is configured, but " + endpoint + " was asked for");
                },
                RemoteAccess.none(),
                endpoint -> {
                    throw new IllegalStateException("No endpoint is configured, but " + endpoint + " was asked for");
                },
                false,
                () -> {
                    throw new IllegalStateException("No language model is configured, but one was asked for");
                },
                new ExplainBudget(0, 1),
                Duration.ofSeconds(1));
    }

    RemoteModelProvider<String, Double> forests() {
        return forests;
    }

    RemoteAccess access() {
        return access;
    }

    RemoteModelProvider<Access, Double> accesses() {
        return accesses;
    }

    boolean analystWanted() {
        return analystWanted;
    }

    ModelAnalystProvider analyst() {
        return analyst;
    }

    ExplainBudget budget() {
        return budget;
    }

    Duration deadline() {
        return deadline;
    }
}
