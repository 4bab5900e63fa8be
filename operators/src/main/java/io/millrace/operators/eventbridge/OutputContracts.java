package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.millrace.domain.contract.DetailType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The JSON Schemas of our events' details, with formats asserted. */
final class OutputContracts {
    private final Map<DetailType, Schema> schemas = new EnumMap<>(DetailType.class);

    OutputContracts() {
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        for (var type : DetailType.values()) {
            schemas.put(type, read(type, registry));
        }
    }

    private static Schema read(DetailType type, SchemaRegistry registry) {
        try (var stream = DetailType.class.getResourceAsStream(type.schemaResource())) {
            return registry.getSchema(Objects.requireNonNull(stream, type.schemaResource()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the contract " + type.schemaResource(), e);
        }
    }

    /** What the detail breaks, one sentence each, in the order of the schema; empty when it is valid. */
    List<String> violations(DetailType type, JsonNode detail) {
        var schema = Objects.requireNonNull(schemas.get(type));
        return schema
                .validate(
                        detail, execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .sorted()
                .collect(Collectors.toList());
    }
}
