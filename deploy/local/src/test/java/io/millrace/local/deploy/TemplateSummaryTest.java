package io.millrace.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemplateSummaryTest {
    @Test
    void countsAndNamesWhatTheCommittedTemplateCreates() throws IOException {
        var lines =
                TemplateSummary.of(Path.of("../managed-flink/template.json")).lines();

        assertThat(lines.get(0)).matches("It would create \\d+ resources .*");
        assertThat(lines)
                .anyMatch(line -> line.contains("1 AWS::KinesisAnalyticsV2::Application ") && line.contains("millrace"))
                .anyMatch(line ->
                        line.contains("2 AWS::Kinesis::Stream ") && line.contains("millrace-events, millrace-metrics"))
                .anyMatch(line -> line.contains("20 AWS::Glue::Table") && line.endsWith(", ..."));
    }
}
