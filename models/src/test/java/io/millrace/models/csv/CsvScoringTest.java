package io.millrace.models.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.series.ScoringSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CsvScoringTest {
    private final CsvScoring scoring = new CsvScoring(ScoringSettings.defaults()
            .withWarmUpPoints(1)
            .withWarmUp(Duration.ZERO)
            .withQuantile(0.5)
            .withThreshold(0.8));

    @Test
    void keepsEachRowAsItWasAndAddsScoreAndGrade() throws IOException {
        var scored = score("timestamp,value\n2014-02-14 14:27:00,0.0660\n2014-02-14 14:32:00,1e2\n");

        assertThat(scored.lines())
                .containsExactly(
                        "timestamp,value,anomaly_score,anomaly_grade",
                        "2014-02-14 14:27:00,0.0660,0,0",
                        "2014-02-14 14:32:00,1e2,1.000000,0.250000");
    }

    @Test
    void readsTimesInAnyOfTheFormsAsTheSameMoment() throws IOException {
        // a time equal to the one before is not new, so its value, however strange, scores 0
        for (var time : new String[] {
            "2014-02-14 14:27:00", "2014-02-14 14:27", "2014-02-14T14:27:00", "2014-02-14T14:27:00Z",
            "2014-02-14T14:27:00.000Z", "2014-02-14T15:27:00+01:00", "2014-02-14 14:27:00Z", "1392388020000"
        }) {
            var same = score("timestamp,value\n2014-02-14 14:27:00,1\n" + time + ",100\n");
            var later = score("timestamp,value\n2014-02-14 14:26:59.999,1\n" + time + ",100\n");

            assertThat(same).as(time).endsWith(time + ",100,0,0\n");
            assertThat(later).as(time).doesNotEndWith(",0,0\n");
        }
    }

    @Test
    void missingValuesScoreNothing() throws IOException {
        assertThat(score("timestamp,value\n1,1\n2,NaN\n3,inf\n4,-Infinity\n5,1\n")
                        .lines())
                .contains("2,NaN,0,0", "3,inf,0,0", "4,-Infinity,0,0");
    }

    @Test
    void windowsLineEndsBlankLinesAndAByteOrderMarkAreNoProblem() throws IOException {
        assertThat(score("\uFEFFtimestamp,value\r\n1,1\r\n\r\n2,1\r\n").lines())
                .containsExactly("timestamp,value,anomaly_score,anomaly_grade", "1,1,0,0", "2,1,0.500000,0");
    }

    @Test
    void saysWhichLineIsWrongAndWhatWouldBeRight() {
        refuses("", "cpu.csv:1: is empty; it must be the header timestamp,value and a row for each point");
        refuses("time,value\n1,1\n", "cpu.csv:1: has the header 'time,value'; it must be 'timestamp,value'");
        refuses("timestamp,value\n1,1\n\n2\n", "cpu.csv:4: is '2'; it must be a timestamp, a comma and a value");
        refuses("timestamp,value\n1,1,1\n", "cpu.csv:2: is '1,1,1'; it must be a timestamp, a comma and a value");
        refuses(
                "timestamp,value\nyesterday,1\n",
                "cpu.csv:2: has the timestamp 'yesterday'; it must be like 2014-02-14 14:27:00 (UTC), "
                        + "2014-02-14T14:27:00Z, or milliseconds since 1970");
        for (var value : new String[] {"", "high", "1d", "0x1p3", "1 000"}) {
            refuses(
                    "timestamp,value\n1," + value + "\n",
                    "cpu.csv:2: has the value '" + value
                            + "'; it must be a number like 12.5 or 3e6, or NaN for a missing one");
        }
    }

    private void refuses(String text, String message) {
        assertThatThrownBy(() -> score(text))
                .isInstanceOf(BadCsvException.class)
                .hasMessage(message);
    }

    private String score(String text) throws IOException {
        var out = new StringWriter();
        scoring.score("cpu.csv", new BufferedReader(new StringReader(text)), out);
        return out.toString();
    }
}
