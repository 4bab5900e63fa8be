package io.millrace.local.redrive;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.domain.DeadLetter;
import io.millrace.local.cli.BadInput;
import io.millrace.local.sql.LakeSql;
import io.millrace.local.sql.LakeSqlException;
import io.millrace.local.sql.RowWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The dead letters of a lake, in the order of their first arrival; what died more than once in the same place, as a
 * redriven record may, is one. Holds one at a time.
 */
final class DeadLetterRows {
    private static final String COLUMNS =
            "record_id, stream, shard, position, line, stage, reason, message, payload, base64, payload_bytes,"
                    + " epoch_ms(arrived_at) as millis, payload_type";

    private final LetterSelection selection;

    DeadLetterRows(LetterSelection selection) {
        this.selection = selection;
    }

    /** What is done with one letter. */
    interface Reader {
        void read(DeadLetter letter);
    }

    /** Reads the letters; none is an error that says what there is instead. */
    void read(Reader reader) {
        selection.requirePartition();
        try (var sql = LakeSql.open(selection.lake())) {
            var rows = new Letters(reader);
            sql.query(
                    "select " + COLUMNS + " from dead_letters where " + selection.condition()
                            + " qualify row_number() over (partition by record_id, line, stage, payload_type"
                            + " order by arrived_at desc, reason) = 1"
                            + " order by millis, stream, shard, length(position), position, line, record_id",
                    rows);
            if (rows.isEmpty) {
                throw new BadInput("There are no dead letters in " + selection, "one of " + kinds(sql));
            }
        } catch (LakeSqlException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private String kinds(LakeSql sql) throws LakeSqlException {
        var kinds = new Texts();
        sql.query(
                "select distinct '--stage ' || stage || ' --reason ' || reason from dead_letters where "
                        + selection.inPartition() + " order by all",
                kinds);
        return kinds.texts.isEmpty() ? "none: it holds no letters at all" : String.join("; ", kinds.texts);
    }

    private static final class Letters implements RowWriter {
        private final Reader reader;
        private boolean isEmpty = true;

        Letters(Reader reader) {
            this.reader = reader;
        }

        @Override
        public void columns(List<String> names) {}

        @Override
        public void row(List<JsonNode> cells) {
            isEmpty = false;
            reader.read(DeadLetter.newBuilder()
                    .setRecordId(cells.get(0).asText())
                    .setStream(cells.get(1).asText())
                    .setShard(cells.get(2).asText())
                    .setPosition(cells.get(3).asText())
                    .setLine(cells.get(4).asInt())
                    .setStage(cells.get(5).asText())
                    .setReason(cells.get(6).asText())
                    .setMessage(cells.get(7).asText())
                    .setPayload(cells.get(8).asText())
                    .setBase64(cells.get(9).asBoolean())
                    .setPayloadBytes(cells.get(10).asLong())
                    .setArrivedAt(Instant.ofEpochMilli(cells.get(11).asLong()))
                    .setPayloadType(cells.get(12).asText(""))
                    .build());
        }

        @Override
        public void end() {}
    }

    private static final class Texts implements RowWriter {
        private final List<String> texts = new ArrayList<>();

        @Override
        public void columns(List<String> names) {}

        @Override
        public void row(List<JsonNode> cells) {
            texts.add(cells.get(0).asText());
        }

        @Override
        public void end() {}
    }
}
