package io.millrace.operators.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.flink.streaming.api.functions.sink.filesystem.PartFileInfo;
import org.junit.jupiter.api.Test;

class LakeRollingTest {
    private final LakeRolling<String> rolling = new LakeRolling<>();

    @Test
    void anHourThatHasPassedClosesOnceItIsQuiet() {
        var old = file("dt=2026-08-05/hour=23", 10_000, 5);
        var now = file("dt=2026-08-06/hour=00", 10_000, 5);

        assertThat(rolling.shouldRollOnProcessingTime(now, 60_000)).isFalse();
        assertThat(rolling.shouldRollOnProcessingTime(old, 10_500)).isFalse();
        assertThat(rolling.shouldRollOnProcessingTime(old, 11_000)).isTrue();
    }

    @Test
    void theNewestHourWaitsForTheCheckpoint() throws IOException {
        var file = file("dt=2026-08-05/hour=23", 0, 5);

        assertThat(rolling.shouldRollOnEvent(file, "row")).isFalse();
        assertThat(rolling.shouldRollOnProcessingTime(file, 3_600_000)).isFalse();
        assertThat(rolling.shouldRollOnCheckpoint(file)).isTrue();
    }

    @Test
    void aLargeFileClosesAtOnce() throws IOException {
        assertThat(rolling.shouldRollOnEvent(file("dt=2026-08-05/hour=23", 0, 200L << 20), "row"))
                .isTrue();
    }

    private static PartFileInfo<String> file(String partition, long lastUpdate, long size) {
        return new PartFileInfo<>() {
            @Override
            public String getBucketId() {
                return partition;
            }

            @Override
            public long getCreationTime() {
                return 0;
            }

            @Override
            public long getSize() {
                return size;
            }

            @Override
            public long getLastUpdateTime() {
                return lastUpdate;
            }
        };
    }
}
