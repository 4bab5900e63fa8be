package io.millrace.operators.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pretty-printed sample: one JSON document is one payload, an array is one payload per element. */
final class SampleFile implements ReplayFile {
    private static final long LARGEST_BYTES = 64L << 20;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final String stream;
    private final Path path;

    SampleFile(String stream, Path path) {
        this.stream = stream;
        this.path = path;
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public String name() {
        return String.valueOf(path.getFileName());
    }

    @Override
    public RawLines open() throws IOException {
        if (Files.size(path) > LARGEST_BYTES) {
            throw new IOException("Sample " + path + " is larger than " + LARGEST_BYTES
                    + " bytes; put large input into events*.ndjson, one payload per line");
        }
        return new Elements(payloads(stream, Files.readAllBytes(path)));
    }

    /** What is not JSON is one payload too: the job says what is wrong with it. */
    private static List<byte[]> payloads(String stream, byte[] file) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(file);
        } catch (JsonProcessingException e) {
            return List.of(file);
        }
        if (!root.isArray()) {
            // a metrics record holds one point per line: a pretty-printed document must become one line of it
            return List.of(stream.equals(Streams.METRICS) ? JSON.writeValueAsBytes(root) : file);
        }
        var payloads = new ArrayList<byte[]>(root.size());
        for (var element : root) {
            payloads.add(JSON.writeValueAsBytes(element));
        }
        return payloads;
    }

    private static final class Elements implements RawLines {
        private final List<byte[]> payloads;
        private int number;

        Elements(List<byte[]> payloads) {
            this.payloads = payloads;
        }

        @Override
        public byte @Nullable [] next() {
            return number < payloads.size() ? payloads.get(number++) : null;
        }

        @Override
        public long number() {
            return number;
        }

        @Override
        public void close() {}
    }
}
