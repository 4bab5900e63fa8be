package io.millrace.models.sagemaker;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Random Cut Forest: CSV in, JSON or JSON lines out. A question is a vector as {@link #line} writes it, an answer its
 * score, not normalised. Source: SageMaker's RCF inference formats.
 */
public final class ForestWire implements EndpointWire<String, Double> {
    private static final long serialVersionUID = 1L;

    /** One vector as a line of CSV, without its end. */
    public static String line(List<Double> features) {
        return features.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public String contentType() {
        return "text/csv";
    }

    @Override
    public String accept() {
        return "application/json";
    }

    @Override
    public int bytes(String line) {
        return line.length() + 1;
    }

    @Override
    public String body(List<String> lines) {
        return String.join("\n", lines);
    }

    @Override
    public List<Double> answers(String body, List<String> lines) {
        return AnswerRows.of(body, "scores", "score", lines.size()).stream()
                .map(row -> AnswerRows.number(row.path("score"), "score"))
                .collect(Collectors.toList());
    }

    @Override
    public String row(Double answer) {
        return answer.toString();
    }

    @Override
    public Double read(String row, String question) {
        return AnswerRows.number(row);
    }
}
