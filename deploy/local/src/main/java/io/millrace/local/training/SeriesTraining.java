package io.millrace.local.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.models.forecast.SeasonalForecaster;
import io.millrace.models.forecast.SeriesWindow;
import io.millrace.models.sagemaker.DeepArWire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * DeepAR: one JSON line for each series, five-minute means with NaN where none is known. The test channel has the whole series,
 * the train channel all but their last hour, which the model is asked to predict.
 */
final class SeriesTraining implements TrainingRows {
    private static final long STEP = SeasonalForecaster.STEP_MILLIS;
    private static final int STEPS = SeasonalForecaster.STEPS;

    /** A day: less than that teaches no season and is left out. */
    private static final int LEAST = 288;

    private final String where;
    private final TrainingFile train;
    private final TrainingFile test;
    private String series = "";
    private long start;
    private double[] values = new double[LEAST];
    private int size;
    private int known;
    private int leftOut;

    SeriesTraining(Path folder, String where) {
        this.where = where;
        this.train = TrainingFile.in(folder, "train", "series.json");
        this.test = TrainingFile.in(folder, "test", "series.json");
    }

    @Override
    public String query(String since) {
        return "select series_key, epoch_ms(timestamp) // " + STEP + " as step, avg(value) as value from scores where "
                + since + where + " group by all order by all";
    }

    @Override
    public void row(List<JsonNode> cells) throws IOException {
        String key = cells.get(0).asText();
        long step = cells.get(1).longValue();
        if (!key.equals(series)) {
            end();
            series = key;
            start = step;
        }
        int position = Math.toIntExact(step - start);
        if (position >= values.length) {
            values = Arrays.copyOf(values, Math.max(position + 1, 2 * values.length));
        }
        Arrays.fill(values, size, position, Double.NaN);
        values[position] = cells.get(2).doubleValue();
        size = position + 1;
        known++;
    }

    private void end() throws IOException {
        if (known >= LEAST) {
            test.line(line(size));
            train.line(line(size - STEPS));
        } else if (known > 0) {
            leftOut++;
        }
        size = 0;
        known = 0;
    }

    private String line(int length) {
        return DeepArWire.trainingLine(new SeriesWindow(start * STEP, STEP, Arrays.copyOf(values, length)));
    }

    @Override
    public void close() throws IOException {
        end();
        train.close();
        test.close();
    }

    @Override
    public String summary() {
        return train.summary("series") + " and as many in test; time_freq=5min, prediction_length=" + STEPS
                + ", context_length=" + 6 * STEPS
                + (leftOut == 0 ? "" : "; " + leftOut + " series with less than a day were left out");
    }
}
