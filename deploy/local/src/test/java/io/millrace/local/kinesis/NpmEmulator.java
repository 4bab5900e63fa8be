package io.millrace.local.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The independent emulator {@code kinesis-local} from npm, installed once below {@code target} and run in a node process that ends
 * when its standard input does: with this one, however this one ends.
 */
final class NpmEmulator implements AutoCloseable {
    private static final String VERSION = "0.6.2";

    private final Process process;
    private final URI endpoint;

    private NpmEmulator(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Installs and starts it; an {@code IOException} says why that cannot be done here. */
    static NpmEmulator start() throws IOException, InterruptedException {
        var folder = Path.of("target", "kinesis-local-" + VERSION).toAbsolutePath();
        var installed = folder.resolve("node_modules/kinesis-local");
        if (!Files.exists(installed.resolve("main.js"))) {
            install(folder);
        }
        int port = freePort();
        var script = "process.stdin.resume(); process.stdin.on('end', () => process.exit(0)); require('./main.js')";
        var builder = new ProcessBuilder("node", "-e", script)
                .directory(installed.toFile())
                .redirectOutput(folder.resolve("emulator.log").toFile())
                .redirectErrorStream(true);
        builder.environment().put("KINESIS_MOCK_PLAIN_PORT", Integer.toString(port));
        builder.environment().put("KINESIS_MOCK_TLS_PORT", Integer.toString(freePort()));
        List.of("CREATE", "DELETE").forEach(verb -> builder.environment().put(verb + "_STREAM_DURATION", "0ms"));
        List.of("SPLIT_SHARD", "MERGE_SHARDS")
                .forEach(verb -> builder.environment().put(verb + "_DURATION", "0ms"));
        var emulator = new NpmEmulator(builder.start(), URI.create("http://127.0.0.1:" + port));
        emulator.awaitHealth(folder);
        return emulator;
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static void install(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var log = folder.resolve("npm.log");
        var npm = new ProcessBuilder(
                        "npm", "install", "--no-audit", "--no-fund", "--prefix", ".", "kinesis-local@" + VERSION)
                .directory(folder.toFile())
                .redirectOutput(log.toFile())
                .redirectErrorStream(true)
                .start();
        if (!npm.waitFor(3, TimeUnit.MINUTES)) {
            npm.destroyForcibly();
            throw new IOException("npm install kinesis-local@" + VERSION + " took more than 3 minutes");
        }
        if (npm.exitValue() != 0) {
            throw new IOException("npm install failed: " + Files.readString(log, UTF_8));
        }
    }

    private void awaitHealth(Path folder) throws IOException, InterruptedException {
        var http = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(endpoint.resolve("/healthcheck"))
                .timeout(Duration.ofSeconds(5))
                .build();
        var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // Refused until it listens; the next wait ends early if it dies.
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        close();
        throw new IOException(
                "kinesis-local did not answer: " + Files.readString(folder.resolve("emulator.log"), UTF_8));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
