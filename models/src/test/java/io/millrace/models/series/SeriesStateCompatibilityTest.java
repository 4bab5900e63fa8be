package io.millrace.models.series;

import static io.millrace.models.series.GeneratedSeries.timeOf;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Reads the state that each released version wrote; the file holds the three parts and the score that came next. */
class SeriesStateCompatibilityTest {
    private static final ScoringSettings SETTINGS = ScoringSettings.defaults().withSamplePoints(64);
    private static final int POINTS = 500;

    @Test
    void readsWhatVersion1Wrote() throws IOException {
        var lines = lines("/state/series-v1.txt");
        var decoder = Base64.getDecoder();
        var state = new SeriesState(decoder.decode(lines[0]), decoder.decode(lines[1]), decoder.decode(lines[2]));

        var score = SeriesDetector.restore(state, SETTINGS).score(timeOf(POINTS), 1000);

        assertThat(score.anomalyScore()).isEqualTo(Double.parseDouble(lines[3]));
        assertThat(score.expected()).isEqualTo(Double.parseDouble(lines[4]));
    }

    @Test
    void writesVersion1AsItAlwaysDid() throws IOException {
        assertThat(written()).isEqualTo(String.join("\n", lines("/state/series-v1.txt")));
    }

    /** The content of a new fixture. */
    static String written() {
        var detector = SeriesDetector.create("compatibility", SETTINGS);
        for (var i = 0; i < POINTS; i++) {
            detector.score(timeOf(i), i * 37 % 101);
        }
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

    private static String[] lines(String name) throws IOException {
        try (var in = SeriesStateCompatibilityTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), US_ASCII).strip().split("\n");
        }
    }
}
