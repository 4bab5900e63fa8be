package io.millrace.local.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.domain.ShingleState;
import io.millrace.models.sagemaker.ForestWire;
import io.millrace.models.sagemaker.Shingle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Random Cut Forest: the very vectors that the job would ask about, series after series, as CSV without a header. */
final class ForestTraining implements TrainingRows {
    private final Shingle shingle;
    private final int features;
    private final String where;
    private final TrainingFile train;
    private String series = "";
    private ShingleState state = Shingle.fresh();

    ForestTraining(Path folder, int features, String where) {
        this.shingle = new Shingle(features);
        this.features = features;
        this.where = where;
        this.train = TrainingFile.in(folder, "train", "vectors.csv");
    }

    @Override
    public String query(String since) {
        return "select series_key, timestamp, any_value(value) as value from scores where " + since + where
                + " group by series_key, timestamp order by series_key, timestamp";
    }

    @Override
    public void row(List<JsonNode> cells) throws IOException {
        String key = cells.get(0).asText();
        state = shingle.next(
                key.equals(series) ? state : Shingle.fresh(), cells.get(2).doubleValue());
        series = key;
        List<Double> vector = shingle.features(state);
        if (!vector.isEmpty()) {
            train.line(ForestWire.line(vector));
        }
    }

    @Override
    public void close() throws IOException {
        train.close();
    }

    @Override
    public String summary() {
        return train.summary("vectors") + "; content type text/csv;label_size=0, feature_dim=" + features;
    }
}
