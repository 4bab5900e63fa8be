package io.millrace.operators.score;

import io.millrace.domain.RemoteAnswer;
import io.millrace.domain.ScoreAnswer;
import io.millrace.domain.ScoreRequest;
import io.millrace.models.sagemaker.EndpointWire;
import io.millrace.models.sagemaker.ForestWire;
import io.millrace.operators.remote.Questions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Random Cut Forest: the vector of a point, asked of its namespace's endpoint. */
public final class ForestQuestions implements Questions<ScoreRequest, String, Double, ScoreAnswer> {
    private static final long serialVersionUID = 1L;

    private static final String COLD_START = "cold-start";
    private static final ForestWire WIRE = new ForestWire();

    @Override
    public String kind() {
        return "forest";
    }

    @Override
    public @Nullable ScoreAnswer unasked(ScoreRequest request) {
        return request.getFeatures().isEmpty() ? unanswered(request, COLD_START) : null;
    }

    @Override
    public String endpoint(ScoreRequest request) {
        return request.getModel();
    }

    @Override
    public String position(ScoreRequest request) {
        var point = request.getPoint();
        return point.getRecordId() + ":" + point.getLine();
    }

    @Override
    public Instant arrivedAt(ScoreRequest request) {
        return request.getPoint().getArrivedAt();
    }

    @Override
    public String question(ScoreRequest request) {
        return ForestWire.line(request.getFeatures());
    }

    @Override
    public EndpointWire<String, Double> wire() {
        return WIRE;
    }

    @Override
    public ScoreAnswer answered(ScoreRequest request, Double score, String variant) {
        return new ScoreAnswer(request, score, variant, "");
    }

    @Override
    public ScoreAnswer unanswered(ScoreRequest request, String why) {
        return new ScoreAnswer(request, null, "", why);
    }

    @Override
    public @Nullable RemoteAnswer row(ScoreAnswer answer) {
        ScoreRequest request = answer.getRequest();
        return request.getFeatures().isEmpty()
                ? null
                : row(request, answer.getScore(), answer.getVariant(), answer.getFailure());
    }
}
