package io.millrace.local.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The real S3 client against the child process, and the life of that process. */
class S3StandInTest {
    static final Path HOME = Path.of("s3", "target");

    @Test
    void storesListsAndReadsObjectsAsFiles(@TempDir Path folder) throws Exception {
        try (var standIn = S3StandIn.start(HOME, folder, 0);
                var s3 = client(standIn.endpoint(), AnonymousCredentialsProvider.create())) {
            s3.createBucket(request -> request.bucket("lake"));
            s3.putObject(
                    request -> request.bucket("lake").key("events/dt=2026-03-01/hour=12/part-0.parquet"),
                    RequestBody.fromString("rows"));

            assertThat(s3.getObjectAsBytes(request ->
                                    request.bucket("lake").key("events/dt=2026-03-01/hour=12/part-0.parquet"))
                            .asUtf8String())
                    .isEqualTo("rows");
            assertThat(s3.listObjectsV2(request -> request.bucket("lake").prefix("events/"))
                            .contents())
                    .extracting(S3Object::key)
                    .containsExactly("events/dt=2026-03-01/hour=12/part-0.parquet");
            assertThat(Files.readString(standIn.folder("lake").resolve("events/dt=2026-03-01/hour=12/part-0.parquet")))
                    .isEqualTo("rows");
        }
    }

    @Test
    void takesSignedRequestsAndMultipartUploads(@TempDir Path folder) {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"));
        var part = "x".repeat(5 * 1024 * 1024);
        try (var standIn = S3StandIn.start(HOME, folder, 0);
                var s3 = client(standIn.endpoint(), credentials)) {
            standIn.createBucket("lake");
            var upload = s3.createMultipartUpload(
                            request -> request.bucket("lake").key("big"))
                    .uploadId();
            var parts = IntStream.rangeClosed(1, 2)
                    .mapToObj(number -> CompletedPart.builder()
                            .partNumber(number)
                            .eTag(s3.uploadPart(
                                            request -> request.bucket("lake")
                                                    .key("big")
                                                    .uploadId(upload)
                                                    .partNumber(number),
                                            RequestBody.fromString(part))
                                    .eTag())
                            .build())
                    .toList();
            s3.completeMultipartUpload(request ->
                    request.bucket("lake").key("big").uploadId(upload).multipartUpload(done -> done.parts(parts)));

            assertThat(s3.headObject(request -> request.bucket("lake").key("big"))
                            .contentLength())
                    .isEqualTo(2L * part.length());
        }
    }

    @Test
    void theChildEndsWhenClosed(@TempDir Path folder) throws Exception {
        var standIn = S3StandIn.start(HOME, folder, 0);
        var child = ProcessHandle.of(standIn.pid()).orElseThrow();

        standIn.close();

        child.onExit().get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> new Socket("127.0.0.1", standIn.endpoint().getPort()))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void theChildEndsWhenItsParentIsKilled(@TempDir Path folder) throws Exception {
        var parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        S3ParentForTest.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new BufferedReader(new InputStreamReader(parent.getInputStream(), UTF_8));
        var words = said.lines()
                .filter(line -> line.startsWith("child "))
                .findFirst()
                .orElseThrow()
                .split(" ");
        var child = ProcessHandle.of(Long.parseLong(words[1])).orElseThrow();
        int port = Integer.parseInt(words[2]);
        try {
            new Socket("127.0.0.1", port).close();

            // SIGKILL: no shutdown hook runs in the parent.
            parent.destroyForcibly().waitFor();

            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
            while (accepts(port)) {
                assertThat(System.nanoTime()).as("deadline for the child's end").isLessThan(deadline);
                Thread.onSpinWait();
            }
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void saysWhatToBuildWhereTheChildsClassPathIsMissing(@TempDir Path folder) {
        assertThatThrownBy(() -> S3StandIn.start(folder, folder, 0))
                .hasMessageContaining("build module deploy/local/s3 first");
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private static S3Client client(URI endpoint, AwsCredentialsProvider credentials) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .build();
    }
}
