package io.millrace.models.forecast;

import io.millrace.domain.JudgedStep;
import io.millrace.models.series.SeriesScore;
import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Owns one series' state and judges it by the forecast of its hour: an anomaly is so many steps of five minutes in a row
 * outside a quantile of the forecast that was made before the hour began. Same points, same order, same scores, through any
 * number of saves and restores. Not for use by several threads at once.
 */
public final class ForecastDetector {
    private static final int VERSION = 1;

    private final ForecastSettings settings;
    private final SeasonalForecaster forecaster = new SeasonalForecaster();
    private final StepMeans means = new StepMeans();
    private final float[] departures;
    private long lastMillis = Long.MIN_VALUE;
    private double expected = Double.NaN;
    private boolean changed;
    private final List<JudgedStep> judged = new ArrayList<>(2);
    private long endedStart = Long.MIN_VALUE;
    private double endedMean;

    private ForecastDetector(ForecastSettings settings) {
        this.settings = settings;
        this.departures = new float[settings.steps()];
    }

    /** A detector that has seen nothing. */
    public static ForecastDetector create(ForecastSettings settings) {
        return new ForecastDetector(settings);
    }

    /** A detector that goes on where the saved one was. Another number of steps begins to count anew. */
    public static ForecastDetector restore(ForecastState state, ForecastSettings settings) {
        var detector = new ForecastDetector(settings);
        var in = new StateReader("forecast point state", state.point());
        in.readVersion(VERSION);
        detector.lastMillis = in.readLong();
        detector.expected = in.readDouble();
        detector.means.read(in);
        detector.readDepartures(in);
        in.end();
        byte[] model = state.model();
        if (model != null) {
            var from = new StateReader("forecast model state", model);
            detector.forecaster.read(from);
            from.end();
        }
        return detector;
    }

    /** Whether a point of this time is newer than all that were learned. */
    public boolean isNew(long timestampMillis) {
        return timestampMillis > lastMillis;
    }

    /** Scores a point and learns it. One that is not finite or not new gets score 0 and is not learned. */
    public SeriesScore score(long timestampMillis, double value) {
        if (!Double.isFinite(value) || !isNew(timestampMillis)) {
            return SeriesScore.of(0, Double.NaN, settings.threshold(), 0);
        }
        lastMillis = timestampMillis;
        judged.clear();
        endedStart = Long.MIN_VALUE;
        if (means.ends(timestampMillis)) {
            if (means.wasNotJudged()) {
                judge();
            }
            endedStart = means.start();
            endedMean = means.mean();
            forecaster.learn(endedStart, endedMean);
            changed = true;
        }
        means.add(timestampMillis, value);
        if (means.mayBeJudged()) {
            judge();
        }
        return SeriesScore.of(lastingDeparture(), expected, settings.threshold(), departures[departures.length - 1]);
    }

    private void judge() {
        means.judged();
        Optional<Forecast> forecast = forecaster.forecastFor(means.start());
        double departure = 0;
        expected = Double.NaN;
        if (forecast.isPresent()) {
            int step = forecast.get().stepAt(means.start());
            departure = Departure.of(means.mean(), forecast.get(), step, settings.side());
            expected = forecast.get().quantile(0.5, step);
        }
        System.arraycopy(departures, 1, departures, 0, departures.length - 1);
        departures[departures.length - 1] = (float) departure;
        judged.add(new JudgedStep(means.start(), means.mean(), (double) departures[departures.length - 1], expected));
    }

    /** The steps that the last point made ready to be judged, oldest first, as they were judged. */
    public List<JudgedStep> judgedSteps() {
        return new ArrayList<>(judged);
    }

    /** Whether the last point ended a step. */
    public boolean endedAStep() {
        return endedStart != Long.MIN_VALUE;
    }

    /** Start of the step that the last point ended; {@link #endedAStep} only. */
    public long endedStart() {
        return endedStart;
    }

    /** Mean of the step that the last point ended; {@link #endedAStep} only. */
    public double endedMean() {
        return endedMean;
    }

    private double lastingDeparture() {
        float least = Float.MAX_VALUE;
        for (float departure : departures) {
            least = Math.min(least, departure);
        }
        return least;
    }

    /** The forecast that covers this time, made before it. */
    public Optional<Forecast> forecastFor(long millis) {
        return forecaster.forecastFor(millis);
    }

    /** The point part, and the model when it changed since the last call. */
    public ForecastState changes() {
        byte[] model = changed ? model() : null;
        changed = false;
        return new ForecastState(point(), model);
    }

    private byte[] model() {
        var out = new StateWriter(3500);
        forecaster.write(out);
        return out.toBytes();
    }

    private byte[] point() {
        var out = new StateWriter(128);
        out.writeByte(VERSION);
        out.writeLong(lastMillis);
        out.writeDouble(expected);
        means.write(out);
        out.writeByte(departures.length);
        for (float departure : departures) {
            out.writeFloat(departure);
        }
        return out.toBytes();
    }

    private void readDepartures(StateReader in) {
        var saved = new float[in.readByte()];
        for (int i = 0; i < saved.length; i++) {
            saved[i] = in.readFloat();
        }
        if (saved.length == departures.length) {
            System.arraycopy(saved, 0, departures, 0, saved.length);
        } else {
            Arrays.fill(departures, 0);
        }
    }
}
