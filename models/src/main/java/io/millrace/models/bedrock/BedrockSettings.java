package io.millrace.models.bedrock;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which Bedrock model is asked, where, and within what bounds. */
public final class BedrockSettings implements ModelAnalystProvider, Serializable {
    private static final long serialVersionUID = 1L;

    final String modelId;
    final String region;
    final @Nullable URI address;
    final Duration deadline;
    final int maxTokens;
    final String guardrail;
    final String guardrailVersion;
    final int failures;

    /**
     * @param modelId a model or inference profile
     * @param address instead of the Region's, or null
     * @param deadline of one question, its retries included
     * @param maxTokens of one answer
     * @param guardrail looks at event text; empty for none
     * @param failures in a row, after which the model is not asked for a minute
     */
    public BedrockSettings(
            String modelId,
            String region,
            @Nullable URI address,
            Duration deadline,
            int maxTokens,
            String guardrail,
            String guardrailVersion,
            int failures) {
        this.modelId = modelId;
        this.region = region;
        this.address = address;
        this.deadline = deadline;
        this.maxTokens = maxTokens;
        this.guardrail = guardrail;
        this.guardrailVersion = guardrailVersion;
        this.failures = failures;
    }

    @Override
    public ModelAnalyst open() {
        return new BedrockAnalyst(this);
    }
}
