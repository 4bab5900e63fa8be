package io.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runbooks.ContentBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void theShippedContentIsSound() {
        assertThat(run("validate")).isEqualTo(ExitCodes.DONE);
        assertThat(out.toString())
                .contains("is sound")
                .contains("25 runbooks")
                .contains("tests of policies hold; every policy is at work in one")
                .contains("scenarios come out as they should")
                .containsPattern("1[0-9]{2} examples of runbooks come out as written; every step is shown in one");
    }

    @Test
    void anExampleThatComesOutOtherwiseIsAProblem() throws IOException {
        writeShippedContent();
        Path examples = Files.createDirectories(folder.resolve("catalog/examples"));
        String shipped = Files.readString(Path.of("../../runbooks/catalog/examples/failed-backup.yaml"));
        Files.writeString(
                examples.resolve("failed-backup.yaml"),
                shipped.replace("\"VaultName\": \"prod\"}", "\"VaultName\": \"test\"}")
                        .replace("refused: BAD_PARAMETER", "nothing: true"));

        assertThat(run("validate", folder.toString())).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString())
                .contains("4 problems")
                .contains(
                        "catalog/examples/failed-backup.yaml:20: example \"a failed backup of a volume is run once more\":"
                                + " parameter VaultName is [prod]; expected [test]")
                .contains("runbook is named although nothing starts; leave it out")
                .contains("runbook failed-backup starts; expected none");
    }

    @Test
    void whatIsWrongWithAnExampleIsToldBesideTheRest() throws IOException {
        writeShippedContent();
        Files.writeString(folder.resolve("conditions/broken.yaml"), "conditions:\n  - id: hot\n    levle: 3\n");
        Files.writeString(
                Files.createDirectories(folder.resolve("runbooks/examples")).resolve("mine.yaml"),
                "examples:\n  - titel: mine\n");

        assertThat(run("validate", folder.toString())).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString())
                .contains("conditions/broken.yaml:3:")
                .contains("runbooks/examples/mine.yaml:2: unknown key \"titel\"");
    }

    @Test
    void stepsWithoutAnExampleAreNamed() throws IOException {
        writeShippedContent();
        Path examples = Files.createDirectories(folder.resolve("catalog/examples"));
        Files.copy(Path.of("../../runbooks/catalog/examples/high-cpu.yaml"), examples.resolve("high-cpu.yaml"));

        assertThat(run("validate", folder.toString())).isEqualTo(ExitCodes.DONE);
        assertThat(out.toString())
                .contains("5 examples of runbooks come out as written; no example shows ")
                .contains("boot-volume/extend-boot-volume")
                .doesNotContain("high-cpu/scale-instance-up");
    }

    @Test
    void aPolicyThatDoesNotDoWhatItsTestSaysIsAProblem() throws IOException {
        writeShippedContent();
        Files.writeString(
                folder.resolve("policies/tests/mine.yaml"),
                "cases:\n  - name: the sandbox matters\n    event: {account: '444455556666'}\n    expect: {action: accept}\n");

        assertThat(run("validate", folder.toString())).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString())
                .contains("1 problem")
                .contains("policies/tests/mine.yaml:4: case \"the sandbox matters\": action is discharge");
    }

    @Test
    void aScenarioThatComesOutOtherwiseIsAProblem() throws IOException {
        writeShippedContent();
        Files.writeString(
                folder.resolve("policies/tests/mine.yaml"),
                "scenarios:\n  - name: one host\n    events: [{id: a, at: 0s, account: '111122223333'}]\n"
                        + "    expect: {threads: []}\n");

        assertThat(run("validate", folder.toString())).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString())
                .contains("policies/tests/mine.yaml:4: scenario \"one host\": no such thread is expected: [a], OPEN");
    }

    @Test
    void aPolicyWithoutATestIsNamed() throws IOException {
        writeShippedContent();
        Files.delete(folder.resolve("policies/tests/noise.yaml"));

        assertThat(run("validate", folder.toString())).isEqualTo(ExitCodes.DONE);
        assertThat(out.toString()).contains("no test shows instance-state-changes, own-ops-items");
    }

    @Test
    void aBundleInAFolderIsReadLikeTheShippedOne() throws IOException {
        writeShippedContent();

        assertThat(run("validate", folder.toString())).isEqualTo(ExitCodes.DONE);
        assertThat(out.toString()).contains(folder.toString()).contains("25 runbooks");
    }

    @Test
    void everyProblemIsToldAtOnceWithFileAndLine() throws IOException {
        writeShippedContent();
        Files.writeString(folder.resolve("bundle.yaml"), "version: [1\n");
        Files.writeString(folder.resolve("conditions/broken.yaml"), "conditions:\n  - id: hot\n    levle: 3\n");

        assertThat(run("validate", folder.toString())).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains("bundle.yaml:").contains("conditions/broken.yaml:3:");
    }

    @Test
    void aMissingFolderIsBadInput() {
        assertThat(run("validate", folder.resolve("nowhere").toString())).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains("nowhere");
    }

    private void writeShippedContent() throws IOException {
        for (var file : ContentBundle.shipped().files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private int run(String... args) {
        return Millrace.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
