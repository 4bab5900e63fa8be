package io.millrace.models.series;

import static io.millrace.models.series.GeneratedSeries.timeOf;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Reads the state that each released version wrote; the file holds the three parts and the score that came next. */
class SeriesStateCompatibilityTest {
    private static final ScoringSettings SETTINGS =
            ScoringSettings.defaults().withSamplePoints(400).withSamplePlaces(24);
    private static final int POINTS = 500;

    @Test
    void goesOnFromWhatVersion2Wrote() throws IOException {
        var lines = lines("/state/series-v2.txt");

        var score = restored(lines).score(timeOf(POINTS), 1000);

        assertThat(score.anomalyScore()).isEqualTo(Double.parseDouble(lines[3]));
        assertThat(score.expected()).isEqualTo(Double.parseDouble(lines[4]));
    }

    @Test
    void writesVersion2AsItAlwaysDid() throws IOException {
        assertThat(written()).isEqualTo(String.join("\n", lines("/state/series-v2.txt")));
    }

    /** Version 1 kept each point by itself and knew neither what is usual of a view nor the pace. */
    @Test
    void takesOverTheHistoryThatVersion1Wrote() throws IOException {
        var old = restored(lines("/state/series-v1.txt"));
        assertThat(old.isNew(timeOf(POINTS - 1))).isFalse();
        var fresh = SeriesDetector.create("compatibility", SETTINGS);
        feed(fresh, 0, POINTS);
        feed(old, POINTS, 2 * POINTS);
        feed(fresh, POINTS, 2 * POINTS);

        var score = old.score(timeOf(2 * POINTS), 1000);
        var wanted = fresh.score(timeOf(2 * POINTS), 1000);

        assertThat(score.isAnomaly()).isTrue();
        assertThat(score.expected()).isEqualTo(wanted.expected());
        assertThat(score.surprise()).isCloseTo(wanted.surprise(), Percentage.withPercentage(20));
    }

    private static SeriesDetector restored(String[] lines) {
        var decoder = Base64.getDecoder();
        var state = new SeriesState(decoder.decode(lines[0]), decoder.decode(lines[1]), decoder.decode(lines[2]));
        return SeriesDetector.restore(state, SETTINGS);
    }

    /** The content of a new fixture. */
    static String written() {
        var detector = SeriesDetector.create("compatibility", SETTINGS);
        feed(detector, 0, POINTS);
        var state = detector.state();
        var score = detector.score(timeOf(POINTS), 1000);
        var encoder = Base64.getEncoder();
        return String.join(
                "\n",
                encoder.encodeToString(state.point()),
                encoder.encodeToString(state.profile()),
                encoder.encodeToString(state.sample()),
                Double.toString(score.anomalyScore()),
                Double.toString(score.expected()));
    }

    private static void feed(SeriesDetector detector, int from, int to) {
        for (var i = from; i < to; i++) {
            detector.score(timeOf(i), i * 37 % 101);
        }
    }

    private static String[] lines(String name) throws IOException {
        try (var in = SeriesStateCompatibilityTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), US_ASCII).strip().split("\n");
        }
    }
}
