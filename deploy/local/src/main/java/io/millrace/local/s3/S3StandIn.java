package io.millrace.local.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * S3 over a local folder: s3proxy in a JVM of its own, because its libraries clash with ours. Anonymous, path style, one folder per
 * bucket, not AWS. The child ends with this JVM however this JVM ends. Flink's S3 file system needs
 * {@code s3.directory.marker.retention: keep} with it. A client of AWS SDK v2 needs {@code requestChecksumCalculation(WHEN_REQUIRED)}:
 * s3proxy 2.6.0 does not know bodies with trailing checksums and would store their framing as data. It also finds an empty directory by
 * its name without the slash, so that S3A takes it for a file and refuses to rename into a directory that it has just made.
 */
public final class S3StandIn implements AutoCloseable {
    /** What it calls itself wherever it can. */
    public static final String NAME = "Millrace S3 stand-in, not AWS";

    private static final Logger LOG = LoggerFactory.getLogger(S3StandIn.class);
    private static final String MAIN = "io.millrace.local.s3proxy.S3Child";
    private static final String READY = NAME + ": s3proxy serves on port ";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(5);

    private final Process child;
    private final Path folder;
    private final URI endpoint;

    private S3StandIn(Process child, Path folder, URI endpoint) {
        this.child = child;
        this.folder = folder;
        this.endpoint = endpoint;
    }

    /**
     * Starts the child and waits until it serves.
     *
     * @param home the build folder of module deploy/local/s3, with {@code classes} and {@code s3proxy} in it
     * @param folder where buckets are folders; created if it is not there
     * @param port TCP port on 127.0.0.1, 0 for a free one
     */
    public static S3StandIn start(Path home, Path folder, int port) {
        requireBuilt(home);
        try {
            var child = new ProcessBuilder(command(home, folder, port))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var endpoint = URI.create("http://127.0.0.1:" + awaitPort(child));
            LOG.info("{} listens on {} over {}", NAME, endpoint, folder);
            return new S3StandIn(child, folder, endpoint);
        } catch (IOException e) {
            throw new UncheckedIOException("Starting " + NAME + " from " + home, e);
        }
    }

    /** Where clients point their endpoint override; with path-style access. */
    public URI endpoint() {
        return endpoint;
    }

    /** The folder of a bucket, for those who read beside S3. */
    public Path folder(String bucket) {
        return folder.resolve(bucket);
    }

    /** Makes sure that the bucket exists. */
    public void createBucket(String bucket) {
        try {
            Files.createDirectories(folder(bucket));
        } catch (IOException e) {
            throw new UncheckedIOException("Creating bucket " + bucket + " in " + folder, e);
        }
    }

    /** The process id of the child. */
    public long pid() {
        return child.pid();
    }

    @Override
    public void close() {
        try {
            child.getOutputStream().close();
            if (!child.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                child.destroyForcibly();
            }
        } catch (IOException e) {
            child.destroyForcibly();
        } catch (InterruptedException e) {
            child.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(Path home, Path folder, int port) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath = home.resolve("classes") + File.pathSeparator + home.resolve("s3proxy") + File.separator + "*";
        return List.of(
                java,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                MAIN,
                folder.toAbsolutePath().toString(),
                Integer.toString(port));
    }

    private static void requireBuilt(Path home) {
        if (!Files.isDirectory(home.resolve("classes")) || !Files.isDirectory(home.resolve("s3proxy"))) {
            throw new IllegalArgumentException(NAME + " needs the folders classes and s3proxy in "
                    + home.toAbsolutePath() + ": build module deploy/local/s3 first");
        }
    }

    private static int awaitPort(Process child) throws IOException {
        // Standard output carries one line; the reader thread ends at once or with the child.
        var line = CompletableFuture.supplyAsync(() -> readLine(child));
        try {
            var said = line.get(START.toSeconds(), TimeUnit.SECONDS);
            if (said.isPresent() && said.get().startsWith(READY)) {
                return Integer.parseInt(said.get().substring(READY.length()));
            }
            child.destroyForcibly();
            throw new IOException("The child did not say its port but " + said.orElse("ended"));
        } catch (TimeoutException | ExecutionException e) {
            child.destroyForcibly();
            throw new IOException("The child was not ready within " + START, e);
        } catch (InterruptedException e) {
            child.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the child was starting", e);
        }
    }

    private static Optional<String> readLine(Process child) {
        try {
            return Optional.ofNullable(
                    new BufferedReader(new InputStreamReader(child.getInputStream(), UTF_8)).readLine());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
