package io.millrace.jobs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Flink cluster as the platform runs one: job manager and task manager in JVMs of their own, with Flink and its
 * plugins and nothing of ours on their class path. The job comes as a jar.
 */
final class StandaloneFlink implements AutoCloseable {
    private final Path folder;
    private final Path flink;
    private final int restPort;
    private final List<ChildJvm> children = new ArrayList<>();

    private StandaloneFlink(Path folder, Path flink, int restPort) {
        this.folder = folder;
        this.flink = flink;
        this.restPort = restPort;
    }

    /**
     * @param folder for configuration and logs
     * @param flink has Flink's jars in lib/ and its plugins in plugins/
     */
    static StandaloneFlink start(Path folder, Path flink) throws Exception {
        var cluster = new StandaloneFlink(folder, flink, freePort());
        cluster.configure(freePort());
        String configuration = folder.resolve("conf").toString();
        try {
            cluster.child(
                    "384m",
                    "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                    "--configDir",
                    configuration);
            cluster.child(
                    "640m", "org.apache.flink.runtime.taskexecutor.TaskManagerRunner", "--configDir", configuration);
            Until.holds(cluster::hasSlots);
        } catch (Exception | Error e) {
            e.addSuppressed(new IllegalStateException(cluster.said()));
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private void configure(int rpcPort) throws IOException {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(
                folder.resolve("conf/config.yaml"),
                """
                jobmanager.rpc.address: localhost
                jobmanager.rpc.port: %d
                jobmanager.bind-host: localhost
                rest.address: localhost
                rest.bind-address: localhost
                rest.port: %d
                taskmanager.host: localhost
                taskmanager.bind-host: localhost
                taskmanager.numberOfTaskSlots: 2
                taskmanager.cpu.cores: 2.0
                taskmanager.memory.framework.heap.size: 64m
                taskmanager.memory.framework.off-heap.size: 64m
                taskmanager.memory.jvm-metaspace.size: 256m
                taskmanager.memory.jvm-overhead.min: 64m
                taskmanager.memory.jvm-overhead.max: 64m
                taskmanager.memory.task.heap.size: 384m
                taskmanager.memory.task.off-heap.size: 0m
                taskmanager.memory.managed.size: 16m
                taskmanager.memory.network.min: 64m
                taskmanager.memory.network.max: 64m
                parallelism.default: 2
                restart-strategy.type: none
                classloader.resolve-order: child-first
                io.tmp.dirs: %s
                """
                        .formatted(rpcPort, restPort, Files.createDirectories(folder.resolve("tmp"))));
        Files.writeString(
                folder.resolve("log4j2.xml"),
                """
                <Configuration status="WARN">
                  <Appenders><Console name="console"><PatternLayout pattern="%-5level %logger{1} %message%n"/></Console></Appenders>
                  <Loggers>
                    <Logger name="org.apache.flink.core.plugin" level="INFO"/>
                    <Root level="WARN"><AppenderRef ref="console"/></Root>
                  </Loggers>
                </Configuration>
                """);
    }

    /** Submits as {@code flink run} does, from a JVM of its own, and waits for the end of the job. */
    int run(Path jobJar, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("org.apache.flink.client.cli.CliFrontend", "run", jobJar.toString()));
        command.addAll(List.of(arguments));
        return child("384m", command.toArray(String[]::new)).await();
    }

    private ChildJvm child(String heap, String... command) throws IOException {
        var child = ChildJvm.start(
                folder,
                heap,
                flink.resolve("lib") + "/*",
                Map.of(
                        "FLINK_CONF_DIR", folder.resolve("conf").toString(),
                        "FLINK_PLUGINS_DIR", flink.resolve("plugins").toString()),
                List.of(command));
        children.add(child);
        return child;
    }

    private boolean hasSlots() {
        for (ChildJvm child : children) {
            if (!child.runs()) {
                throw new IllegalStateException("A JVM of the cluster ended");
            }
        }
        try {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + restPort + "/overview"))
                    .build();
            String overview = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
            return overview.contains("\"slots-available\":2");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Everything that the JVMs of the cluster said. */
    String said() {
        var said = new StringBuilder();
        children.forEach(child -> said.append(child.said()).append('\n'));
        return said.toString();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (ChildJvm child : children) {
            child.close();
        }
    }
}
