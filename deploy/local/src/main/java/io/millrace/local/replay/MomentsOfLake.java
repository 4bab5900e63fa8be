package io.millrace.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.cli.BadInput;
import io.millrace.local.sql.LakeSql;
import io.millrace.local.sql.LakeSqlException;
import io.millrace.local.sql.RowWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * From when each version of the content applied in the run whose lake it is, as a replay is told it. What the first run began with
 * applied to everything; what a later run began with, from then on.
 */
final class MomentsOfLake implements RowWriter {
    private final TreeMap<String, Instant> moments = new TreeMap<>();
    private boolean began;

    private MomentsOfLake() {}

    /** The setting {@code Replay/content.moments}; empty when the lake has no such rows. @throws BadInput when it cannot be read */
    static String read(Path lake) {
        var moments = new MomentsOfLake();
        try (LakeSql sql = LakeSql.open(lake)) {
            sql.query(
                    "select version, action, epoch_ms(applies_from), epoch_ms(arrived_at) from content_versions"
                            + " where action <> 'refused' order by arrived_at, version",
                    moments);
        } catch (LakeSqlException e) {
            throw new BadInput("--answers: " + e.getMessage());
        }
        return moments.moments.entrySet().stream()
                .map((Map.Entry<String, Instant> moment) -> moment.getKey() + "=" + moment.getValue())
                .collect(Collectors.joining(","));
    }

    @Override
    public void columns(List<String> names) {
        // as selected
    }

    @Override
    public void row(List<JsonNode> cells) {
        var appliesFrom = Instant.ofEpochMilli(cells.get(2).asLong());
        var arrivedAt = Instant.ofEpochMilli(cells.get(3).asLong());
        boolean again = cells.get(1).asText().equals("started") && began && appliesFrom.isBefore(arrivedAt);
        moments.putIfAbsent(cells.get(0).asText(), again ? arrivedAt : appliesFrom);
        began = true;
    }

    @Override
    public void end() {
        // nothing is open
    }
}
