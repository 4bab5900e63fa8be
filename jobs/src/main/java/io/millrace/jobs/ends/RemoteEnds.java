package io.millrace.jobs.ends;

import io.millrace.domain.explain.ExplainBudget;
import io.millrace.jobs.RemoteModels;
import io.millrace.jobs.config.AccessEndpoint;
import io.millrace.jobs.config.ExplainModel;
import io.millrace.jobs.config.ForecastEndpoints;
import io.millrace.jobs.config.ForestEndpoints;
import io.millrace.jobs.config.JobConfig;
import io.millrace.models.bedrock.BedrockSettings;
import io.millrace.models.sagemaker.AccessWire;
import io.millrace.models.sagemaker.ForestWire;
import io.millrace.models.sagemaker.SageMakerEndpoints;
import io.millrace.operators.remote.AnswerFiles;
import io.millrace.operators.remote.Asking;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The remote models that a configuration names. */
final class RemoteEnds {
    private RemoteEnds() {}

    static RemoteModels of(JobConfig config) {
        ForestEndpoints forests = config.forests();
        AccessEndpoint access = config.accessEndpoint();
        ExplainModel model = config.explainModel();
        ForecastEndpoints forecasts = config.forecastEndpoints();
        return new RemoteModels(
                asking(config),
                new SageMakerEndpoints<>(
                        new ForestWire(),
                        forests.region(),
                        address(forests.endpoint()),
                        forests.deadline(),
                        forests.inFlight()),
                new SageMakerEndpoints<>(
                        forecasts.remote().wire(),
                        forecasts.region(),
                        address(forecasts.address()),
                        forecasts.remote().calls().deadline(),
                        forecasts.remote().calls().inFlight()),
                access.remote(),
                new SageMakerEndpoints<>(
                        AccessWire.csv(),
                        access.region(),
                        address(access.address()),
                        access.remote().deadline(),
                        access.remote().inFlight()),
                model.isWanted(),
                new BedrockSettings(
                        model.modelId(),
                        model.region(),
                        address(model.endpoint()),
                        model.deadline(),
                        model.maxTokens(),
                        model.guardrail(),
                        model.guardrailVersion(),
                        model.failures()),
                new ExplainBudget(model.callsPerHour(), model.lowestPriority()),
                model.deadline());
    }

    /** Nobody waits for a bounded run, so it waits for the models. */
    private static Asking asking(JobConfig config) {
        return config.replay()
                .map(files -> files.answers().isEmpty()
                        ? Asking.patiently()
                        : Asking.recorded(new AnswerFiles(files.answers())))
                .orElseGet(Asking::live);
    }

    private static @Nullable URI address(String text) {
        return text.isEmpty() ? null : URI.create(text);
    }
}
