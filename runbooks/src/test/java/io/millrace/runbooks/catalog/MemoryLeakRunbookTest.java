package io.millrace.runbooks.catalog;

import static io.millrace.runbooks.TestEvents.INSTANCE;
import static io.millrace.runbooks.TestEvents.conditionMet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryLeakRunbookTest {
    @Test
    void readsFirstAndClimbsToARestartOneRungAtATime() {
        // as the CloudWatch agent reports it, with more dimensions than the runbook asks for
        var event = conditionMet(
                        "memory-leak",
                        91,
                        Map.of("dim.InstanceId", INSTANCE, "dim.InstanceType", "m6i.large", "dim.ImageId", "ami-1"))
                .build();

        var steps = IntStream.range(
                        0, ShippedRunbooks.runbook("memory-leak").rungs().size())
                .mapToObj(rung -> ShippedRunbooks.plan(event, rung).command().orElseThrow())
                .collect(Collectors.toList());

        assertThat(steps)
                .extracting(step -> step.getStep())
                .containsExactly("collect-garbage", "clear-caches", "restart-service");
        assertThat(steps).extracting(step -> step.getTier()).containsOnly(1);
        assertThat(steps).allSatisfy(step -> assertThat(step.getParameters())
                .isEqualTo(Map.of("InstanceId", List.of(INSTANCE))));
        assertThat(steps.get(2).getAdvice()).contains("drain");
        assertThat(ShippedRunbooks.diagnose(event)).singleElement().satisfies(read -> {
            assertThat(read.getStep()).isEqualTo("report-memory");
            assertThat(read.getTier()).isZero();
            assertThat(read.getDiagnosis()).isTrue();
            assertThat(read.getExpiresAfterSeconds()).isEqualTo(180);
            assertThat(read.getParameters()).isEqualTo(Map.of("InstanceId", List.of(INSTANCE)));
        });
    }
}
