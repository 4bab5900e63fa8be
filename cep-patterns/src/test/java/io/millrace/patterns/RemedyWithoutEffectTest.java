package io.millrace.patterns;

import static io.millrace.testing.Events.aCondition;
import static io.millrace.testing.Events.aConditionCleared;
import static io.millrace.testing.Events.anOutcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Metrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemedyWithoutEffectTest extends SituationContract {
    private static final String SERIES = Metrics.memory("i-1").seriesKey();

    @Override
    SituationPattern situation() {
        return new RemedyWithoutEffect();
    }

    @Override
    List<Signal> example() {
        return List.of(
                requested("10:00").signal(),
                executed("c-1", "10:01").signal(),
                still("10:06").signal());
    }

    @Test
    void itSaysWhatWasTried() throws Exception {
        assertThat(run(example())).singleElement().satisfies(found -> assertThat(found.getTitle())
                .isEqualTo("memory-leak met, still so 5 minutes after clear-caches was executed: it changed nothing"));
    }

    @Test
    void figuresBeforeItCanHaveHelpedAreNoVerdict() throws Exception {
        assertThat(run(List.of(
                        requested("10:00").signal(),
                        executed("c-1", "10:01").signal(),
                        still("10:05:59").signal())))
                .isEmpty();
    }

    @Test
    void oneSecondBeyondTheWindowIsNoneAndSoIsWhatIsToldTooLate() throws Exception {
        assertThat(run(List.of(
                        requested("10:00").signal(),
                        executed("c-1", "10:01").signal(),
                        still("10:41").arrivedAt("10:43").signal())))
                .hasSize(1);
        assertThat(run(List.of(
                        requested("10:00").signal(),
                        executed("c-1", "10:01").signal(),
                        still("10:41:01").arrivedAt("10:43").signal())))
                .isEmpty();
        assertThat(run(List.of(
                        requested("10:00").signal(),
                        executed("c-1", "10:01").signal(),
                        still("10:40").arrivedAt("10:45:05").signal())))
                .isEmpty();
    }

    @Test
    void whatClearedAndWhatFailedAndAnotherCommandAreNone() throws Exception {
        var cleared = aConditionCleared("memory-leak", SERIES)
                .occurrence("o-1")
                .on("i-1")
                .at("10:06")
                .signal();
        var failed = executed("c-1", "10:01").attribute("outcome", "FAILED").signal();

        assertThat(run(List.of(
                        requested("10:00").signal(), executed("c-1", "10:01").signal(), cleared)))
                .isEmpty();
        assertThat(run(List.of(
                        requested("10:00").signal(), failed, still("10:06").signal())))
                .isEmpty();
        assertThat(run(List.of(
                        requested("10:00").signal(),
                        executed("c-2", "10:01").signal(),
                        still("10:06").signal())))
                .isEmpty();
        assertThat(run(List.of(
                        requested("10:00").signal(),
                        executed("c-1", "10:01").signal(),
                        still("10:06").occurrence("o-2").signal())))
                .as("it opened again")
                .isEmpty();
    }

    @Test
    void aCommandInTheShadowDoesNothingAnyway() throws Exception {
        assertThat(run(List.of(
                        requested("10:00").attribute("mode", "shadow").signal(),
                        executed("c-1", "10:01").signal(),
                        still("10:06").signal())))
                .isEmpty();
    }

    /** As our own `Remediation Requested` comes back. */
    private static EventBuilder requested(String at) {
        return anOutcome("c-1", "")
                .source("millrace")
                .detailType("Remediation Requested")
                .identity("outcome:millrace:c-1")
                .attribute("mode", "live")
                .attribute("step", "clear-caches")
                .attribute("openingCondition", "o-1")
                .on("i-1")
                .at(at);
    }

    private static EventBuilder executed(String command, String at) {
        return anOutcome(command, "SUCCEEDED").at(at);
    }

    private static EventBuilder still(String at) {
        return aCondition("memory-leak", SERIES)
                .status(EventStatus.UPDATED)
                .occurrence("o-1")
                .on("i-1")
                .at(at);
    }
}
