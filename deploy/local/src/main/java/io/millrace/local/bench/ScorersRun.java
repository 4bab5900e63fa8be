package io.millrace.local.bench;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.state.RandomCutForestMapper;
import com.amazon.randomcutforest.state.RandomCutForestState;
import io.millrace.models.series.ScoringSettings;
import io.millrace.models.series.SeriesDetector;
import io.millrace.models.series.SeriesState;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Visits ten thousand series in turn, so that no model is still in a cache of the processor when its next point comes,
 * and as many forests of the library as half the heap holds. Rounds alternate, in processor time of this thread.
 */
final class ScorersRun {
    private static final int SERIES = 10_000;
    /** Learned one by one; all others go on from a copy of one of these, in memory of their own. */
    private static final int LEARNED = 50;

    private static final int POINTS = 28 * 288;
    private static final int YOUNG = 36;
    private static final int TREES = 30;
    private static final int SAMPLES = 256;
    private static final long FIVE_MINUTES = 300_000;
    /** What a forest takes here, with room for the garbage of making it. */
    private static final long FOREST_BYTES = 450_000;

    private final int rounds;
    private final int series;
    private final List<SeriesDetector> detectors = new ArrayList<>();
    private final List<RandomCutForest> forests = new ArrayList<>();
    private double sink;
    private int row = POINTS;

    ScorersRun(int rounds) {
        this(rounds, SERIES);
    }

    ScorersRun(int rounds, int series) {
        this.rounds = rounds;
        this.series = series;
    }

    ScorerFigures run() {
        long empty = held();
        learn();
        long withDetectors = held();
        grow();
        long withForests = held();
        var score = new ArrayList<Double>();
        var saving = new ArrayList<Double>();
        var forest = new ArrayList<Double>();
        for (int round = -1; round < rounds; round++) {
            double one = each(detectors.size(), this::score);
            double other = each(detectors.size(), this::save);
            double library = each(forests.size(), this::scoreForest);
            row += 2;
            if (round >= 0) {
                score.add(one);
                saving.add(other);
                forest.add(library);
            }
        }
        if (Double.isNaN(sink)) {
            throw new IllegalStateException("Scores are numbers");
        }
        return new ScorerFigures(
                detectors.size(),
                forests.size(),
                Measured.of(score),
                Measured.of(saving),
                Measured.of(forest),
                bytes(detectors.get(0).state()),
                bytes(learned(0, YOUNG).state()),
                (withDetectors - empty) / detectors.size(),
                (withForests - withDetectors) / forests.size());
    }

    private void learn() {
        var states = new ArrayList<SeriesState>();
        for (int one = 0; one < Math.min(LEARNED, series); one++) {
            states.add(learned(one, POINTS).state());
        }
        for (int one = 0; one < series; one++) {
            detectors.add(SeriesDetector.restore(states.get(one % states.size()), ScoringSettings.defaults()));
        }
    }

    private static SeriesDetector learned(int number, int points) {
        var detector = SeriesDetector.create("series-" + number, ScoringSettings.defaults());
        for (int i = 0; i < points; i++) {
            detector.score(i * FIVE_MINUTES, value(number, i));
        }
        return detector;
    }

    private void grow() {
        var mapper = new RandomCutForestMapper();
        mapper.setSaveTreeStateEnabled(true);
        mapper.setSaveExecutorContextEnabled(true);
        var states = new ArrayList<RandomCutForestState>();
        for (int one = 0; one < Math.min(LEARNED, series); one++) {
            states.add(mapper.toState(grown(one)));
        }
        long most = Runtime.getRuntime().maxMemory() * 3 / 5 / FOREST_BYTES;
        for (int one = 0; one < Math.min(series, most); one++) {
            forests.add(mapper.toModel(states.get(one % states.size()), one));
        }
    }

    private static RandomCutForest grown(int number) {
        var forest = RandomCutForest.builder()
                .dimensions(1)
                .shingleSize(1)
                .numberOfTrees(TREES)
                .sampleSize(SAMPLES)
                .randomSeed(number)
                .parallelExecutionEnabled(false)
                .build();
        for (int i = 0; i < 4 * SAMPLES; i++) {
            forest.update(new float[] {(float) value(number, i)});
        }
        return forest;
    }

    private double score(int one) {
        return detectors.get(one).score(row * FIVE_MINUTES, value(one, row)).surprise();
    }

    private double save(int one) {
        var detector = detectors.get(one);
        double surprise =
                detector.score((row + 1) * FIVE_MINUTES, value(one, row + 1)).surprise();
        return surprise + detector.changes().point().length;
    }

    private double scoreForest(int one) {
        var forest = forests.get(one);
        var point = new float[] {(float) value(one, row)};
        double score = forest.getAnomalyScore(point);
        forest.update(point);
        return score;
    }

    /** Nanoseconds of this thread for one of so many. */
    private double each(int count, IntToDoubleFunction visit) {
        var threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        for (int one = 0; one < count; one++) {
            sink += visit.applyAsDouble(one);
        }
        return (threads.getCurrentThreadCpuTime() - began) / (double) count;
    }

    /** A daily wave with noise, from the numbers alone. */
    private static double value(int number, int i) {
        double wave = Math.sin(2 * Math.PI * (i + number * 7) / 288);
        long mixed = (number * 0x9E3779B97F4A7C15L + i) * 0xBF58476D1CE4E5B9L;
        double noise = ((mixed ^ mixed >>> 31) * 0x94D049BB133111EBL >>> 11) * 0x1.0p-53;
        return 50 + number % 50 + 30 * wave + 8 * noise;
    }

    private static long bytes(SeriesState state) {
        return state.point().length
                + (state.profile() == null ? 0 : state.profile().length)
                + (state.sample() == null ? 0 : state.sample().length);
    }

    private static long held() {
        var runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            runtime.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
