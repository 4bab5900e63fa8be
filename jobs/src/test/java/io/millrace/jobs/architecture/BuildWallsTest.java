package io.millrace.jobs.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The build's own guards, each seen failing: one Maven run, offline, over {@code src/test/planted-build} with the real
 * parent pom. A module there breaks one rule; the log must blame exactly that module for exactly that rule.
 */
class BuildWallsTest {
    private static final Path PLANTED = Path.of("src", "test", "planted-build");
    private static final Path COPY = Path.of("target", "planted-build");
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static String log = "";

    @BeforeAll
    static void buildThePlantedModules() throws Exception {
        copyPlanted();
        Path output = COPY.resolve("build.log");
        Process maven = new ProcessBuilder(
                        mavenExecutable(),
                        "-B",
                        "-o",
                        "--fail-at-end",
                        "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                        // what the outer build resolved is good, whichever repository it came from
                        "-Dmaven.legacyLocalRepo=true",
                        "package")
                .directory(COPY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        maven.getOutputStream().close();
        if (!maven.waitFor(3, TimeUnit.MINUTES)) {
            maven.destroyForcibly();
        }
        log = Files.readString(output);
    }

    @Test
    void aModuleThatBreaksNothingIsBuilt() {
        assertThat(outcome("clean")).isEqualTo("SUCCESS");
        assertThat(outcome("too-new")).isEqualTo("SUCCESS");
        assertThat(outcome("twin-a")).isEqualTo("SUCCESS");
        assertThat(outcome("twin-b")).isEqualTo("SUCCESS");
    }

    @Test
    void spotlessRefusesAnUnformattedFile() {
        assertThat(outcome("unformatted")).isEqualTo("FAILURE");
        assertThat(blame("unformatted")).contains("spotless-maven-plugin").contains("Unformatted.java");
    }

    @Test
    void nullAwayRefusesANullReturnedFromANullMarkedPackage() {
        assertThat(outcome("null-returned")).isEqualTo("FAILURE");
        assertThat(blame("null-returned"))
                .contains("[NullAway] returning @Nullable expression")
                .contains("NullReturned.java:[7,");
    }

    @Test
    void errorProneRefusesAnExceptionThatIsNeverThrown() {
        assertThat(outcome("never-thrown")).isEqualTo("FAILURE");
        assertThat(blame("never-thrown")).contains("[DeadException]").contains("NeverThrown.java:[7,");
    }

    @Test
    void enforcerRefusesADependencyCompiledForANewerJavaThanManagedFlinkRuns() {
        assertThat(outcome("needs-too-new")).isEqualTo("FAILURE");
        assertThat(blame("needs-too-new"))
                .contains("EnforceBytecodeVersion failed")
                .contains("planted-too-new");
    }

    @Test
    void enforcerRefusesTwoClassesOfOneName() {
        assertThat(outcome("needs-twins")).isEqualTo("FAILURE");
        assertThat(blame("needs-twins"))
                .contains("BanDuplicateClasses failed")
                .contains("io/millrace/planted/Twin.class");
    }

    /** SUCCESS or FAILURE, from the reactor summary. */
    private static String outcome(String module) {
        return log.lines()
                .filter(line -> line.startsWith("[INFO] planted-" + module + " ."))
                .map(line -> line.replaceAll(".*\\.\\.+ ([A-Z]+).*", "$1"))
                .findFirst()
                .orElse("not built:\n" + log);
    }

    /** What Maven says about the failure of one module. */
    private static String blame(String module) {
        int from = log.indexOf("on project planted-" + module + ":");
        if (from < 0) {
            return "no failure of " + module + ":\n" + log;
        }
        int start = log.lastIndexOf("[ERROR] Failed to execute goal", from);
        int end = log.indexOf("[ERROR] Failed to execute goal", from);
        return log.substring(start, end < 0 ? log.length() : end);
    }

    private static String mavenExecutable() {
        String home = System.getProperty("maven.home", "");
        boolean windows = File.separatorChar == '\\';
        Path mvn = Path.of(home, "bin", windows ? "mvn.cmd" : "mvn");
        return Files.isExecutable(mvn) ? mvn.toString() : mvn.getFileName().toString();
    }

    private static void copyPlanted() throws IOException {
        List<Path> files;
        try (var walk = Files.walk(PLANTED)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copy = COPY.resolve(PLANTED.relativize(file));
            Files.createDirectories(copy.getParent());
            String text = Files.readString(file, UTF_8)
                    .replace("@version@", parentVersion())
                    .replace("@root@", COPY.toAbsolutePath().relativize(ROOT).toString());
            if (!Files.exists(copy) || !Files.readString(copy, UTF_8).equals(text)) {
                Files.writeString(copy, text, UTF_8);
            }
        }
    }

    private static String parentVersion() {
        try {
            String pom = Files.readString(ROOT.resolve("pom.xml"), UTF_8);
            int start = pom.indexOf("<version>") + "<version>".length();
            return pom.substring(start, pom.indexOf("</version>", start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
