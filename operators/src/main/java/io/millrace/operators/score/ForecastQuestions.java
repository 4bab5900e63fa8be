package io.millrace.operators.score;

import io.millrace.domain.ForecastAnswer;
import io.millrace.domain.ForecastRequest;
import io.millrace.domain.ForecastWindow;
import io.millrace.domain.RemoteAnswer;
import io.millrace.models.forecast.Forecast;
import io.millrace.models.forecast.ForecastJudge;
import io.millrace.models.forecast.SeasonalForecaster;
import io.millrace.models.forecast.SeriesWindow;
import io.millrace.models.sagemaker.DeepArWire;
import io.millrace.models.sagemaker.EndpointWire;
import io.millrace.operators.remote.Questions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** DeepAR: the last means of a series, asked once an hour; the points between pass in their order. */
public final class ForecastQuestions implements Questions<ForecastRequest, SeriesWindow, Forecast, ForecastAnswer> {
    private static final long serialVersionUID = 1L;

    private final DeepArWire wire;

    public ForecastQuestions(RemoteForecasts settings) {
        this.wire = settings.wire();
    }

    @Override
    public String kind() {
        return "forecast";
    }

    @Override
    public @Nullable ForecastAnswer unasked(ForecastRequest request) {
        return request.getWindow() == null ? new ForecastAnswer(request, null, "", request.getUnasked()) : null;
    }

    @Override
    public String endpoint(ForecastRequest request) {
        return request.getModel();
    }

    @Override
    public String position(ForecastRequest request) {
        return request.getPoint().getSeriesKey() + " from "
                + Instant.ofEpochMilli(question(request).endMillis());
    }

    @Override
    public Instant arrivedAt(ForecastRequest request) {
        return request.getPoint().getArrivedAt();
    }

    @Override
    public SeriesWindow question(ForecastRequest request) {
        ForecastWindow window = request.getWindow();
        return new SeriesWindow(
                window.getStart(),
                SeasonalForecaster.STEP_MILLIS,
                window.getValues().stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public EndpointWire<SeriesWindow, Forecast> wire() {
        return wire;
    }

    @Override
    public ForecastAnswer answered(ForecastRequest request, Forecast forecast, String variant) {
        return new ForecastAnswer(request, ForecastJudge.quantiles(forecast), variant, "");
    }

    @Override
    public ForecastAnswer unanswered(ForecastRequest request, String why) {
        return new ForecastAnswer(request, null, "", why);
    }

    @Override
    public @Nullable RemoteAnswer row(ForecastAnswer answer) {
        ForecastRequest request = answer.getRequest();
        if (request.getWindow() == null) {
            return null;
        }
        Forecast forecast = answer.getQuantiles() == null
                ? null
                : ForecastJudge.forecast(question(request).endMillis(), answer.getQuantiles());
        return row(request, forecast, answer.getVariant(), answer.getFailure());
    }
}
