package io.millrace.models.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.forecast.Forecast;
import io.millrace.models.forecast.SeriesWindow;
import io.millrace.models.remote.Answers;
import io.millrace.models.remote.RemoteModelException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DeepAR over the wire. */
class DeepArEndpointTest extends InvokeEndpointContract<SeriesWindow, Forecast> {
    private static final long FIVE_MINUTES = 300_000;
    private static final long START = Instant.parse("2009-11-01T00:00:00Z").toEpochMilli();
    private static final double[] LEVELS = {0.5, 0.9};

    private static final SeriesWindow PLAIN =
            new SeriesWindow(START, FIVE_MINUTES, new double[] {4.0, Double.NaN, 1e-5});
    private static final SeriesWindow RICH = new SeriesWindow(START + FIVE_MINUTES, FIVE_MINUTES, new double[] {7.25})
            .of(List.of(0, 3))
            .with(List.of(new double[] {1, 0, 1}));

    @Override
    EndpointWire<SeriesWindow, Forecast> wire() {
        return new DeepArWire(LEVELS, 2, 50);
    }

    @Override
    List<SeriesWindow> questions() {
        return List.of(PLAIN, RICH);
    }

    @Override
    String requestBody() {
        return "{\"instances\":["
                + "{\"start\":\"2009-11-01 00:00:00\",\"target\":[4.0,\"NaN\",1.0E-5]},"
                + "{\"start\":\"2009-11-01 00:05:00\",\"target\":[7.25],\"cat\":[0,3],\"dynamic_feat\":[[1.0,0.0,1.0]]}],"
                + "\"configuration\":{\"num_samples\":50,\"output_types\":[\"quantiles\"],\"quantiles\":[\"0.5\",\"0.9\"]}}";
    }

    @Override
    String answerBody(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row ->
                        "{\"quantiles\":{\"0.9\":[" + (row + 0.75) + ",9],\"0.5\":[" + row + ",8]},\"mean\":[1,2]}")
                .collect(Collectors.joining(",", "{\"predictions\":[", "]}"));
    }

    @Override
    void check(Answers<Forecast> answers) {
        assertThat(answers.size()).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            Forecast forecast = answers.get(i);
            assertThat(forecast.steps()).isEqualTo(2);
            assertThat(forecast.quantile(0.5, 0)).isEqualTo(i);
            assertThat(forecast.quantile(0.9, 0)).isEqualTo(i + 0.75);
            assertThat(forecast.quantile(0.7, 1)).isEqualTo(8.5);
        }
        assertThat(answers.get(0).startMillis()).isEqualTo(START + 3 * FIVE_MINUTES);
        assertThat(answers.get(1).startMillis()).isEqualTo(START + 2 * FIVE_MINUTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"0.5\":[1,2]}",
                "{\"0.5\":[1,2],\"0.9\":[1]}",
                "{\"0.5\":[1,2],\"0.9\":[1,2,3]}",
                "{\"0.5\":[1,2],\"0.9\":[1,\"NaN\"]}",
                "{\"0.5\":[1,2],\"0.9\":7}",
                "[]"
            })
    void aForecastThatIsNotWholeIsUnreadable(String quantiles) {
        String whole = "{\"quantiles\":{\"0.5\":[1,2],\"0.9\":[1,2]}}";

        assertThatThrownBy(() -> wire().answers(
                                "{\"predictions\":[" + whole + ",{\"quantiles\":" + quantiles + "}]}", questions()))
                .isInstanceOfSatisfying(RemoteModelException.class, failure -> assertThat(failure.code())
                        .isEqualTo("unreadable"));
    }

    @Test
    void quantilesThatCrossAreSorted() {
        Forecast forecast = wire().answers(
                        "{\"predictions\":[{\"quantiles\":{\"0.5\":[3,2],\"0.9\":[1,2]}}]}", List.of(PLAIN))
                .get(0);

        assertThat(forecast.quantile(0.5, 0)).isEqualTo(1);
        assertThat(forecast.quantile(0.9, 0)).isEqualTo(3);
    }

    @Test
    void aFeatureMustReachToTheEndOfTheForecast() {
        assertThatThrownBy(() -> wire().body(List.of(PLAIN.with(List.of(new double[4])))))
                .hasMessageContaining("has 4 values; it must have 5: the window's 3 and the forecast's 2");
    }

    @Test
    void aLineOfTrainingDataIsTheSeriesAlone() {
        assertThat(DeepArWire.trainingLine(PLAIN.of(List.of(2))))
                .isEqualTo("{\"start\":\"2009-11-01 00:00:00\",\"target\":[4.0,\"NaN\",1.0E-5],\"cat\":[2]}");
    }
}
