package io.millrace.operators.parse.source;

import static io.millrace.operators.parse.Raws.raw;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Any place of any sample of a flat source may hold anything: it still becomes one event with an identity. */
class FlatGarbageTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SAMPLES = Path.of("src/test/resources/samples");

    private final EventParser parser = new EventParser(EventParserSettings.defaults());
    private final SourceCatalog catalog = SourceCatalog.shipped(Set.of("millrace"));

    @Test
    void whateverStandsInAFieldTheEventIsStillOne() throws IOException {
        int mappings = 0;
        for (JsonNode sample : flatSamples()) {
            mappings++;
            for (JsonNode garbage : garbage()) {
                eachPlace(sample, place -> place.accept(garbage), () -> assertOneEvent(sample));
            }
            eachPlace(sample, place -> place.accept(null), () -> assertOneEvent(sample));
        }
        assertThat(mappings).isGreaterThan(30);
    }

    private void assertOneEvent(JsonNode document) {
        var result = parser.parse(raw(document.toString()));

        assertThat(result.deadLetters()).as("%s", document).isEmpty();
        assertThat(result.events()).singleElement().satisfies(event -> {
            assertThat(event.getIdentity()).isNotBlank();
            assertThat(event.getTitle()).isNotBlank();
            assertThat(event.getSeverity()).isBetween(1, 5);
        });
    }

    private static List<JsonNode> garbage() throws IOException {
        var garbage = new ArrayList<JsonNode>();
        for (String json : List.of(
                "null",
                "7",
                "-1e308",
                "true",
                "\"\"",
                "\" \"",
                "[]",
                "{}",
                "[[null,{}],7]",
                "{\"key\":{\"key\":[1]}}")) {
            garbage.add(JSON.readTree(json));
        }
        garbage.add(JSON.getNodeFactory().textNode("{*}|[\u0000]/:".repeat(2_000)));
        return garbage;
    }

    /** Samples, one document each, that a mapping file or the task mapping reads. */
    private List<JsonNode> flatSamples() throws IOException {
        var flat = new ArrayList<JsonNode>();
        try (var files = Files.list(SAMPLES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                var read = JSON.readTree(Files.readString(file));
                var documents = read.isArray() ? read : JSON.createArrayNode().add(read);
                documents.forEach(document -> {
                    if (isFlat(document)) {
                        flat.add(document);
                    }
                });
            }
        }
        return flat;
    }

    private boolean isFlat(JsonNode document) {
        return catalog.entries().stream()
                .filter(entry -> entry.mapping() instanceof FlatMapping || entry.mapping() instanceof EcsTaskMapping)
                .anyMatch(entry -> document.path("source").asText().equals(entry.source())
                        && document.path("detail-type").asText().equals(entry.detailType()));
    }

    /** Changes each place but the two names that make it an envelope, checks, and puts back what was there. */
    private static void eachPlace(JsonNode document, Consumer<Consumer<JsonNode>> change, Runnable check) {
        for (var name : List.of("id", "account", "region", "time", "resources", "detail")) {
            var root = (ObjectNode) document;
            var was = root.get(name);
            change.accept(value -> set(root, name, value));
            check.run();
            root.set(name, was);
            if (was instanceof ContainerNode<?> container) {
                inside(container, change, check);
            }
        }
    }

    private static void inside(ContainerNode<?> parent, Consumer<Consumer<JsonNode>> change, Runnable check) {
        if (parent instanceof ObjectNode object) {
            for (String name : names(object)) {
                var was = object.get(name);
                change.accept(value -> set(object, name, value));
                check.run();
                object.set(name, was);
                if (was instanceof ContainerNode<?> container) {
                    inside(container, change, check);
                }
            }
        } else if (parent instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                var was = array.get(i);
                change.accept(value -> array.set(index, value == null ? JSON.nullNode() : value));
                check.run();
                array.set(index, was);
                if (was instanceof ContainerNode<?> container) {
                    inside(container, change, check);
                }
            }
        }
    }

    private static void set(ObjectNode object, String name, JsonNode value) {
        if (value == null) {
            object.remove(name);
        } else {
            object.set(name, value);
        }
    }

    private static List<String> names(ObjectNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
