package io.millrace.domain.thread;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityTest {

    @ParameterizedTest
    @CsvSource({"5, 1, 1", "5, 2, 1", "5, 3, 2", "5, 4, 3", "4, 1, 1", "3, 2, 3", "1, 1, 4", "1, 4, 5", "3, unknown, 3"
    })
    void aCriticalEventOfAnImportantServiceIsMostUrgent(int severity, String tier, int priority) {
        assertThat(Priority.of(severity, tier)).isEqualTo(priority);
    }
}
