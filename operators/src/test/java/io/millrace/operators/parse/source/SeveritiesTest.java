package io.millrace.operators.parse.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeveritiesTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "0.9, 1", "1, 2", "3.9, 2", "4, 3", "6.9, 3", "7, 4", "8.9, 4", "9, 5", "10, 5", "NaN, 3"})
    void guardDutysBandsAreItsDocumentedOnes(double stated, int severity) {
        assertThat(Severities.ofGuardDuty(stated)).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "CRITICAL, 0, 5",
        "high, 0, 4",
        "MEDIUM, 0, 3",
        "LOW, 0, 2",
        "INFORMATIONAL, 99, 1",
        "NOVEL, 0, 1",
        "NOVEL, 1, 2",
        "NOVEL, 39, 2",
        "NOVEL, 40, 3",
        "NOVEL, 70, 4",
        "NOVEL, 90, 5",
        "NOVEL, NaN, 3"
    })
    void asffsLabelOutranksItsNumber(String label, double normalized, int severity) {
        assertThat(Severities.ofAsff(label, normalized)).isEqualTo(severity);
    }

    @Test
    void wordsAreReadInAnyCaseAndUnknownOnesAreAdmitted() {
        assertThat(Severities.ofWord(" Critical ")).hasValue(5);
        assertThat(Severities.ofWord("warn")).hasValue(3);
        assertThat(Severities.ofWord("purple")).isEmpty();
    }

    @Test
    void alarmsAreMediumAndCompositesHigh() {
        assertThat(Severities.ofAlarm("ALARM", false)).isEqualTo(3);
        assertThat(Severities.ofAlarm("ALARM", true)).isEqualTo(4);
        assertThat(Severities.ofAlarm("OK", true)).isEqualTo(1);
    }

    @Test
    void aHealthTypeOutranksItsCategoryAndRequiredActionIsAtLeastMedium() {
        assertThat(Severities.ofHealth("accountNotification", "AWS_RISK_CREDENTIALS_EXPOSED", "", ""))
                .isEqualTo(5);
        assertThat(Severities.ofHealth("scheduledChange", "AWS_RDS_X", "", "ACTION_REQUIRED"))
                .isEqualTo(3);
        assertThat(Severities.ofHealth("issue", "AWS_EC2_X", "PUBLIC", "")).isEqualTo(3);
    }
}
