package io.millrace.testing.simulation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a simulation planted and how much it emitted: what {@code grade} compares a lake with. Only incidents of which a
 * record has arrived are listed.
 */
public record Truth(
        int schemaVersion,
        String scenario,
        long seed,
        Instant start,
        Instant end,
        Counts counts,
        List<PlantedIncident> incidents) {

    /**
     * What was emitted: Kinesis records, save for {@code points}.
     *
     * @param signalEvents first deliveries of events that belong to an incident
     * @param noiseEvents first deliveries of events that belong to none
     * @param repeats exact repeats of events or metric records
     */
    public record Counts(
            long metricRecords, long points, long signalEvents, long noiseEvents, long repeats, long ticks) {}

    /** Incidents during which another is under way in one of their scopes. */
    public long overlapping() {
        return incidents.stream()
                .filter(one -> incidents.stream().anyMatch(one::overlaps))
                .count();
    }

    /** Incidents that reach into more than one scope. */
    public long spanning() {
        return incidents.stream().filter(one -> one.scopes().size() > 1).count();
    }

    /** Incidents on whose resource something unrelated is said meanwhile. */
    public long accompanied() {
        return incidents.stream().filter(PlantedIncident::accompanied).count();
    }

    /** The three shares in words, for a reader. */
    public String shares() {
        return String.format(
                Locale.ROOT,
                "%s overlap another in their scope, %s span two scopes, %s share a resource with noise",
                share(overlapping()),
                share(spanning()),
                share(accompanied()));
    }

    private String share(long count) {
        return Math.round(100.0 * count / Math.max(1, incidents.size())) + " %";
    }

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantWriter())
                    .addDeserializer(Instant.class, new InstantReader()))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Writes {@code truth.json}; equal truths give equal bytes. */
    public void write(Path file) throws IOException {
        Files.write(file, MAPPER.writeValueAsBytes(this));
    }

    /** Reads what {@link #write} wrote. */
    public static Truth read(Path file) throws IOException {
        return MAPPER.readValue(Files.readAllBytes(file), Truth.class);
    }

    private static final class InstantWriter extends JsonSerializer<Instant> {
        @Override
        public void serialize(Instant value, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeString(value.toString());
        }
    }

    private static final class InstantReader extends JsonDeserializer<Instant> {
        @Override
        public Instant deserialize(JsonParser from, DeserializationContext context) throws IOException {
            return Instant.parse(from.getText());
        }
    }
}
