package io.millrace.runbooks.catalog;

import static io.millrace.runbooks.TestEvents.INSTANCE;
import static io.millrace.runbooks.TestEvents.conditionMet;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.catalog.Refusal.Code;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskSpaceRunbookTest {
    @ParameterizedTest
    @ValueSource(doubles = {85.1, 95})
    void cleansRotatesAndCompressesUpToNinetyFive(double value) {
        var command = ShippedRunbooks.plan(disk("disk-space", value, "/var/log"), 0)
                .command()
                .orElseThrow();

        assertThat(command.getAction()).isEqualTo("Millrace-ReclaimDiskSpace");
        assertThat(command.getParameters())
                .containsEntry("Path", List.of("/var/log"))
                .containsEntry("Actions", List.of("clean,rotate,compress"));
    }

    @Test
    void extendsTheVolumeAboveNinetyFive() {
        var event = disk("disk-nearly-full", 95.1, "/");

        var command = ShippedRunbooks.plan(event, 0).command().orElseThrow();

        assertThat(command.getAction()).isEqualTo("Millrace-ExtendVolume");
        assertThat(command.getParameters())
                .containsEntry("Device", List.of("nvme0n1p1"))
                .containsEntry("GrowPercent", List.of("20"));
    }

    @Test
    void startsOneLadderOnlyWhateverTheFigure() {
        var catalog = ContentBundle.shipped().compile().runbooks();

        assertThat(catalog.triggeredBy(disk("disk-space", 95, "/"))).isPresent();
        assertThat(catalog.triggeredBy(disk("disk-space", 95.1, "/"))).isEmpty();
        assertThat(catalog.triggeredBy(disk("disk-nearly-full", 95.1, "/"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "relative",
                "/a b",
                "/$(reboot)",
                "/a;b",
                "/*",
                "/..",
                "/var/../etc",
                "/a//b",
                "/.ssh",
                "/{{x}}",
                "/é",
                "/a\nb"
            })
    void refusesAPathThatIsNotPlain(String path) {
        assertThat(ShippedRunbooks.plan(disk("disk-space", 90, path), 0)
                        .refusal()
                        .orElseThrow()
                        .code())
                .isEqualTo(Code.BAD_PARAMETER);
    }

    private static OpsEvent disk(String condition, double value, String path) {
        return conditionMet(
                        condition,
                        value,
                        Map.of(
                                "dim.InstanceId",
                                INSTANCE,
                                "dim.path",
                                path,
                                "dim.device",
                                "nvme0n1p1",
                                "dim.fstype",
                                "xfs"))
                .build();
    }
}
