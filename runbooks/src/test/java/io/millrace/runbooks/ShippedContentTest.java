package io.millrace.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedContentTest {
    @Test
    void compiles() {
        var content = ContentBundle.shipped().compile();

        assertThat(content.version()).isEqualTo("example-1");
        assertThat(content.runbooks().all()).containsOnlyKeys("disk-space", "high-cpu", "memory-leak");
        assertThat(content.conditions().all())
                .containsOnlyKeys("disk-nearly-full", "disk-space", "high-cpu", "memory-leak");
    }

    @Test
    void isTheModulesOwnFolderFileByFile() {
        assertThat(ContentBundle.shipped().files())
                .isEqualTo(ContentBundle.load(Path.of(".")).files());
    }
}
