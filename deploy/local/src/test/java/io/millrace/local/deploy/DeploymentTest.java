package io.millrace.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.cli.BadInput;
import io.millrace.local.cli.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of a deployment, with scripts in the place of cdk and aws that write down how they were called. */
class DeploymentTest {
    private static final String OUTPUTS =
            "{\"Millrace\":{\"ArtifactBucket\":\"millrace-artifacts\",\"ApplicationName\":\"millrace\"}}";

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();
    private Path bin;
    private Path calls;

    @BeforeEach
    void standInForTheTools() throws IOException {
        bin = Files.createDirectories(folder.resolve("bin"));
        calls = folder.resolve("calls");
        Files.createDirectories(folder.resolve("assembly"));
        Path jars = Files.createDirectories(folder.resolve("home/jobs/target"));
        Files.writeString(jars.resolve("millrace-jobs-1-job.jar"), "jar");
    }

    @Test
    void createsEverythingElseFirstThenBringsJarAndContentThenCreatesTheApplication() throws Exception {
        program(
                "cdk",
                "case \"$*\" in *outputs-file*) echo '" + OUTPUTS + "' > '" + assembly() + "/outputs.json';; esac");
        program("aws", "true");

        assertThat(deployment().run()).isEqualTo(ExitCodes.DONE);

        List<String> steps = Files.readAllLines(calls);
        assertThat(steps).hasSize(4);
        assertThat(steps.get(0)).startsWith("cdk deploy --app " + assembly() + " Millrace --outputs-file");
        assertThat(steps.get(1)).startsWith("aws s3 cp ").matches(".* s3://millrace-artifacts/jobs/[0-9a-f]{64}\\.jar");
        assertThat(steps.get(2))
                .startsWith("aws s3 cp --recursive ")
                .endsWith(" s3://millrace-artifacts/content/example-1/");
        assertThat(steps.get(3))
                .endsWith("--parameters JobJarKey=" + steps.get(1).replaceFirst(".*artifacts/", "")
                        + " --parameters ContentVersion=example-1 --parameters BedrockModelId=some.model");
        assertThat(assembly().resolve("content/bundle.yaml")).exists();
        assertThat(said.toString()).contains("start-application --application-name millrace");
    }

    @Test
    void endsAtTheFirstStepThatFails() throws Exception {
        program("cdk", "exit 3");
        program("aws", "true");

        assertThat(deployment().run()).isEqualTo(ExitCodes.FAILED);

        assertThat(Files.readAllLines(calls)).hasSize(1);
        assertThat(said.toString()).contains("cdk ended with 3").contains("cdk bootstrap");
    }

    @Test
    void withoutTheCdkItSaysWhatIsNeeded() {
        assertThatThrownBy(() -> deployment().run())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no cdk on the PATH")
                .extracting(problem -> ((BadInput) problem).remedy())
                .asString()
                .contains("npm install -g aws-cdk")
                .contains("credentials")
                .contains("cdk bootstrap");
    }

    @Test
    void withoutAJobJarItSaysHowToBuildOne() throws Exception {
        program("cdk", "true");
        program("aws", "true");
        Files.delete(folder.resolve("home/jobs/target/millrace-jobs-1-job.jar"));

        assertThatThrownBy(() -> deployment().run())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no job jar");
        assertThat(calls).doesNotExist();
    }

    private Path assembly() {
        return folder.resolve("assembly");
    }

    private Deployment deployment() {
        return new Deployment(
                folder.resolve("home"),
                assembly(),
                null,
                Map.of("BedrockModelId", "some.model"),
                new ProgramsOnThePath(bin.toString()),
                new PrintWriter(said, true));
    }

    private void program(String name, String body) throws IOException {
        Path file = Files.writeString(
                bin.resolve(name), "#!/bin/sh\necho \"" + name + " $*\" >> '" + calls + "'\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
