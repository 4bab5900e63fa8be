package io.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runbooks.ContentBundle;
import io.millrace.testing.simulation.Truth;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void writesReplayInputWithItsTruthAndAContentBundleThatCompiles() {
        assertThat(run("--scenario", "quiet", "--for", "20m")).isEqualTo(ExitCodes.DONE);

        assertThat(folder.resolve("out/truth.json")).exists();
        assertThat(folder.resolve("out")).isDirectoryContaining("glob:**metrics-*.ndjson.gz");
        assertThat(ContentBundle.load(folder.resolve("out/content"))
                        .compile()
                        .catalog()
                        .services())
                .isNotEmpty();
    }

    @Test
    void theSameOptionsGiveTheSameBytes() throws IOException {
        run("--scenario", "demo", "--seed", "7", "--for", "20m");
        var first = bytes(folder.resolve("out"));
        Files.move(folder.resolve("out"), folder.resolve("before"));

        run("--scenario", "demo", "--seed", "7", "--for", "20m");

        assertThat(bytes(folder.resolve("out"))).isEqualTo(first).isNotEmpty();
    }

    @Test
    void anUnknownScenarioIsBadInputWithTheNamesThereAre() {
        assertThat(run("--scenario", "calm")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains("calm").contains("quiet").contains("storm");
    }

    @Test
    void aDurationThatIsNoneIsBadInput() {
        assertThat(run("--for", "long")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains("--for").contains("'long'").contains("48h");

        assertThat(run("--for", "0s")).isEqualTo(ExitCodes.BAD_INPUT);
    }

    @Test
    void mixAndOrderAreAskedForApartFromTheSeed() throws IOException {
        assertThat(run(
                        "--scenario",
                        "busy",
                        "--for",
                        "8h",
                        "--incidents",
                        "3",
                        "--noise",
                        "1",
                        "--kinds",
                        "cascade=3,memory-leak=1",
                        "--late",
                        "0.02",
                        "--repeats",
                        "0.05",
                        "--shuffle",
                        "4"))
                .isEqualTo(ExitCodes.DONE);

        var truth = Truth.read(folder.resolve("out/truth.json"));
        assertThat(truth.incidents()).extracting(incident -> incident.kind()).containsOnly("cascade", "memory-leak");
        assertThat(truth.counts().repeats() * 30).isGreaterThan(truth.counts().metricRecords());
        assertThat(folder.resolve("out")).isDirectoryContaining("glob:**events-2026-03-02-2.ndjson.gz");
    }

    @Test
    void aMixThatCannotBePlantedIsBadInputWithWhatThereIs() {
        assertThat(run("--kinds", "alarm-storm=1")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains("--kinds").contains("'alarm-storm'").contains("cpu-runaway");

        assertThat(run("--kinds", "cascade=0")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(run("--kinds", "cascade")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(run("--late", "1.5")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains("--late").contains("1.5");
        assertThat(run("--noise", "NaN")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(run("--incidents", "-1")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(run("--storm", "-1")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aFolderWithSomethingInItIsNotMixedWithTheSimulation() throws IOException {
        Files.createDirectories(folder.resolve("out"));
        Files.writeString(folder.resolve("out/events.ndjson"), "{}\n");

        assertThat(run("--for", "20m")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains("is not empty");
    }

    private int run(String... options) {
        var args = new ArrayList<>(
                List.of("simulate", "--output", folder.resolve("out").toString()));
        args.addAll(List.of(options));
        return Millrace.commandLine().setErr(new PrintWriter(err, true)).execute(args.toArray(String[]::new));
    }

    private static TreeMap<String, String> bytes(Path folder) throws IOException {
        var contents = new TreeMap<String, String>();
        try (var walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), new String(Files.readAllBytes(file), "ISO-8859-1"));
            }
        }
        return contents;
    }
}
