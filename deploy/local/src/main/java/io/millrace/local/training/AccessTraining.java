package io.millrace.local.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.models.access.Caller;
import io.millrace.models.sagemaker.AccessWire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * IP Insights: entity and IPv4 address of each CloudTrail event, as CSV without a header, by the rule that the job judges by.
 * A pair counts once an hour, so that a loop of calls does not outvote a person.
 */
final class AccessTraining implements TrainingRows {
    /** What the rule reads, each from the event's attributes. */
    private static final List<String> NAMES = List.of(
            "sourceIPAddress",
            "userType",
            "userName",
            "userArn",
            "userAccount",
            "roleName",
            "sessionName",
            "invokedBy",
            "signIn",
            "own");

    private final TrainingFile train;

    AccessTraining(Path folder) {
        this.train = TrainingFile.in(folder, "train", "accesses.csv");
    }

    @Override
    public String query(String since) {
        var columns = new StringBuilder();
        for (String name : NAMES) {
            columns.append(", attributes['")
                    .append(name)
                    .append("'] as \"")
                    .append(name)
                    .append('"');
        }
        return "select distinct date_trunc('hour', event_time) as hour" + columns + " from events where " + since
                + " and detail_type like '% via CloudTrail' and attributes['sourceIPAddress'] is not null order by all";
    }

    @Override
    public void row(List<JsonNode> cells) throws IOException {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < NAMES.size(); i++) {
            JsonNode cell = cells.get(i + 1);
            if (!cell.isNull()) {
                attributes.put(NAMES.get(i), cell.asText());
            }
        }
        var access = Caller.of(attributes);
        if (access.isPresent()) {
            train.line(AccessWire.line(access.get()));
        }
    }

    @Override
    public void close() throws IOException {
        train.close();
    }

    @Override
    public String summary() {
        return train.summary("pairs")
                + "; content type text/csv, num_entity_vectors=twice the entities, vector_dim=128";
    }
}
