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
                .containsOnlyKeys(
                        "disk-filling-up",
                        "disk-nearly-full",
                        "disk-space",
                        "heartbeat-absent",
                        "high-cpu",
                        "memory-leak",
                        "slow-responses");
        assertThat(content.conditions().joined()).containsOnlyKeys("error-rate");
    }

    @Test
    void isTheModulesOwnFolderFileByFile() {
        assertThat(ContentBundle.shipped().files())
                .isEqualTo(ContentBundle.load(Path.of(".")).files());
    }
}
