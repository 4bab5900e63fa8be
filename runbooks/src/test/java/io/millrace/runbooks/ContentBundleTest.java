package io.millrace.runbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentBundleTest {
    @Test
    void travelsAsAJavaObject() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(ContentBundle.shipped());
        }
        ContentBundle arrived;
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            arrived = (ContentBundle) in.readObject();
        }

        assertThat(arrived.version()).isEqualTo("example-1");
        assertThat(arrived.effectiveFrom()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(arrived.files()).isEqualTo(ContentBundle.shipped().files());
        assertThat(arrived.compile().version()).isEqualTo("example-1");
    }

    @Test
    void doesNotJudgeWhenLoaded() {
        var bundle = ContentBundle.of(Map.of("bundle.yaml", "version: ["));

        assertThat(bundle.version()).isEmpty();
        assertThat(bundle.effectiveFrom()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void isNotChangedByItsMaker() {
        var files = new TreeMap<>(Map.of("bundle.yaml", "version: v1\neffectiveFrom: 2026-01-01T00:00:00Z"));
        var bundle = ContentBundle.of(files);

        files.clear();

        assertThat(bundle.files()).containsOnlyKeys("bundle.yaml");
    }

    @Test
    void takesRunbooksFromEitherFolder(@TempDir Path dir) throws IOException {
        for (var file : ContentBundle.shipped().files().entrySet()) {
            write(dir.resolve(file.getKey().replace("catalog/", "runbooks/")), file.getValue());
        }
        write(dir.resolve("README.md"), "not content");

        var bundle = ContentBundle.load(dir);

        assertThat(bundle.files()).containsKey("runbooks/high-cpu.yaml");
        assertThat(bundle.compile().runbooks().all()).containsKey("high-cpu");
    }

    @Test
    void whatLiesTooDeepIsToldAsTheJobTellsIt(@TempDir Path dir) throws IOException {
        for (var file : ContentBundle.shipped().files().entrySet()) {
            write(dir.resolve(file.getKey()), file.getValue());
        }
        write(dir.resolve("conditions/more/cpu.yaml"), "conditions: []");
        write(dir.resolve("catalog/examples/high-cpu.yaml"), "examples: []");
        write(dir.resolve("src/test/resources/other.yaml"), "no: content");

        var bundle = ContentBundle.load(dir);

        assertThat(bundle.files())
                .containsKey("conditions/more/cpu.yaml")
                .doesNotContainKeys("catalog/examples/high-cpu.yaml", "src/test/resources/other.yaml");
        assertThatThrownBy(bundle::compile)
                .isInstanceOf(InvalidContentException.class)
                .hasMessageContaining("conditions/more/cpu.yaml: lies too deep to be read");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
