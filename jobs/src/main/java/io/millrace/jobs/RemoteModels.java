package io.millrace.jobs;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.ForecastAnswer;
import io.millrace.domain.ForecastRequest;
import io.millrace.domain.ScoreAnswer;
import io.millrace.domain.ScoreRequest;
import io.millrace.domain.explain.ExplainBudget;
import io.millrace.models.access.Access;
import io.millrace.models.bedrock.ModelAnalystProvider;
import io.millrace.models.forecast.Forecast;
import io.millrace.models.forecast.SeriesWindow;
import io.millrace.models.remote.RemoteModel;
import io.millrace.models.remote.RemoteModelProvider;
import io.millrace.operators.access.AccessQuestions;
import io.millrace.operators.access.RemoteAccess;
import io.millrace.operators.remote.AskOperatorFactory;
import io.millrace.operators.remote.Asking;
import io.millrace.operators.score.ForecastQuestions;
import io.millrace.operators.score.ForestQuestions;
import io.millrace.operators.score.ScoreSettings;
import java.time.Duration;

/** How the remote models are reached. Their operators are always there; without a wish nothing is sent to them. */
public final class RemoteModels {
    private final Asking asking;
    private final RemoteModelProvider<String, Double> forests;
    private final RemoteModelProvider<SeriesWindow, Forecast> forecasts;
    private final RemoteAccess access;
    private final RemoteModelProvider<Access, Double> accesses;
    private final boolean analystWanted;
    private final ModelAnalystProvider analyst;
    private final ExplainBudget budget;
    private final Duration deadline;

    /**
     * @param asking the models, or what they answered in an earlier run
     * @param analystWanted whether a language model is asked at all
     * @param deadline of one question to it
     */
    public RemoteModels(
            Asking asking,
            RemoteModelProvider<String, Double> forests,
            RemoteModelProvider<SeriesWindow, Forecast> forecasts,
            RemoteAccess access,
            RemoteModelProvider<Access, Double> accesses,
            boolean analystWanted,
            ModelAnalystProvider analyst,
            ExplainBudget budget,
            Duration deadline) {
        this.asking = asking;
        this.forests = forests;
        this.forecasts = forecasts;
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
                Asking.live(),
                RemoteModels::none,
                RemoteModels::none,
                RemoteAccess.none(),
                RemoteModels::none,
                false,
                () -> {
                    throw new IllegalStateException("No language model is configured, but one was asked for");
                },
                new ExplainBudget(0, 1),
                Duration.ofSeconds(1));
    }

    private static <Q, A> RemoteModel<Q, A> none(String endpoint) {
        throw new IllegalStateException("No endpoint is configured, but " + endpoint + " was asked for");
    }

    AskOperatorFactory<ScoreRequest, String, Double, ScoreAnswer> forestQuestions(ScoreSettings scoring) {
        return new AskOperatorFactory<>(
                new ForestQuestions(), scoring.remote().calls(), asking, forests, ScoreRequest.class);
    }

    AskOperatorFactory<ForecastRequest, SeriesWindow, Forecast, ForecastAnswer> forecastQuestions(
            ScoreSettings scoring) {
        var remote = scoring.remoteForecasts();
        return new AskOperatorFactory<>(
                new ForecastQuestions(remote), remote.calls(), asking, forecasts, ForecastRequest.class);
    }

    AskOperatorFactory<AccessSighting, Access, Double, AccessSighting> accessQuestions() {
        return new AskOperatorFactory<>(
                new AccessQuestions(access), access.calls(), asking, accesses, AccessSighting.class);
    }

    Asking asking() {
        return asking;
    }

    RemoteAccess access() {
        return access;
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
