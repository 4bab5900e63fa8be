package io.millrace.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.jobs.config.JobConfig;
import io.millrace.jobs.config.PropertyGroups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The property groups of the application are read by the job's own configuration, as a local file of them is. */
class ApplicationPropertiesTest {
    @TempDir
    private Path folder;

    @Test
    void theJobsConfigurationTakesThemWhole() throws IOException {
        var config = JobConfig.of(groups());

        assertThat(config.replay()).isEmpty();
        assertThat(config.metricStream().orElseThrow().stream()).isEqualTo("millrace-metrics");
        assertThat(config.eventStream().orElseThrow().stream()).isEqualTo("millrace-events");
        assertThat(config.eventStream().orElseThrow().region()).isEqualTo("eu-west-1");
        assertThat(config.eventBus().bus()).isEqualTo("operations");
        assertThat(config.lakePath()).matches("s3://lake\\w+/lake");
        assertThat(config.eventBus().refusedPath()).matches("s3://lake\\w+/dead-letters");
        assertThat(config.contentPath()).matches("s3://artifacts\\w+/content/example-1");
        assertThat(config.liveContent().path()).matches("s3://artifacts\\w+/content");
        assertThat(config.loopSources()).containsExactlyInAnyOrderElementsOf(LoopRules.BELIEVED);
    }

    @Test
    void theyHaveEveryGroupOfALiveJob() throws IOException {
        assertThat(groups().keySet())
                .containsExactlyInAnyOrder(
                        "Input",
                        "MetricStream",
                        "EventStream",
                        "Content",
                        "Lake",
                        "Loop",
                        "EventBridge",
                        "AnomalyScoring",
                        "SageMakerForest",
                        "Forecast",
                        "SageMakerForecast",
                        "SageMakerAccess",
                        "Bedrock",
                        "Logs",
                        "Fold",
                        "Threads",
                        "Situations",
                        "Problems");
    }

    @Test
    void theyStateTheJobsOwnDefaults() throws IOException {
        var stated = JobConfig.of(groups());
        var groups = new TreeMap<>(groups());
        groups.keySet()
                .removeAll(List.of(
                        "AnomalyScoring",
                        "SageMakerForest",
                        "Forecast",
                        "SageMakerForecast",
                        "SageMakerAccess",
                        "Bedrock",
                        "Logs",
                        "Fold",
                        "Threads",
                        "Situations",
                        "Problems"));
        var defaults = JobConfig.of(groups);

        assertThat(stated.fold()).usingRecursiveComparison().isEqualTo(defaults.fold());
        assertThat(stated.logs()).usingRecursiveComparison().isEqualTo(defaults.logs());
        assertThat(stated.threads()).usingRecursiveComparison().isEqualTo(defaults.threads());
        assertThat(stated.situations().values()).isEqualTo(defaults.situations().values());
        assertThat(stated.problems()).usingRecursiveComparison().isEqualTo(defaults.problems());
        assertThat(stated.scoring()).usingRecursiveComparison().isEqualTo(defaults.scoring());
        assertThat(stated.forests())
                .usingRecursiveComparison()
                .ignoringFields("region")
                .isEqualTo(defaults.forests());
        assertThat(stated.forecastEndpoints())
                .usingRecursiveComparison()
                .ignoringFields("region")
                .isEqualTo(defaults.forecastEndpoints());
        assertThat(stated.accessEndpoint())
                .usingRecursiveComparison()
                .ignoringFields("region")
                .isEqualTo(defaults.accessEndpoint());
        assertThat(stated.explainModel())
                .usingRecursiveComparison()
                .ignoringFields("region")
                .isEqualTo(defaults.explainModel());
    }

    @Test
    void aKeyThatTheJobDoesNotKnowIsRefused() throws IOException {
        var groups = new TreeMap<>(groups());
        groups.put("Lake", Map.of("path", "s3://lake", "colour", "blue"));

        assertThatThrownBy(() -> JobConfig.of(groups)).hasMessageContaining("Lake/colour is unknown");
    }

    private Map<String, Map<String, String>> groups() throws IOException {
        JsonNode groups = TemplateFile.committed()
                .resource("JobApplication")
                .at("/ApplicationConfiguration/EnvironmentProperties/PropertyGroups");
        return PropertyGroups.read(Files.writeString(folder.resolve("groups.json"), groups.toString()));
    }
}
