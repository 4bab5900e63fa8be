package io.millrace.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedContentTest {
    @Test
    void compiles() {
        var content = ContentBundle.shipped().compile();

        assertThat(content.version()).isEqualTo("example-1");
        assertThat(content.runbooks().all())
                .containsOnlyKeys(
                        "agent-stale",
                        "boot-volume",
                        "control-default-security-group",
                        "control-ebs-encryption",
                        "control-key-rotation",
                        "control-open-ports",
                        "control-public-bucket",
                        "control-trail-validation",
                        "crypto-mining",
                        "data-exfiltration",
                        "database-failover-drill",
                        "development-cost",
                        "disk-space",
                        "end-of-support",
                        "failed-backup",
                        "golden-image",
                        "high-cpu",
                        "leaked-credentials",
                        "memory-leak",
                        "patch-compliance",
                        "planned-change",
                        "replace-with-new-image",
                        "service-errors",
                        "unauthorised-access",
                        "vulnerable-packages");
        assertThat(content.conditions().all())
                .containsOnlyKeys(
                        "boot-volume",
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
