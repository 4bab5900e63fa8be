package io.millrace.domain.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.CommandStatus;
import io.millrace.domain.ReportedCommand;
import org.junit.jupiter.api.Test;

class ShadowGradeTest {
    private static final String RESTART = "Millrace-RestartService";

    @Test
    void aPersonWhoDidTheSameSaysThatItWouldHaveHelped() {
        assertThat(grade(shown(RESTART).called("ec2:RebootInstances", 12).resolved(30)))
                .satisfies(command -> {
                    assertThat(command.getGrade()).isEqualTo("WOULD_HAVE_HELPED");
                    assertThat(command.getDetail())
                            .isEqualTo("alice ran ec2:RebootInstances, 18 min before it was over");
                    assertThat(command.getVerdict())
                            .as("nothing was run, nothing is fixed")
                            .isEmpty();
                });
        assertThat(word(shown(RESTART)
                        .act("CALLED", "ssm:StartAutomationExecution", RESTART, false, 12)
                        .resolved(30)))
                .isEqualTo("WOULD_HAVE_HELPED");
        assertThat(word(shown(RESTART)
                        .act("CALLED", "ssm:StartAutomationExecution", "AWS-RestartEC2Instance", false, 12)
                        .resolved(30)))
                .as("another document of the same kind")
                .isEqualTo("WOULD_HAVE_HELPED");
        assertThat(word(shown(RESTART).called("ec2:RebootInstances", -5).resolved(30)))
                .as("shortly before it was shown")
                .isEqualTo("WOULD_HAVE_HELPED");
    }

    @Test
    void theSameWithoutAnEndSaysThatItWouldNot() {
        assertThat(word(shown(RESTART).called("ec2:RebootInstances", 12))).isEqualTo("WOULD_NOT_HAVE_HELPED");
    }

    @Test
    void anotherRemedyIsAnother() {
        assertThat(word(shown(RESTART).called("ec2:ModifyVolume", 12).resolved(30)))
                .isEqualTo("PERSON_DID_OTHER");
        assertThat(word(shown("Millrace-StopRunawayProcess")
                        .called("ec2:StopInstances", 12)
                        .resolved(30)))
                .as("to stop a process is not to stop the machine")
                .isEqualTo("PERSON_DID_OTHER");
    }

    @Test
    void nobodyActedSoItHealedAlone() {
        assertThat(word(shown(RESTART).resolved(30))).isEqualTo("HEALED_ALONE");
        assertThat(word(shown(RESTART)
                        .called("ec2:RebootInstances", 31)
                        .called("ec2:RebootInstances", -20)
                        .act("CALLED", "ec2:RebootInstances", "", true, 12)
                        .resolved(30)))
                .as("after it was over, long before it, and our own")
                .isEqualTo("HEALED_ALONE");
    }

    @Test
    void whatNobodyCanKnowIsUnknown() {
        assertThat(word(shown(RESTART))).isEqualTo("UNKNOWN");
        assertThat(word(shown(RESTART).act("ACKNOWLEDGED", "", "", false, 5).resolved(30)))
                .as("somebody was at it by other means")
                .isEqualTo("UNKNOWN");
        assertThat(word(shown(RESTART)
                        .command("b", 0, "live", CommandStatus.GRANTED, 3)
                        .outcome("b", "FIXED", 20)
                        .resolved(30)))
                .isEqualTo("UNKNOWN");
        assertThat(word(new Case()
                        .opened(1)
                        .command("a", 0, RESTART, "shadow", CommandStatus.REFUSED, 2)
                        .called("ec2:RebootInstances", 12)
                        .resolved(30)))
                .as("a guardrail would have stopped it")
                .isEqualTo("UNKNOWN");
    }

    @Test
    void gradesAreOutcomesAndThoseOfLiveCommandsAreNot() {
        var report = shown(RESTART)
                .command("b", 1, "live", CommandStatus.GRANTED, 3)
                .resolved(30)
                .closed(60)
                .report();

        assertThat(ShadowOutcomes.of(report)).singleElement().satisfies(row -> {
            assertThat(row.getCommandId()).isEqualTo("a");
            assertThat(row.getOutcome()).isEqualTo("HEALED_ALONE");
            assertThat(row.getThreadId()).isEqualTo("thread-1");
        });
    }

    private static Case shown(String action) {
        return new Case().opened(1).command("a", 0, action, "shadow", CommandStatus.GRANTED, 2);
    }

    private static String word(Case story) {
        return grade(story).getGrade();
    }

    private static ReportedCommand grade(Case story) {
        return story.closed(60).report().getCommands().stream()
                .filter(command -> command.getCommandId().equals("a"))
                .findFirst()
                .orElseThrow();
    }
}
