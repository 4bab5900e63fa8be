package io.millrace.models.vector;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads the state that a released version wrote; the file holds the two parts, and score and share that came next. */
class VectorStateCompatibilityTest {
    private static final VectorSettings SETTINGS = VectorSettings.of(List.of("cpu", "disk"));
    private static final String KEY = "compatibility";
    private static final int FOREST = 16;
    private static final int ROWS = 24;

    @Test
    void goesOnFromWhatVersion1Wrote() throws IOException {
        var lines = lines();
        var decoder = Base64.getDecoder();
        var state = new VectorState(decoder.decode(lines[0]), decoder.decode(lines[1]));
        var detector = VectorDetector.restore(KEY, state, SETTINGS);
        assertThat(detector.isNew(minute(ROWS - 1))).isFalse();

        var score = detector.score(minute(ROWS), new double[] {50, 900});

        assertThat(score.surprise()).isEqualTo(Double.parseDouble(lines[2]));
        assertThat(score.expected(1)).isEqualTo(Double.parseDouble(lines[3]));
    }

    @Test
    void writesTheRowPartOfVersion1AsItAlwaysDid() throws IOException {
        assertThat(written().lines().toList().get(0)).isEqualTo(lines()[0]);
    }

    /** The content of a new fixture. */
    static String written() {
        var detector = VectorDetector.create(KEY, SETTINGS);
        feed(detector, 0, FOREST);
        var forest = detector.state();
        feed(detector, FOREST, ROWS);
        var state = forest.with(detector.changes());
        var score = detector.score(minute(ROWS), new double[] {50, 900});
        var encoder = Base64.getEncoder();
        return String.join(
                "\n",
                encoder.encodeToString(state.row()),
                encoder.encodeToString(state.forest()),
                Double.toString(score.surprise()),
                Double.toString(score.expected(1)));
    }

    private static void feed(VectorDetector detector, int from, int to) {
        for (var i = from; i < to; i++) {
            detector.score(minute(i), new double[] {i * 37 % 101, i * 53 % 97});
        }
    }

    private static long minute(int row) {
        return row * 60_000L;
    }

    private static String[] lines() throws IOException {
        try (var in = VectorStateCompatibilityTest.class.getResourceAsStream("/state/vector-v1.txt")) {
            return new String(in.readAllBytes(), US_ASCII).strip().split("\n");
        }
    }
}
