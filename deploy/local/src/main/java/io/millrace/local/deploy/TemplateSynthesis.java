package io.millrace.local.deploy;

import io.millrace.local.cli.BadInput;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs module deploy/managed-flink in a JVM of its own: nobody depends on the CDK, and most commands never load it. */
final class TemplateSynthesis {
    private static final String MAIN = "io.millrace.cloud.Synthesis";
    private static final List<String> MODULES =
            List.of("domain", "models", "runbooks", "cep-patterns", "operators", "jobs", "deploy/managed-flink");

    private final Path home;

    /** @param home the checkout, built */
    TemplateSynthesis(Path home) {
        this.home = home;
    }

    /**
     * Writes the cloud assembly and returns its template.
     *
     * @throws BadInput when the module is not built
     */
    Path into(Path assembly) throws IOException, InterruptedException {
        Path libraries = home.resolve("deploy/managed-flink/target/classpath.txt");
        if (!Files.exists(libraries)) {
            throw new BadInput(
                    libraries + " is missing: module deploy/managed-flink is not built", "./millrace deploy");
        }
        Files.createDirectories(assembly);
        Path log = assembly.resolve("synthesis.log");
        int status = new ProcessBuilder(
                        command(assembly, Files.readString(libraries).strip()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("The synthesis ended with " + status + ":\n" + Files.readString(log));
        }
        return assembly.resolve("Millrace.template.json");
    }

    private List<String> command(Path assembly, String libraries) {
        String classPath = Stream.concat(
                        MODULES.stream()
                                .map(module -> home.resolve(module).resolve("target/classes"))
                                .map(Path::toString),
                        Stream.of(libraries))
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                MAIN,
                assembly.toString());
    }
}
