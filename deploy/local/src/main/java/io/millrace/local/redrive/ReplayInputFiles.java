package io.millrace.local.redrive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.millrace.operators.redrive.Redelivery;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Records that come again as input of a replay: a file per stream, each line with its first arrival. */
final class ReplayInputFiles implements AutoCloseable {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final Path folder;
    private final Map<String, OutputStream> files = new TreeMap<>();

    /** The folder is made when it is missing. */
    ReplayInputFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    void write(Redelivery redelivery) throws IOException {
        var file = files.get(redelivery.stream());
        if (file == null) {
            file = Files.newOutputStream(folder.resolve(redelivery.stream() + "-redriven.ndjson"));
            files.put(redelivery.stream(), file);
        }
        try (JsonGenerator json = JSON.createGenerator(file)) {
            json.writeStartObject();
            json.writeStringField(
                    "arrivedAt", redelivery.letter().getArrivedAt().toString());
            json.writeBinaryField("dataBase64", redelivery.data());
            json.writeEndObject();
        }
        file.write('\n');
    }

    @Override
    public void close() throws IOException {
        for (OutputStream file : files.values()) {
            file.close();
        }
    }
}
