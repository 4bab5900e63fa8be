package io.millrace.operators.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.DeadLetter;
import io.millrace.domain.LogCount;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/** What holds for every record that a parser gives, whatever it was given. */
final class Soundness {
    private static final Instant LATEST = Instant.parse("2262-04-12T00:00:00Z");

    private Soundness() {}

    static void check(ParseResult result) throws IOException {
        assertThat(result.events().size() + result.deadLetters().size()).isPositive();
        for (OpsEvent event : result.events()) {
            check(event);
        }
        for (DeadLetter letter : result.deadLetters()) {
            check(letter);
        }
    }

    static void check(MetricParseResult result) throws IOException {
        assertThat(result.received() + result.ticks() + result.receivedLines() + result.controls())
                .isPositive();
        for (LogCount count : result.logCounts()) {
            assertThat(count.getErrors()).isBetween(0L, count.getLines());
            assertThat(written(count, LogCount.class)).isEqualTo(count);
        }
        for (MetricDatum datum : result.points()) {
            check(datum);
        }
        for (DeadLetter letter : result.deadLetters()) {
            check(letter);
        }
    }

    private static void check(OpsEvent event) throws IOException {
        assertThat(event.getRecordId()).isNotBlank();
        assertThat(event.getEventId()).isNotEmpty().hasSizeLessThanOrEqualTo(1100);
        assertThat(event.getIdentity()).isNotEmpty().hasSizeLessThanOrEqualTo(1100);
        assertThat(event.getDeliveryId()).isNotEmpty().hasSizeLessThanOrEqualTo(1100);
        assertThat(event.getSeverity()).isBetween(1, 5);
        assertThat(event.getEventTime()).isBetween(Instant.EPOCH, LATEST);
        assertThat(codePoints(event.getTitle())).isLessThanOrEqualTo(512);
        assertThat(codePoints(event.getText())).isLessThanOrEqualTo(4096);
        assertThat(event.getResources())
                .hasSizeLessThanOrEqualTo(500)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(event.getAttributes()).hasSizeLessThanOrEqualTo(81);
        event.getAttributes()
                .forEach((name, value) -> assertThat(codePoints(value)).isLessThanOrEqualTo(1024));
        assertThat(event.getValues()).hasSizeLessThanOrEqualTo(64);
        assertThat(event.getValues().values()).allMatch(Double::isFinite);
        var read = written(event, OpsEvent.class);
        assertThat(read.getText()).isEqualTo(event.getText());
        assertThat(read.getIdentity()).isEqualTo(event.getIdentity());
        assertThat(read.getAttributes()).isEqualTo(event.getAttributes());
    }

    private static void check(MetricDatum datum) throws IOException {
        assertThat(Stream.of(datum.getCount(), datum.getSum(), datum.getMin(), datum.getMax()))
                .allMatch(Double::isFinite);
        assertThat(datum.getStatistics().values()).allMatch(Double::isFinite);
        assertThat(datum.getCount()).isPositive();
        assertThat(datum.getTimestamp()).isBetween(Instant.EPOCH, LATEST);
        assertThat(datum.getDimensions()).hasSizeLessThanOrEqualTo(30);
        assertThat(datum.getDimensions())
                .extracting(d -> d.getName())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(written(datum, MetricDatum.class).getSeriesKey()).isEqualTo(datum.getSeriesKey());
    }

    private static void check(DeadLetter letter) throws IOException {
        assertThat(letter.getReason()).isNotBlank().isNotEqualTo("parser-error");
        assertThat(letter.getMessage()).isNotBlank();
        assertThat(codePoints(letter.getMessage())).isLessThanOrEqualTo(DeadLetters.MAX_MESSAGE);
        assertThat(letter.getPayload().length()).isLessThanOrEqualTo(DeadLetters.MAX_PAYLOAD_BYTES);
        assertThat(written(letter, DeadLetter.class).getPayload()).isEqualTo(letter.getPayload());
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Through Avro and back. */
    private static <T extends SpecificRecordBase> T written(T record, Class<T> type) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new SpecificDatumWriter<>(type).write(record, encoder);
        encoder.flush();
        return new SpecificDatumReader<>(type)
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }
}
