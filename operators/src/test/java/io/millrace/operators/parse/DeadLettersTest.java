package io.millrace.operators.parse;

import static io.millrace.operators.parse.Raws.raw;
import static io.millrace.testing.Events.anAlarm;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    @Test
    void textIsKeptAsTextAndCutBetweenCodePoints() {
        var text = "é".repeat(DeadLetters.MAX_PAYLOAD_BYTES);

        var letter = DeadLetters.of(raw("a" + text), "parse", "reason", "message");

        assertThat(letter.getBase64()).isFalse();
        assertThat(letter.getPayload().getBytes(UTF_8)).hasSize(DeadLetters.MAX_PAYLOAD_BYTES - 1);
        assertThat(("a" + text)).startsWith(letter.getPayload());
        assertThat(letter.getPayloadBytes()).isEqualTo(2L * DeadLetters.MAX_PAYLOAD_BYTES + 1);
    }

    @Test
    void otherBytesAreBase64OfTheFirstThreeQuarters() {
        byte[] bytes = new byte[DeadLetters.MAX_PAYLOAD_BYTES];
        Arrays.fill(bytes, (byte) 0xFE);

        var letter = DeadLetters.of(raw(bytes), "parse", "reason", "message");

        assertThat(letter.getBase64()).isTrue();
        assertThat(letter.getPayload()).hasSize(DeadLetters.MAX_PAYLOAD_BYTES);
        assertThat(Base64.getDecoder().decode(letter.getPayload()))
                .hasSize(DeadLetters.MAX_PAYLOAD_BYTES / 4 * 3)
                .containsOnly(0xFE);
    }

    @Test
    void aLaterStagesRecordIsKeptAsItsJsonWithItsKindAndStream() throws Exception {
        var event = anAlarm("cpu").inAlarm().text("\"ü\"\n").value("value", 0.5).event();

        var letter = DeadLetters.of(event, "r", "events", Instant.EPOCH, "thread", "undecided", "message");

        var json = Raws.JSON.readTree(letter.getPayload());
        assertThat(json.path("eventTime").asText())
                .isEqualTo(event.getEventTime().toString());
        assertThat(json.path("text").asText()).isEqualTo("\"ü\"\n");
        assertThat(json.path("values").path("value").asDouble()).isEqualTo(0.5);
        assertThat(letter.getPayloadType()).isEqualTo("OpsEvent");
        assertThat(letter.getStream()).isEqualTo("events");
        assertThat(letter.getPayloadBytes()).isEqualTo(letter.getPayload().getBytes(UTF_8).length);
        assertThat(letter.getStage()).isEqualTo("thread");
        assertThat(DeadLetters.of(raw("x"), "parse", "not-json", "").getPayloadType())
                .isEqualTo("raw");
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
