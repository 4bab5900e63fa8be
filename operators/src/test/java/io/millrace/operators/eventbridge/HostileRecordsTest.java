package io.millrace.operators.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.domain.Command;
import io.millrace.domain.OpsEvent;
import io.millrace.operators.parse.Raws;
import io.millrace.runbooks.examples.RunbookExample;
import io.millrace.testing.hostile.HostileWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * As {@link HostileCommandsTest}, from the bytes on: every value and every key of every record, of the examples and of each source's
 * samples, says something hostile, one after the other and many at once. What the parser makes of it starts nothing, is refused, or gives
 * a command of which each part stands in those of sound records. Where in a value the words stand is drawn by a fixed seed.
 */
class HostileRecordsTest {
    private static final Path SAMPLES = Path.of("src/test/resources/samples");

    /** As most senders write, and with all that is not ASCII escaped: so half a character arrives as one. */
    private static final List<ObjectMapper> WRITERS = List.of(
            new ObjectMapper(),
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

    private static final List<Sound> RECORDS = records();
    private static final Set<String> WORDS = words();

    private final Random random = new Random(7);
    private int tried;
    private int events;
    private int commands;
    private int silenced;

    @Test
    void noValueOfARecordPutsWordsIntoACommand() {
        for (Sound sound : RECORDS) {
            for (Place place : places(sound.json)) {
                // what starts nothing as it is gets every fourth word, another fourth for each value
                int step = sound.isAnswered ? 1 : 4;
                for (int i = random.nextInt(step); i < HostileWords.ALL.size(); i += step) {
                    attack(sound, place.saying(sound.json, beside(place.was, HostileWords.ALL.get(i))));
                }
                attack(sound, place.saying(sound.json, HostileWords.lookingLike(place.was)));
            }
        }

        assertThat(tried).isGreaterThan(60_000);
        assertThat(events).as("most are read all the same").isGreaterThan(tried / 2);
        assertThat(commands).as("most fields reach no command, which goes on").isGreaterThan(1000);
        assertThat(silenced).as("those that do stop it").isGreaterThan(1000);
    }

    @Test
    void noKeyOfARecordPutsWordsIntoACommand() {
        for (Sound sound : RECORDS) {
            for (Place place : places(sound.json)) {
                for (int i = 0; i < 4; i++) {
                    String hostile = HostileWords.ALL.get(random.nextInt(HostileWords.ALL.size()));
                    place.renamed(sound.json, beside(place.key(), hostile)).ifPresent(json -> attack(sound, json));
                }
            }
        }

        assertThat(tried).isGreaterThan(5_000);
        assertThat(commands).isGreaterThan(100);
    }

    @Test
    void norDoManyValuesAtOnce() {
        for (Sound sound : RECORDS) {
            List<Place> places = places(sound.json);
            // where one of two targets says something else, the other one is left
            var words = new TreeSet<>(WORDS);
            places.forEach(place -> words.add(place.was));
            for (int i = 0; i < 40; i++) {
                JsonNode json = sound.json;
                for (Place place : places) {
                    if (random.nextInt(places.size()) < 3) {
                        String hostile = HostileWords.ALL.get(random.nextInt(HostileWords.ALL.size()));
                        json = place.saying(json, beside(place.was, hostile));
                    }
                }
                attack(sound, json, words);
            }
        }

        assertThat(tried).isGreaterThan(5_000);
    }

    private void attack(Sound sound, JsonNode record) {
        attack(sound, record, WORDS);
    }

    private void attack(Sound sound, JsonNode record, Set<String> words) {
        tried++;
        boolean isSilent = true;
        for (OpsEvent event : Proposals.events(written(record), sound.arrivedAt)) {
            events++;
            for (Command command : Proposals.of(event)) {
                isSilent = false;
                commands++;
                Proposals.assertConsistsOf(words, command, event);
                if (commands % 10 == 0) {
                    Proposals.assertPublishable(command);
                }
            }
        }
        silenced += isSilent && sound.isAnswered ? 1 : 0;
    }

    private String written(JsonNode record) {
        try {
            return WRITERS.get(random.nextInt(WRITERS.size())).writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Instead of it, before, behind or within it. */
    private String beside(String was, String hostile) {
        int place = random.nextInt(4);
        if (place == 0 || was.isEmpty()) {
            return hostile;
        }
        int at = place == 1 ? 0 : place == 2 ? was.length() : random.nextInt(was.length());
        return was.substring(0, at) + hostile + was.substring(at);
    }

    private static Set<String> words() {
        var sound = new ArrayList<OpsEvent>();
        RECORDS.forEach(record -> sound.addAll(Proposals.events(record.json.toString(), record.arrivedAt)));
        return Proposals.words(sound);
    }

    private static List<Sound> records() {
        var records = new ArrayList<Sound>();
        for (RunbookExample example : Proposals.EXAMPLES) {
            example.record().ifPresent(json -> records.add(new Sound(json, example.arrivedAt())));
        }
        try (var files = Files.list(SAMPLES)) {
            for (Path file : files.sorted().toList()) {
                for (JsonNode json : Raws.documents(file.getFileName().toString())) {
                    records.add(new Sound(json, Raws.ARRIVED));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return records;
    }

    /** Every value that is no list or map. */
    private static List<Place> places(JsonNode record) {
        var places = new ArrayList<Place>();
        walk(record, new ArrayList<>(), places);
        return places;
    }

    private static void walk(JsonNode node, List<Object> way, List<Place> places) {
        if (node.isValueNode()) {
            places.add(new Place(List.copyOf(way), node.asText()));
            return;
        }
        int last = way.size();
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            way.add(i);
            walk(node.get(i), way, places);
            way.remove(last);
        }
        node.fields().forEachRemaining(field -> {
            way.add(field.getKey());
            walk(field.getValue(), way, places);
            way.remove(last);
        });
    }

    /** A record as it should be. */
    private static final class Sound {
        private final JsonNode json;
        private final Instant arrivedAt;
        private final boolean isAnswered;

        Sound(JsonNode json, Instant arrivedAt) {
            this.json = json;
            this.arrivedAt = arrivedAt;
            this.isAnswered = Proposals.events(json.toString(), arrivedAt).stream()
                    .anyMatch(event -> !Proposals.of(event).isEmpty());
        }
    }

    /** Where a value stands: keys and indexes from the root. */
    private record Place(List<Object> way, String was) {
        JsonNode saying(JsonNode record, String text) {
            return at(record.deepCopy(), parent -> {
                if (parent instanceof ArrayNode array) {
                    array.set((Integer) last(), TextNode.valueOf(text));
                } else {
                    ((ObjectNode) parent).put((String) last(), text);
                }
            });
        }

        /** Its key says something else; empty for an item of a list. */
        Optional<JsonNode> renamed(JsonNode record, String text) {
            if (!(last() instanceof String key)) {
                return Optional.empty();
            }
            return Optional.of(at(record.deepCopy(), parent -> {
                var object = (ObjectNode) parent;
                object.set(text, object.remove(key));
            }));
        }

        String key() {
            return String.valueOf(last());
        }

        private Object last() {
            return way.get(way.size() - 1);
        }

        private JsonNode at(JsonNode copy, Consumer<JsonNode> change) {
            JsonNode parent = copy;
            for (Object step : way.subList(0, way.size() - 1)) {
                parent = step instanceof Integer index ? parent.get(index) : parent.get((String) step);
            }
            change.accept(parent);
            return copy;
        }
    }
}
