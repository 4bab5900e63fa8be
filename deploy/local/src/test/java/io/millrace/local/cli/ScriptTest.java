package io.millrace.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script before it builds anything: help, wrong use, and what it says when a tool is missing or too old. */
class ScriptTest {
    /** What the script may call besides java and mvn. */
    private static final List<String> TOOLS = List.of(
            "bash", "sed", "head", "id", "cut", "tr", "sort", "cksum", "find", "dirname", "cat", "grep", "mkdir",
            "touch");

    @TempDir
    private Path folder;

    private Path tools;
    private Path copy;
    private String output = "";

    @BeforeEach
    void copyTheScriptToAPathWithSpacesAndHideTheTools() throws IOException {
        tools = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), onThePath(tool));
        }
        copy = Files.createDirectories(folder.resolve("a fresh clone"));
        Files.copy(Path.of("..", "..", "millrace"), copy.resolve("millrace"));
        Files.copy(Path.of("..", "..", "pom.xml"), copy.resolve("pom.xml"));
    }

    @Test
    void helpNeedsNeitherJavaNorABuild() throws Exception {
        assertThat(run("--help")).isZero();
        assertThat(output)
                .contains("Usage: ./millrace COMMAND")
                .contains("score")
                .contains("validate");

        assertThat(run("test", "--help")).isZero();
        assertThat(output).contains("Usage: ./millrace test").contains("everything CI runs");
    }

    @Test
    void anUnknownCommandIsWrongUseBeforeAnythingIsBuilt() throws Exception {
        assertThat(run("frobnicate")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(output).contains("'frobnicate' is not a command").contains("Right would be one of: test");
        assertThat(copy.resolve("target")).doesNotExist();
    }

    @Test
    void anUnknownModuleOrOptionOfTestIsWrongUse() throws Exception {
        assertThat(run("test", "cellar")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(output).contains("'cellar' is not a module").contains("domain models");

        assertThat(run("test", "--fast")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(output).contains("'--fast' is not an option");
    }

    @Test
    void withoutJavaItSaysWhatToInstall() throws Exception {
        assertThat(run("validate")).isEqualTo(ExitCodes.FAILED);
        assertThat(output).contains("no java on the PATH").contains("JDK 17").containsIgnoringCase("install");
    }

    @Test
    void anOldJavaIsNamedWithItsVersion() throws Exception {
        program("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");

        assertThat(run("validate")).isEqualTo(ExitCodes.FAILED);
        assertThat(output).contains("is Java 11.0.2; JDK 17 or newer is needed").contains("JAVA_HOME");
    }

    @Test
    void aRuntimeWithoutCompilerIsNotEnoughToBuild() throws Exception {
        program("java", "echo 'openjdk version \"17.0.1\" 2021-10-19' >&2");

        assertThat(run("validate")).isEqualTo(ExitCodes.FAILED);
        assertThat(output).contains("without a compiler");
    }

    @Test
    void withoutMavenItSaysWhatToInstall() throws Exception {
        program("java", "echo 'openjdk version \"17.0.1\" 2021-10-19' >&2");
        program("javac", "exit 0");

        assertThat(run("test")).isEqualTo(ExitCodes.FAILED);
        assertThat(output).contains("no mvn on the PATH; Maven 3.8 or newer").contains("maven");
    }

    @Test
    void anOldMavenIsNamedWithItsVersion() throws Exception {
        program("java", "echo 'openjdk version \"17.0.1\" 2021-10-19' >&2");
        program("javac", "exit 0");
        program("mvn", "echo 'Apache Maven 3.6.3'");

        assertThat(run("test")).isEqualTo(ExitCodes.FAILED);
        assertThat(output).contains("Maven 3.6.3; 3.8 or newer");
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("bash", copy.resolve("millrace").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        Process script = builder.start();
        script.getOutputStream().close();
        output = new String(script.getInputStream().readAllBytes(), UTF_8);
        assertThat(script.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return script.exitValue();
    }

    private void program(String name, String body) throws IOException {
        Path file = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path onThePath(String tool) {
        for (String entry : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(entry, tool))) {
                return Path.of(entry, tool);
            }
        }
        throw new IllegalStateException("This test needs " + tool + " on the PATH");
    }
}
