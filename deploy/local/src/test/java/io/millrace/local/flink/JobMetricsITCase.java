package io.millrace.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobMetricsITCase {
    @Test
    void aRecordIsCountedOnceThoughItsTaskCountsItToo(@TempDir Path scratch) throws Exception {
        var environment = LocalFlink.environment(LocalFlink.configuration(scratch, Duration.ofSeconds(5)), 2);
        environment
                .fromSequence(1, 100)
                .rebalance()
                .map(number -> number)
                .returns(Types.LONG)
                .name("Read numbers")
                .rebalance()
                .sinkTo(new DiscardingSink<>());

        environment.execute("A job whose task has its only operator's name");

        assertThat(JobMetrics.sum("Read numbers", "numRecordsIn")).isEqualTo(100);
    }
}
