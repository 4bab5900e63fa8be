package io.millrace.runbooks.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.ConditionState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;

/** A state as the first version wrote it goes on where it stood, whatever the condition has become since. */
class ConditionStateCompatibilityTest {
    private static final Path FIRST = Path.of("..", "domain", "schema-history", "ConditionState", "1.avsc");

    @Test
    void aRunThatBeganBeforeTheUpgradeEndsAfterIt() throws IOException {
        var condition = Conditions.of("comparator: '>', level: 80, for: 5m");

        var step = ConditionEvaluator.evaluate(condition, old(3), Points.reading(at(3), 90));
        assertThat(step.state().getMet()).isFalse();
        step = ConditionEvaluator.evaluate(condition, step.state(), Points.reading(at(4), 90));

        assertThat(step.state().getMet()).isTrue();
        assertThat(step.points()).isEqualTo(5);
        assertThat(step.state().getRecentValues()).isEmpty();
    }

    @Test
    void sixtyRememberedPointsOfATrendAreThinnedNotLost() throws IOException {
        var condition = Conditions.of("trend: {direction: rising, over: 1h}, for: 1m");

        var step = ConditionEvaluator.evaluate(condition, old(60), Points.reading(at(60), 160));

        assertThat(step.state().getRecentTimes()).hasSize(RecentPoints.MOST);
        assertThat(step.state().getRecentValues()).hasSize(RecentPoints.MOST);
        assertThat(step.state().getMet()).isTrue();
    }

    @Test
    void aConditionThatHasBecomeAnotherKindTakesTheStateAsItIs() throws IOException {
        for (String keys : new String[] {
            "comparator: '>', level: 80, datapoints: {breaching: 1, of: 1}",
            "compare: rate-per-minute, comparator: '>', level: 80, for: 1m",
            "comparator: '>', level: 80, for: 5m, period: 1m, missing: breaching",
        }) {
            var condition = Conditions.of(keys);
            var step = ConditionEvaluator.evaluate(condition, old(3), Points.reading(at(3), 90));

            assertThat(step.state().getConditionId()).isEqualTo("own");
            assertThat(Silence.dueAt(condition.rule(), step.state()).isPresent())
                    .isEqualTo(condition.rule().watchesSilence());
        }
    }

    /** So many breaching points a minute apart, read back with today's schema. */
    private static ConditionState old(int points) throws IOException {
        var schema = new Schema.Parser().parse(FIRST.toFile());
        var record = new GenericRecordBuilder(schema)
                .set("conditionId", "own")
                .set("breachingSince", Course.START)
                .set("breachingPoints", points)
                .set(
                        "recentTimes",
                        LongStream.range(0, points).mapToObj(i -> at((int) i)).toList())
                .set(
                        "recentValues",
                        LongStream.range(0, points).mapToObj(i -> 100.0 + i).toList())
                .build();
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        var reader = new SpecificDatumReader<ConditionState>(schema, ConditionState.getClassSchema());
        return reader.read(new ConditionState(), DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }

    private static long at(int minute) {
        return Course.START + minute * Course.MINUTE;
    }
}
