package io.millrace.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.kinesis.KinesisOptions;
import io.millrace.local.kinesis.KinesisStandIn;
import io.millrace.local.redrive.LetterLake;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command is told and says; the way of a record through job, lake and streams is tested with the job. */
class RedriveCommandTest {
    private static final String EVENT = "{\"source\":\"com.example\",\"detail-type\":\"Deployed\",\"id\":\"%s\"}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Path lake;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void aLakeWithLettersOfTwoDays() throws Exception {
        lake = folder.resolve("lake");
        LetterLake.write(
                lake,
                List.of(
                        LetterLake.event("9", EVENT.formatted("nine"), "parser-error"),
                        LetterLake.event("10", EVENT.formatted("ten"), "parser-error"),
                        LetterLake.event("9", EVENT.formatted("nine"), "parser-error"),
                        LetterLake.event("11", "x".repeat(300_000), "not-json"),
                        LetterLake.raw(
                                "metrics",
                                "12",
                                "a line".getBytes(UTF_8),
                                LetterLake.FIRST.plusSeconds(86_400),
                                "not-json")));
    }

    @Test
    void aDryRunCountsByStageReasonAndStreamAndSaysWhatCannotComeAgain() {
        assertThat(run("--lake", lake.toString(), "--dry-run")).isEqualTo(ExitCodes.DONE);

        assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "stage reason stream letters redriven not",
                        "parse not-json events 1 0 1",
                        "parse not-json metrics 1 1 0",
                        "parse parser-error events 2 2 0",
                        "1 cannot come again, because its payload is cut: the letter does not hold the whole record",
                        "3 of 4 can come again; nothing was done");
    }

    @ParameterizedTest
    @CsvSource({
        "--day 2026-08-05, 2 of 3",
        "--day 2026-08-05 --hour 10, 2 of 3",
        "--day 2026-08-06, 1 of 1",
        "--reason parser-error, 2 of 2",
        "'--reason parser-error,not-json', 3 of 4",
        "--stage parse --reason not-json --day 2026-08-06, 1 of 1"
    })
    void optionsChooseLetters(String options, String counted) {
        assertThat(run(("--lake " + lake + " --dry-run " + options).split(" "))).isEqualTo(ExitCodes.DONE);

        assertThat(out.toString()).contains(counted + " can come again");
    }

    @ParameterizedTest
    @CsvSource({"dt=2026-08-05, 2 of 3", "dt=2026-08-05/hour=10, 2 of 3", "dt=2026-08-06/hour=10, 1 of 1"})
    void aPartitionIsNamedByItsFolder(String partition, String counted) {
        assertThat(run("--dry-run", lake.resolve("dead_letters/" + partition).toString()))
                .isEqualTo(ExitCodes.DONE);

        assertThat(out.toString()).contains(counted + " can come again");
    }

    @ParameterizedTest
    @CsvSource({
        "'', no dead letters are named, --lake DIR",
        "'--lake LAKE --day 2026-08-07', There is no partition, dt=2026-08-05/hour=10",
        "'--lake LAKE --day 2026-08-05 --hour 11', There is no partition, dt=2026-08-06/hour=10",
        "'--lake LAKE --hour 10', without a day, --day 2026-08-05",
        "'--lake LAKE --day 2026-08-05 --hour 24', --hour is 24, 0 to 23",
        "'--lake LAKE --day today', today, --help",
        "'--lake LAKE --reason no-such', There are no dead letters, --reason parser-error",
        "'--lake LAKE/events', no folder dead_letters/, decisions/",
        "'LAKE/dead_letters', is not a partition, dt=2026-08-05",
        "'LAKE/dead_letters/dt=2026-99-99', names no day, dt=2026-08-05",
        "'LAKE/dead_letters/dt=2026-08-05 --lake LAKE', is given beside, --lake DIR"
    })
    void whatCannotBeMeantIsSaidWithWhatWouldBeRight(String options, String wrong, String right) {
        var asked = ("--dry-run " + options.replace("LAKE", lake.toString())).trim();

        assertThat(run(asked.split(" "))).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains(wrong).contains("Right would be").contains(right);
    }

    @ParameterizedTest
    @CsvSource({
        "'', (--dry-run | --replay | --put)",
        "--dry-run --put, mutually exclusive",
        "--replay, --replay --output DIR",
        "--put --region=, --region eu-west-1"
    })
    void oneThingIsToBeDone(String options, String right) {
        var asked = ("--lake " + lake + " " + options).trim();

        assertThat(run(asked.split(" "))).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains(right);
    }

    @Test
    void aReplayIsNotMixedWithWhatIsThere() throws Exception {
        Path output = Files.createDirectories(folder.resolve("used"));
        Files.writeString(output.resolve("file"), "");

        assertThat(run("--lake", lake.toString(), "--replay", "--output", output.toString()))
                .isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains("is not an empty folder");
    }

    @Test
    void recordsArePutInTheOrderOfTheirFirstPosition() {
        try (var kinesis = KinesisStandIn.start(KinesisOptions.standard())) {
            kinesis.createStream("e", 1);
            kinesis.createStream("m", 1);

            int code = put(kinesis, "e", "m");

            assertThat(code).isEqualTo(ExitCodes.DONE);
            assertThat(kinesis.records("e"))
                    .extracting(record -> new String(record.data(), UTF_8))
                    .satisfiesExactly(
                            first -> assertThat(first).contains("\\\"nine\\\"").contains("\"position\":\"9\""),
                            second -> assertThat(second).contains("\\\"ten\\\"").contains("2026-08-05T10:07:13.250Z"));
            assertThat(kinesis.records("m"))
                    .extracting(record -> new String(record.data(), UTF_8))
                    .containsExactly("a line");
        }
    }

    @Test
    void aStreamThatIsNotThereIsSaidBeforeAnythingIsPut() {
        try (var kinesis = KinesisStandIn.start(KinesisOptions.standard())) {
            kinesis.createStream("e", 1);

            assertThat(put(kinesis, "e", "nowhere")).isEqualTo(ExitCodes.BAD_INPUT);

            assertThat(err.toString()).contains("nowhere").contains("--metrics-stream");
            assertThat(kinesis.records("e")).isEmpty();
        }
    }

    @Test
    void anEndpointThatDoesNotAnswerIsSaid() {
        String closed;
        try (var kinesis = KinesisStandIn.start(KinesisOptions.standard())) {
            closed = kinesis.endpoint().toString();
        }

        assertThat(run("--lake", lake.toString(), "--put", "--region", "eu-west-1", "--endpoint", closed))
                .isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains("cannot be asked").contains("--endpoint");
    }

    private int put(KinesisStandIn kinesis, String events, String metrics) {
        return run(
                "--lake",
                lake.toString(),
                "--put",
                "--region",
                "eu-west-1",
                "--endpoint",
                kinesis.endpoint().toString(),
                "--events-stream",
                events,
                "--metrics-stream",
                metrics);
    }

    private int run(String... options) {
        var all = new String[options.length + 1];
        all[0] = "redrive";
        System.arraycopy(options, 0, all, 1, options.length);
        return Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
