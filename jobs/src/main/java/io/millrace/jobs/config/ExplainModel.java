package io.millrace.jobs.config;

import java.time.Duration;

/** Which Bedrock model explains threads beside the local analyst, and what it may cost. None by default. */
public final class ExplainModel {
    private static final String GROUP = "Bedrock";

    private final String modelId;
    private final String region;
    private final String endpoint;
    private final Duration deadline;
    private final int maxTokens;
    private final String guardrail;
    private final String guardrailVersion;
    private final int callsPerHour;
    private final int lowestPriority;
    private final int failures;

    private ExplainModel(Settings in) {
        modelId = in.named(GROUP, "model.id");
        region = modelId.isEmpty()
                ? in.text(GROUP, "aws.region", "")
                : in.required(GROUP, "aws.region", "the Region of the model");
        endpoint = in.text(GROUP, "aws.endpoint", "");
        deadline = in.duration(GROUP, "deadline", Duration.ofSeconds(30));
        maxTokens = in.integer(GROUP, "max.tokens", 1200, 200, 10_000);
        guardrail = in.named(GROUP, "guardrail.id");
        guardrailVersion = in.text(GROUP, "guardrail.version", "DRAFT");
        callsPerHour = in.integer(GROUP, "calls.per.hour", 60, 0, 100_000);
        lowestPriority = in.integer(GROUP, "lowest.priority", 3, 1, 5);
        failures = in.integer(GROUP, "failures.until.pause", 5, 1, 1_000_000);
    }

    static ExplainModel read(Settings in) {
        return new ExplainModel(in);
    }

    /** A model or inference profile; empty: only the local analyst explains. */
    public String modelId() {
        return modelId;
    }

    public boolean isWanted() {
        return !modelId.isEmpty();
    }

    public String region() {
        return region;
    }

    /** Address to use instead of the Region's; empty for the Region's. */
    public String endpoint() {
        return endpoint;
    }

    /** Without an answer by then the local analyst's text stays, marked. */
    public Duration deadline() {
        return deadline;
    }

    /** Most tokens of one answer. */
    public int maxTokens() {
        return maxTokens;
    }

    /** Bedrock guardrail that looks at event text; empty for none. */
    public String guardrail() {
        return guardrail;
    }

    public String guardrailVersion() {
        return guardrailVersion;
    }

    /** Most questions in an hour of arrival time, all threads together. */
    public int callsPerHour() {
        return callsPerHour;
    }

    /** Threads of a lower priority than this (1 is P1) are not worth a question. */
    public int lowestPriority() {
        return lowestPriority;
    }

    /** So many failures in a row, and the model is not asked for a minute. */
    public int failures() {
        return failures;
    }
}
