package io.millrace.operators.parse;

import static io.millrace.operators.parse.Raws.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    @Test
    void textIsKeptAsTextAndCutBetweenCodePoints() {
        var text = "é".repeat(40_000);

        var letter = DeadLetters.of(raw("a" + text), "parse", "reason", "message");

        assertThat(letter.getBase64()).isFalse();
        assertThat(letter.getPayload().getBytes(UTF_8)).hasSize(DeadLetters.MAX_PAYLOAD_BYTES - 1);
        assertThat(("a" + text)).startsWith(letter.getPayload());
        assertThat(letter.getPayloadBytes()).isEqualTo(80_001);
    }

    @Test
    void otherBytesAreBase64OfTheFirstThreeQuarters() {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) 0xFE);

        var letter = DeadLetters.of(raw(bytes), "parse", "reason", "message");

        assertThat(letter.getBase64()).isTrue();
        assertThat(letter.getPayload()).hasSize(DeadLetters.MAX_PAYLOAD_BYTES);
        assertThat(Base64.getDecoder().decode(letter.getPayload()))
                .hasSize(49_152)
                .containsOnly(0xFE);
    }

    @Test
    void aLaterStagesRecordIsKeptAsItsJson() {
        var letter = DeadLetters.of("r", "events", Instant.EPOCH, "thread", "exception", "message", "{\"a\":\"ü\"}");

        assertThat(letter.getPayload()).isEqualTo("{\"a\":\"ü\"}");
        assertThat(letter.getPayloadBytes()).isEqualTo(10);
        assertThat(letter.getStage()).isEqualTo("thread");
    }

    @Test
    void aTraceNamesTheFailureItsCauseAndWhereTheyHappened() {
        var trace = DeadLetters.trace(new IllegalStateException("outer", new IllegalArgumentException("inner")));

        assertThat(trace)
                .startsWith("java.lang.IllegalStateException: outer")
                .contains("caused by java.lang.IllegalArgumentException: inner")
                .contains("DeadLettersTest.aTraceNames");
    }

    @Test
    void aTraceOfAnEndlessMessageOrChainIsBounded() {
        var first = new IllegalStateException("x".repeat(100_000));
        var second = new IllegalStateException("second", first);
        first.initCause(second);

        assertThat(DeadLetters.trace(first)).hasSizeLessThanOrEqualTo(DeadLetters.MAX_MESSAGE);
    }
}
