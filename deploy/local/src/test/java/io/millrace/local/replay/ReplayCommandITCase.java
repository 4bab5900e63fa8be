package io.millrace.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.cli.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command's own part: what it is given and what it leaves; what the job makes of records is tested with the job. */
class ReplayCommandITCase {
    private static final String ALARM =
            "{\"version\":\"0\",\"id\":\"a1\",\"detail-type\":\"CloudWatch Alarm State Change\",\"source\":\"aws.cloudwatch\","
                    + "\"account\":\"111122223333\",\"time\":\"2026-08-05T10:07:12Z\",\"region\":\"eu-west-1\",\"resources\":"
                    + "[\"arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout-api-cpu-high\"],\"detail\":{\"alarmName\":"
                    + "\"checkout-api-cpu-high\",\"state\":{\"value\":\"ALARM\",\"timestamp\":\"2026-08-05T10:07:12.345+0000\"}}}";

    @TempDir
    Path folder;

    @Test
    void leavesTheLakeTheBusEntriesAndNothingElse() throws Exception {
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.writeString(input.resolve("events.ndjson"), ALARM + "\nnot json\n");
        Path output = folder.resolve("the output");

        ReplaySummary summary = new ReplayRun(input, null, null, output, 1).run(progress -> {});

        assertThat(summary.headline()).startsWith("0 metric records and 2 events replayed");
        assertThat(Files.readString(output.resolve("eventbridge.ndjson"))).contains("\"Thread Opened\"");
        try (var left = Files.list(output)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("lake", "eventbridge.ndjson");
        }
        assertThat(output.resolve("lake/dead_letters")).isDirectory();
    }

    @Test
    void saysWhichFolderIsMissing() {
        var run = new ReplayRun(folder.resolve("nowhere"), null, null, folder.resolve("out"), 1);

        assertThatThrownBy(() -> run.run(progress -> {}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("nowhere");
    }

    @Test
    void saysWhichFileCannotBeReadAndWhy() throws Exception {
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.writeString(input.resolve("events.ndjson.gz"), "not compressed");
        var run = new ReplayRun(input, null, null, folder.resolve("out"), 1);

        assertThatThrownBy(() -> run.run(progress -> {}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("events.ndjson.gz")
                .hasMessageContaining("gzip");
    }

    @Test
    void saysThatThereIsNoContentThere() throws Exception {
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.writeString(input.resolve("events.ndjson"), ALARM);
        var run = new ReplayRun(input, null, folder.resolve("nowhere"), folder.resolve("out"), 1);

        assertThatThrownBy(() -> run.run(progress -> {}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("bundle.yaml");
    }

    @Test
    void saysEverythingThatIsWrongWithTheContent() throws Exception {
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.writeString(input.resolve("events.ndjson"), ALARM);
        Path content = Files.createDirectories(folder.resolve("my content"));
        Files.writeString(content.resolve("bundle.yaml"), "version: x\nefectiveFrom: now\n");
        var run = new ReplayRun(input, null, content, folder.resolve("out"), 1);

        assertThatThrownBy(() -> run.run(progress -> {}))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("bundle.yaml:2")
                .hasMessageContaining("effectiveFrom");
    }
}
