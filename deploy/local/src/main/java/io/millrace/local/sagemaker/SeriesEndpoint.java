package io.millrace.local.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.WireAnswer;
import io.millrace.local.http.WirePost;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * DeepAR's formats with a seasonal forecast of each window behind them: no neural network, and nothing learned from other
 * series. As a model that was trained without categories and features it refuses both.
 */
public final class SeriesEndpoint implements EndpointModel {
    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Set<String> OUTPUTS = Set.of("mean", "quantiles", "samples");

    private final int steps;
    private final Duration step;

    /**
     * @param steps of a forecast: prediction_length
     * @param step time_freq
     */
    public SeriesEndpoint(int steps, Duration step) {
        this.steps = steps;
        this.step = step;
    }

    @Override
    public String description() {
        return "seasonal forecast of " + steps + " steps of " + step.toMinutes() + " min, no neural network";
    }

    @Override
    public WireAnswer invoke(WirePost post) {
        if (!InstanceBody.type(post).equals("application/json")) {
            throw UnfitRequestException.unsupported("Content-type must be application/json");
        }
        JsonNode document = InstanceBody.document(post);
        JsonNode configuration = document.path("configuration");
        Set<String> outputs = outputs(configuration);
        var predictions = new ArrayList<ObjectNode>();
        for (JsonNode instance : document.path("instances")) {
            predictions.add(prediction(window(instance), configuration, outputs));
        }
        return InstanceBody.answer(post, "predictions", predictions);
    }

    private static Set<String> outputs(JsonNode configuration) {
        var outputs = new TreeSet<String>();
        configuration.path("output_types").forEach(type -> outputs.add(type.asText()));
        if (!OUTPUTS.containsAll(outputs)) {
            throw UnfitRequestException.badRequest(
                    "output_types has " + outputs + "; there are mean, quantiles, samples");
        }
        return outputs.isEmpty() ? Set.of("mean", "quantiles") : outputs;
    }

    private WindowForecast window(JsonNode instance) {
        try {
            LocalDateTime.parse(instance.path("start").asText(), START);
        } catch (DateTimeParseException e) {
            throw UnfitRequestException.badRequest(
                    "start must be like 2009-11-01 00:00:00, it is " + instance.path("start"));
        }
        for (String untrained : List.of("cat", "dynamic_feat")) {
            if (instance.has(untrained)) {
                throw UnfitRequestException.badRequest(untrained + " was given, and the model was trained without it");
            }
        }
        JsonNode target = instance.path("target");
        var values = new double[target.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(target.get(i));
        }
        int day = (int) Math.max(1, Duration.ofDays(1).dividedBy(step));
        return new WindowForecast(values, day, steps);
    }

    private static double value(JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        if (value.asText().equals("NaN") || value.isNull()) {
            return Double.NaN;
        }
        throw UnfitRequestException.badRequest("target has " + value + "; it must have numbers and \"NaN\"");
    }

    private ObjectNode prediction(WindowForecast window, JsonNode configuration, Set<String> outputs) {
        ObjectNode prediction = JsonNodeFactory.instance.objectNode();
        int samples = configuration.path("num_samples").asInt(100);
        if (outputs.contains("quantiles")) {
            ObjectNode quantiles = prediction.putObject("quantiles");
            for (String level : levels(configuration)) {
                var values = quantiles.putArray(level);
                for (int i = 0; i < steps; i++) {
                    values.add(window.quantile(level(level), i));
                }
            }
        }
        if (outputs.contains("mean")) {
            var values = prediction.putArray("mean");
            for (int i = 0; i < steps; i++) {
                values.add(window.quantile(0.5, i));
            }
        }
        if (outputs.contains("samples")) {
            var paths = prediction.putArray("samples");
            for (int path = 0; path < samples; path++) {
                var values = paths.addArray();
                for (int i = 0; i < steps; i++) {
                    values.add(window.quantile((path + 0.5) / samples, i));
                }
            }
        }
        return prediction;
    }

    private static List<String> levels(JsonNode configuration) {
        var levels = new ArrayList<String>();
        configuration.path("quantiles").forEach(level -> levels.add(level.asText()));
        return levels.isEmpty() ? List.of("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9") : levels;
    }

    private static double level(String text) {
        try {
            double level = Double.parseDouble(text);
            if (level > 0 && level < 1) {
                return level;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw UnfitRequestException.badRequest("quantiles has " + text + "; it must be between 0 and 1");
    }
}
