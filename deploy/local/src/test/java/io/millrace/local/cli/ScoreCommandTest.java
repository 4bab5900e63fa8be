package io.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void everyCsvComesBackUnderTheSamePathWithScoreAndGrade() throws Exception {
        Path series = Files.createDirectories(folder.resolve("in/aws")).resolve("cpu.csv");
        Files.writeString(series, "timestamp,value\n2014-02-14 14:30:00,0.1\n2014-02-14 14:35:00,0.2\n");

        assertThat(run("--input", folder.resolve("in"), "--output", folder.resolve("out")))
                .isEqualTo(ExitCodes.DONE);
        assertThat(folder.resolve("out/aws/cpu.csv"))
                .content()
                .startsWith("timestamp,value,anomaly_score,anomaly_grade\n2014-02-14 14:30:00,0.1,")
                .hasLineCount(3);
    }

    @Test
    void aWrongRowIsNamedByFileAndLine() throws Exception {
        Path series = Files.createDirectories(folder.resolve("in")).resolve("cpu.csv");
        Files.writeString(series, "timestamp,value\n2014-02-14 14:30:00,much\n");

        assertThat(run("--input", folder.resolve("in"), "--output", folder.resolve("out")))
                .isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains("cpu.csv:2:").contains("it must be");
    }

    @Test
    void aMissingFolderIsBadInput() {
        assertThat(run("--input", folder.resolve("nowhere"), "--output", folder.resolve("out")))
                .isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains("nowhere").contains("must be a folder");
    }

    private int run(Object... options) {
        String[] args = new String[options.length + 1];
        args[0] = "score";
        for (int i = 0; i < options.length; i++) {
            args[i + 1] = options[i].toString();
        }
        return Millrace.commandLine().setErr(new PrintWriter(err, true)).execute(args);
    }
}
