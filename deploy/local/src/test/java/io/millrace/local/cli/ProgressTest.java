package io.millrace.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long nanos;

    @Test
    void aTerminalSeesOneLineThatRewritesItself() {
        Progress progress = progress(true);

        progress.at("1 of 3");
        pass(Duration.ofMillis(200));
        progress.at("2 of 3");
        progress.done("3 files");

        assertThat(shown()).isEqualTo("\r\033[K1 of 3\r\033[K2 of 3\r\033[K3 files\n");
    }

    @Test
    void aPipeSeesPlainLinesAndNotManyOfThem() {
        Progress progress = progress(false);

        progress.at("1 of 3");
        pass(Duration.ofSeconds(1));
        progress.at("2 of 3");
        pass(Duration.ofSeconds(10));
        progress.at("3 of 3");
        progress.done("3 files");

        assertThat(shown()).isEqualTo("1 of 3\n3 of 3\n3 files\n");
    }

    private Progress progress(boolean terminal) {
        return new Progress(new PrintStream(bytes, true, UTF_8), terminal, () -> nanos);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private String shown() {
        return bytes.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }
}
