package io.millrace.models.sagemaker;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.models.forecast.Forecast;
import io.millrace.models.forecast.SeriesWindow;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * DeepAR: JSON in and out, a window of a series as question, quantiles of its coming steps as answer. An answer takes the
 * container some 300 to 1000 ms for each series, one after the other: few series a request, many requests under way.
 * Source: SageMaker's DeepAR inference formats.
 */
public final class DeepArWire implements EndpointWire<SeriesWindow, Forecast> {
    private static final long serialVersionUID = 1L;

    /** Digits, point, sign, exponent and comma of most numbers. */
    private static final int BYTES_OF_A_NUMBER = 20;

    private static final int BYTES_AROUND = 200;
    private static final DateTimeFormatter START =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final JsonFactory JSON = new JsonFactory();

    private final double[] levels;
    private final int steps;
    private final int samples;

    /**
     * @param levels of the quantiles that are asked for, between 0 and 1, rising
     * @param steps of a forecast: the prediction_length that the endpoint was trained with
     * @param samples paths that the model draws: num_samples
     */
    public DeepArWire(double[] levels, int steps, int samples) {
        this.levels = levels.clone();
        this.steps = steps;
        this.samples = samples;
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public String accept() {
        return "application/json";
    }

    @Override
    public int bytes(SeriesWindow window) {
        int numbers = window.size() + window.features().size() * (window.size() + steps);
        return BYTES_AROUND + BYTES_OF_A_NUMBER * numbers;
    }

    @Override
    public String body(List<SeriesWindow> windows) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("instances");
            for (SeriesWindow window : windows) {
                write(window, json);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("configuration");
            json.writeNumberField("num_samples", samples);
            json.writeArrayFieldStart("output_types");
            json.writeString("quantiles");
            json.writeEndArray();
            json.writeArrayFieldStart("quantiles");
            for (double level : levels) {
                json.writeString(String.valueOf(level));
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void write(SeriesWindow window, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeSeries(window, json);
        if (!window.features().isEmpty()) {
            json.writeArrayFieldStart("dynamic_feat");
            for (double[] feature : window.features()) {
                checkLength(feature, window);
                json.writeArray(feature, 0, feature.length);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** Start, values and categories: the fields that requests and training data have in common. */
    private static void writeSeries(SeriesWindow window, JsonGenerator json) throws IOException {
        json.writeStringField("start", START.format(Instant.ofEpochMilli(window.startMillis())));
        json.writeArrayFieldStart("target");
        for (int i = 0; i < window.size(); i++) {
            if (Double.isFinite(window.value(i))) {
                json.writeNumber(window.value(i));
            } else {
                json.writeString("NaN");
            }
        }
        json.writeEndArray();
        if (!window.categories().isEmpty()) {
            json.writeArrayFieldStart("cat");
            for (int category : window.categories()) {
                json.writeNumber(category);
            }
            json.writeEndArray();
        }
    }

    /** A series as a line of training data, without its end. */
    public static String trainingLine(SeriesWindow window) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            writeSeries(window, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void checkLength(double[] feature, SeriesWindow window) {
        if (feature.length != window.size() + steps) {
            throw new IllegalArgumentException("A dynamic feature has " + feature.length + " values; it must have "
                    + (window.size() + steps) + ": the window's " + window.size() + " and the forecast's " + steps);
        }
    }

    @Override
    public List<Forecast> answers(String body, List<SeriesWindow> windows) {
        List<JsonNode> rows = AnswerRows.of(body, "predictions", "quantiles", windows.size());
        var forecasts = new ArrayList<Forecast>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            SeriesWindow window = windows.get(i);
            var quantiles = new double[levels.length][];
            for (int level = 0; level < levels.length; level++) {
                quantiles[level] = values(rows.get(i).path("quantiles").path(String.valueOf(levels[level])), level);
            }
            forecasts.add(new Forecast(window.endMillis(), window.stepMillis(), levels, quantiles));
        }
        return forecasts;
    }

    private double[] values(JsonNode answered, int level) {
        if (answered.size() != steps) {
            throw AnswerRows.unreadable(
                    answered.size() + " steps of the quantile " + levels[level] + " where " + steps + " were trained");
        }
        var values = new double[steps];
        for (int step = 0; step < steps; step++) {
            values[step] = AnswerRows.number(answered.get(step), "value of the quantile " + levels[level]);
        }
        return values;
    }

    /** As the container writes it. */
    @Override
    public String row(Forecast answer) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("predictions");
            json.writeStartObject();
            json.writeObjectFieldStart("quantiles");
            for (double level : levels) {
                json.writeArrayFieldStart(String.valueOf(level));
                for (int step = 0; step < steps; step++) {
                    json.writeNumber(answer.quantile(level, step));
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @Override
    public Forecast read(String row, SeriesWindow question) {
        return answers(row, List.of(question)).get(0);
    }
}
