package io.millrace.models.forecast;

import io.millrace.domain.ForecastAnswer;
import io.millrace.domain.ForecastJudgeState;
import io.millrace.domain.ForecastQuantile;
import io.millrace.domain.JudgedStep;
import io.millrace.domain.record.Copies;
import io.millrace.models.series.SeriesScore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a remote forecast means for one series: its steps are compared with the endpoint's quantiles; a step for which there
 * are none keeps the embedded forecast's departure. Without any answer the scores are exactly the embedded detector's. Pure:
 * state in, state out.
 */
public final class ForecastJudge {
    private final ForecastSettings settings;

    public ForecastJudge(ForecastSettings settings) {
        this.settings = settings;
    }

    /** The state after the answer's forecast, if it has one or should have had one, and after the steps of its point. */
    public ForecastJudgeState next(ForecastJudgeState known, ForecastAnswer answer) {
        var next = Copies.shallow(known, new ForecastJudgeState());
        if (answer.getQuantiles() != null) {
            var window = answer.getRequest().getWindow();
            next.setStart(window.getStart() + window.getValues().size() * SeasonalForecaster.STEP_MILLIS);
            next.setQuantiles(answer.getQuantiles());
            next.setVariant(answer.getVariant());
            next.setFailure("");
        } else if (!answer.getFailure().isEmpty()) {
            next.setQuantiles(List.of());
            next.setVariant("");
            next.setFailure(answer.getFailure());
        }
        for (JudgedStep step : answer.getRequest().getSteps()) {
            judge(next, step);
        }
        return next;
    }

    private void judge(ForecastJudgeState next, JudgedStep step) {
        double departure = step.getDeparture();
        next.setExpected(step.getExpected());
        Forecast forecast = forecast(next);
        int position = forecast == null ? -1 : forecast.stepAt(step.getStart());
        if (forecast != null && position >= 0) {
            // As the embedded detector keeps them: the same value through any number of saves.
            departure = (float) Departure.of(step.getMean(), forecast, position, settings.side());
            next.setExpected(forecast.quantile(0.5, position));
        }
        var departures = new ArrayList<>(next.getDepartures());
        departures.add(departure);
        next.setDepartures(new ArrayList<>(
                departures.subList(Math.max(0, departures.size() - settings.steps()), departures.size())));
    }

    /** The verdict on the newest point by this state. */
    public SeriesScore score(ForecastJudgeState state) {
        List<Double> departures = state.getDepartures();
        double lasting = departures.size() < settings.steps() ? 0 : Collections.min(departures);
        double newest = departures.isEmpty() ? 0 : departures.get(departures.size() - 1);
        return SeriesScore.of(
                lasting, departures.isEmpty() ? Double.NaN : state.getExpected(), settings.threshold(), newest);
    }

    /** Whether the endpoint's forecast covers this time; else the embedded one stands. */
    public static boolean covers(ForecastJudgeState state, long millis) {
        Forecast forecast = forecast(state);
        return forecast != null && forecast.stepAt(millis) >= 0;
    }

    private static @Nullable Forecast forecast(ForecastJudgeState state) {
        List<ForecastQuantile> quantiles = state.getQuantiles();
        if (quantiles.isEmpty()) {
            return null;
        }
        return forecast(state.getStart(), quantiles);
    }

    /** A forecast from its record. @param start of its first step */
    public static Forecast forecast(long start, List<ForecastQuantile> quantiles) {
        var levels = new double[quantiles.size()];
        var values = new double[quantiles.size()][];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = quantiles.get(i).getLevel();
            values[i] = quantiles.get(i).getValues().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        }
        return new Forecast(start, SeasonalForecaster.STEP_MILLIS, levels, values);
    }

    /** An endpoint's forecast as records carry it. */
    public static List<ForecastQuantile> quantiles(Forecast forecast) {
        var quantiles = new ArrayList<ForecastQuantile>();
        for (double level : forecast.levels()) {
            var values = new ArrayList<Double>(forecast.steps());
            for (int step = 0; step < forecast.steps(); step++) {
                values.add(forecast.quantile(level, step));
            }
            quantiles.add(new ForecastQuantile(level, values));
        }
        return quantiles;
    }
}
