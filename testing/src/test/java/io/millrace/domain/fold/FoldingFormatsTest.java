package io.millrace.domain.fold;

import static io.millrace.testing.Events.aFinding;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.FoldState;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One finding told by its product, as ASFF and as OCSF. */
class FoldingFormatsTest {
    private final Folding folding = new Folding(FoldSettings.defaults());
    private @Nullable FoldState state;

    @Test
    void theSecondFormatIsACopyOfTheFirstWhateverItsWords() {
        var first = asff().at("10:00").event();
        state = folding.fold(null, first, "shop", "v1").state();

        var copy = fold(ocsf().title("Other words").text("Even more").on("x").at("10:01"));
        var third = fold(aFinding("f").severity(4).at("10:02"));

        assertThat(copy.rule()).isEqualTo("copy");
        assertThat(copy.foldedInto()).isEqualTo(first.getEventId());
        assertThat(copy.reason()).isEqualTo("said before by aws.securityhub / Security Hub Findings - Imported");
        assertThat(third.rule()).isEqualTo("copy");
        assertThat(fold(ocsf().title("Third words").at("10:03")).rule()).isEqualTo("copy");
    }

    @Test
    void aChangeOfStatusOrSeverityIsNewsInEitherFormatAndTheOthersCopyOfItIsNot() {
        fold(asff().at("10:00"));
        fold(ocsf().at("10:01"));

        assertThat(fold(ocsf().severity(5).at("10:10")).rule()).isEqualTo("news");
        assertThat(fold(asff().severity(5).at("10:11")).rule()).isEqualTo("copy");
        assertThat(fold(asff().severity(5).status(EventStatus.UPDATED).at("10:20"))
                        .rule())
                .isEqualTo("news");
        assertThat(fold(ocsf().severity(5).status(EventStatus.RESOLVED).at("10:30"))
                        .rule())
                .isEqualTo("news");
        assertThat(state().getOpen()).isFalse();
        assertThat(fold(asff().severity(5).status(EventStatus.RESOLVED).at("10:31"))
                        .rule())
                .isEqualTo("copy");
        assertThat(fold(asff().severity(5).at("10:40")).rule())
                .as("it is open again")
                .isEqualTo("news");
        assertThat(state().getOpen()).isTrue();
    }

    @Test
    void formatsThatDisagreeOnSeverityDoNotTakeTurns() {
        fold(asff().severity(4).at("10:00"));
        assertThat(fold(ocsf().severity(3).at("10:01")).rule()).as("told once").isEqualTo("news");

        assertThat(fold(asff().severity(4).title("Re-sent").at("10:10")).rule()).isEqualTo("copy");
        assertThat(fold(ocsf().severity(3).at("10:11")).rule()).isEqualTo("unchanged");
        assertThat(fold(asff().severity(4).at("10:20")).rule()).isEqualTo("copy");
    }

    @Test
    void theFormatThatLeadsMayStillChangeItsWords() {
        fold(asff().at("10:00"));
        fold(ocsf().at("10:01"));

        assertThat(fold(asff().on("another").at("10:10")).rule()).isEqualTo("news");
    }

    @Test
    void aCopyIsAsNewAsItSaysAndOlderUpdatesOfEitherFormatAreOldNews() {
        fold(asff().at("10:00"));
        fold(ocsf().at("10:30"));

        assertThat(fold(asff().status(EventStatus.RESOLVED).at("10:20").arrivedAt("10:31"))
                        .rule())
                .isEqualTo("older-update");
        assertThat(state().getOpen()).isTrue();
    }

    @Test
    void peopleWhoChangeTheStatusWithoutANewRevisionAreHeardDespiteACopy() {
        fold(asff().at("10:00"));
        fold(ocsf().at("10:00:05"));

        var suppressed = fold(asff().status(EventStatus.RESOLVED)
                .at("10:00")
                .arrivedAt("11:00")
                .deliveryId("suppressed"));

        assertThat(suppressed.rule()).isEqualTo("news");
        assertThat(state().getRevision())
                .as("never back")
                .isEqualTo(Times.at("10:00:05").toEpochMilli());
    }

    @Test
    void onlyFindingsHaveFormats() {
        fold(anAlarm("cpu").inAlarm().at("10:00"));
        assertThat(state().getVoices()).isEmpty();

        var other = fold(anAlarm("cpu")
                .detailType("Another")
                .text("Other words")
                .inAlarm()
                .at("10:01"));

        assertThat(other.rule()).isEqualTo("news");
    }

    private static EventBuilder asff() {
        return aFinding("f")
                .source("aws.securityhub")
                .detailType("Security Hub Findings - Imported")
                .severity(4);
    }

    private static EventBuilder ocsf() {
        return aFinding("f")
                .source("aws.securityhub")
                .detailType("Findings Imported V2")
                .severity(4);
    }

    private FoldStep fold(EventBuilder event) {
        var step = folding.fold(state, event.event(), "shop", "v1");
        state = step.state();
        return step;
    }

    private FoldState state() {
        return Objects.requireNonNull(state, "nothing was folded yet");
    }
}
