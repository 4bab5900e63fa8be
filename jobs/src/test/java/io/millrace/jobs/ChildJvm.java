package io.millrace.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A JVM of its own that ends with this one; what it says goes into a file. */
final class ChildJvm implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1");

    private final Process process;
    private final Path log;

    private ChildJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * @param heap as the JVM wants it, for example 512m
     * @param classPath everything but {@link WithParent}, which is added by itself
     */
    static ChildJvm start(
            Path folder, String heap, String classPath, Map<String, String> environment, List<String> mainAndArguments)
            throws IOException {
        String main = mainAndArguments.get(0);
        Path log = folder.resolve(main.substring(main.lastIndexOf('.') + 1) + ".log");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap);
        command.addAll(OPTIONS);
        command.add("-Dlog4j2.configurationFile=" + folder.resolve("log4j2.xml"));
        command.add("-cp");
        command.add(withParent(folder) + ":" + classPath);
        command.add(WithParent.class.getName());
        command.addAll(mainAndArguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start(), log);
    }

    /** Alone in a folder: none of our other classes may be seen beside the job jar. */
    private static Path withParent(Path folder) throws IOException {
        String name = WithParent.class.getName().replace('.', '/') + ".class";
        Path target = folder.resolve("with-parent").resolve(name);
        Files.createDirectories(target.getParent());
        try (var in = WithParent.class.getResourceAsStream("/" + name)) {
            Files.write(target, in.readAllBytes());
        }
        return folder.resolve("with-parent");
    }

    /** Exit status, when it has ended by itself. */
    int await() throws InterruptedException, TimeoutException {
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            throw new TimeoutException("Still running after three minutes; it said: " + said());
        }
        return process.exitValue();
    }

    boolean runs() {
        return process.isAlive();
    }

    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "nothing that could be read: " + e;
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
