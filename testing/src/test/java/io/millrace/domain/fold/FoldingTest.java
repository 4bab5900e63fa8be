package io.millrace.domain.fold;

import static io.millrace.testing.Events.aChange;
import static io.millrace.testing.Events.aFinding;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.FoldState;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.OpsEvent;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FoldingTest {
    private final Folding folding =
            new Folding(new FoldSettings(Duration.ofMinutes(30), Duration.ofDays(30), 4, Duration.ofMinutes(1)));
    private @Nullable FoldState state;

    @Test
    void anExactRepeatIsFoldedIntoTheEventItRepeats() {
        var opening = anAlarm("cpu").inAlarm().at("10:00");
        fold(opening.event());

        var repeat = fold(opening.arrivedAt("10:05").event());

        assertThat(repeat.passed()).isEmpty();
        assertThat(repeat.rule()).isEqualTo("exact-repeat");
        assertThat(repeat.foldedInto()).isEqualTo(opening.event().getEventId());
        assertThat(repeat.reason()).isNotBlank();
    }

    @Test
    void aRepeatOfAnOpeningIsStillARepeatAfterItsEnd() {
        var opening = anAlarm("cpu").inAlarm().at("10:00").event();
        fold(opening);
        fold(anAlarm("cpu").ok().at("10:05").event());

        var repeat = fold(opening);

        assertThat(repeat.rule()).isEqualTo("exact-repeat");
        assertThat(repeat.state().getOpen()).isFalse();
    }

    @Test
    void anOlderUpdateIsFoldedIntoTheNewestKnown() {
        var newer = aFinding("f").severity(4).at("10:10").event();
        fold(newer);

        var older = fold(aFinding("f").severity(5).at("10:05").event());

        assertThat(older.rule()).isEqualTo("older-update");
        assertThat(older.foldedInto()).isEqualTo(newer.getEventId());
        assertThat(older.state().getSeverity()).isEqualTo(4);
    }

    @Test
    void anUnchangedReSendIsFoldedAndAMaterialUpdatePasses() {
        fold(aFinding("f").severity(3).at("10:00").event());

        assertThat(fold(aFinding("f").severity(3).at("10:05").event()).rule()).isEqualTo("unchanged");
        assertThat(fold(aFinding("f").severity(4).at("10:10").event()).rule()).isEqualTo("news");
        assertThat(fold(aFinding("f").severity(4).title("New words").at("10:11").event())
                        .passed())
                .isPresent();
        assertThat(fold(aFinding("f")
                                .severity(4)
                                .title("New words")
                                .on("i-1")
                                .at("10:12")
                                .event())
                        .passed())
                .isPresent();
    }

    @Test
    void twoChangesInTheSameWordsAreTwo() {
        fold(aChange("config")
                .identity("device|config")
                .eventId("n1")
                .attribute("changeId", "CHG1")
                .event());

        var told = fold(aChange("config")
                .identity("device|config")
                .eventId("n2")
                .attribute("changeId", "CHG1")
                .event());
        var next = fold(aChange("config")
                .identity("device|config")
                .eventId("n3")
                .attribute("changeId", "CHG2")
                .event());

        assertThat(told.rule()).isEqualTo("unchanged");
        assertThat(next.passed()).isPresent();
    }

    @Test
    void aRedrivenEventPassesOnceThoughFoldingKnowsWhatItSays() {
        var finding = aFinding("f").at("10:00");
        fold(finding.event());
        finding.attribute(Redriven.FROM_STAGE, "triage").deliveryId("again");

        assertThat(fold(finding.event()).passed()).isPresent();
        assertThat(fold(finding.event()).rule()).isEqualTo("exact-repeat");
    }

    @Test
    void whatDiedInFoldingItselfIsJudgedAsEverythingElse() {
        fold(aFinding("f").at("10:00").event());

        var redriven = fold(aFinding("f")
                .at("10:05")
                .attribute(Redriven.FROM_STAGE, "fold")
                .deliveryId("again")
                .event());

        assertThat(redriven.rule()).isEqualTo("unchanged");
    }

    @Test
    void aRedrivenEventIsOldNewsWhenANewerUpdateIsKnown() {
        fold(aFinding("f").severity(3).at("10:00").event());
        fold(aFinding("f").severity(5).at("10:10").event());

        var redriven = fold(aFinding("f")
                .severity(3)
                .at("10:00")
                .attribute(Redriven.FROM_STAGE, "triage")
                .deliveryId("again")
                .event());

        assertThat(redriven.rule()).isEqualTo("older-update");
    }

    @Test
    void whatIsOlderThanAnUnchangedReSendIsOldNews() {
        fold(aFinding("f").at("10:00").event());
        fold(aFinding("f").at("10:20").event());

        var lateEnd = fold(aFinding("f").ok().at("10:10").arrivedAt("10:21").event());

        assertThat(lateEnd.rule()).isEqualTo("older-update");
        assertThat(lateEnd.state().getOpen()).isTrue();
    }

    @Test
    void openUpdateResolvedAndReopenWithANewOccurrence() {
        var opened = passed(fold(anAlarm("cpu").inAlarm().at("10:00").event()));
        var updated = passed(
                fold(anAlarm("cpu").status(EventStatus.UPDATED).at("10:01").event()));
        var resolved = passed(fold(anAlarm("cpu").ok().at("10:05").event()));
        assertThat(state().getOpen()).isFalse();
        var reopened = passed(fold(anAlarm("cpu").inAlarm().at("10:10").event()));

        assertThat(updated.getOccurrenceId()).isEqualTo(opened.getOccurrenceId());
        assertThat(resolved.getOccurrenceId()).isEqualTo(opened.getOccurrenceId());
        assertThat(reopened.getOccurrenceId()).isNotEqualTo(opened.getOccurrenceId());
        assertThat(state().getOpen()).isTrue();
    }

    @Test
    void anUpdateOfAnUnknownIdentityOpensIt() {
        fold(anAlarm("cpu").status(EventStatus.UPDATED).at("10:00").event());

        assertThat(state().getOpen()).isTrue();
    }

    @Test
    void scopeAndContentAreKeptWhileOpenAlthoughTheCatalogSaysOtherwise() {
        fold(anAlarm("cpu").inAlarm().at("10:00").event(), "shop", "v1");

        var update =
                passed(fold(anAlarm("cpu").inAlarm().severity(5).at("10:01").event(), "web", "v2"));
        var end = passed(fold(anAlarm("cpu").ok().at("10:02").event(), "web", "v2"));
        var next = passed(fold(anAlarm("cpu").inAlarm().at("10:03").event(), "web", "v2"));

        assertThat(update.getScope()).isEqualTo("shop");
        assertThat(update.getContentVersion()).isEqualTo("v1");
        assertThat(end.getScope()).isEqualTo("shop");
        assertThat(end.getContentVersion()).isEqualTo("v1");
        assertThat(next.getScope()).isEqualTo("web");
        assertThat(next.getContentVersion()).isEqualTo("v2");
    }

    @Test
    void openingsWithinTheWindowAreFlapsAndOthersAreNot() {
        assertThat(flapAt("10:00", "10:01")).isEqualTo(1);
        assertThat(flapAt("10:10", "10:11")).isEqualTo(2);
        assertThat(flapAt("10:29:59", "10:29:59.500")).isEqualTo(3);
        assertThat(flapAt("10:40:01", "10:41")).as("10:00 and 10:10 are out").isEqualTo(2);
        assertThat(flapAt("12:00", "12:01")).isEqualTo(1);
    }

    @Test
    void anOpeningMarkedFutureCountsWhereItArrived() {
        flapAt("10:00", "10:01");
        var future = anAlarm("cpu").inAlarm().at("10:05").event();
        future.setEventTime(Times.at("2027-01-01T00:00:00Z"));
        future.setFuture(true);
        assertThat(passed(fold(future)).getFlapCount()).isEqualTo(2);
        fold(anAlarm("cpu").ok().at("10:06").event());

        assertThat(flapAt("10:10", "10:11")).isEqualTo(3);
        assertThat(flapAt("12:00", "12:01")).as("nothing stays for ever").isEqualTo(1);
    }

    @Test
    void openingsOfTodayAreNoFlapsOfALateOne() {
        flapAt("10:00", "10:01");
        flapAt("10:10", "10:11");
        var late = anAlarm("cpu")
                .inAlarm()
                .at("2026-08-04T10:00:00Z")
                .arrivedAt("10:20")
                .late();

        assertThat(passed(fold(late.revision(Times.at("10:20").toEpochMilli()).event()))
                        .getFlapCount())
                .isEqualTo(1);
    }

    @Test
    void anInformationalEventNeitherOpensNorCloses() {
        var first = fold(informational("10:00", "i-1"));
        assertThat(first.passed()).isPresent();
        assertThat(state().getOpen()).isFalse();

        fold(anAlarm("cpu").inAlarm().at("10:01").event());
        var opened = state().getOccurrenceId();
        var inBetween = passed(fold(informational("10:02", "i-2")));

        assertThat(state().getOpen()).isTrue();
        assertThat(inBetween.getOccurrenceId()).isEqualTo(opened);
        assertThat(state().getOpenings()).hasSize(1);
    }

    @Test
    void anEndOfNothingPassesAndOpensNothing() {
        var end = passed(fold(anAlarm("cpu").ok().at("10:00").event()));

        assertThat(state().getOpen()).isFalse();
        assertThat(end.getOccurrenceId()).isNotEmpty();
        assertThat(end.getFlapCount()).isEqualTo(1);
    }

    @Test
    void deliveriesAndOpeningsAreBounded() {
        for (int i = 0; i < 50; i++) {
            var at = Times.at("10:00").plusSeconds(i);
            fold((i % 2 == 0 ? anAlarm("cpu").inAlarm() : anAlarm("cpu").ok())
                    .at(at)
                    .event());
        }

        assertThat(state().getDeliveries()).hasSize(4);
        assertThat(state().getOpenings()).hasSizeLessThanOrEqualTo(4);
        var newest = anAlarm("cpu").ok().at(Times.at("10:00").plusSeconds(49)).event();
        assertThat(state().getDeliveries().get(3).getEventId()).isEqualTo(newest.getEventId());
    }

    @Test
    void theKnownStateIsNeverModified() {
        fold(anAlarm("cpu").inAlarm().at("10:00").event());
        var known = state();
        var before = FoldState.newBuilder(known).build();

        for (EventBuilder next : new EventBuilder[] {
            anAlarm("cpu").inAlarm(),
            anAlarm("cpu").inAlarm().at("09:00"),
            anAlarm("cpu").inAlarm().at("10:01"),
            anAlarm("cpu").severity(5).at("10:02"),
            anAlarm("cpu").ok().at("10:03")
        }) {
            folding.fold(known, next.event(), "elsewhere", "v9");
            assertThat(known).isEqualTo(before);
        }
    }

    @Test
    void newsAndRepeatsKeepTheIdentityAlive() {
        fold(anAlarm("cpu").inAlarm().at("10:00").arrivedAt("10:00").event());
        fold(anAlarm("cpu").inAlarm().at("10:00").arrivedAt("11:00").event());
        assertThat(state().getTouchedAt()).isEqualTo(Times.at("11:00").toEpochMilli());

        fold(anAlarm("cpu").inAlarm().at("10:00").arrivedAt("10:30").event());
        assertThat(state().getTouchedAt())
                .as("never back")
                .isEqualTo(Times.at("11:00").toEpochMilli());
    }

    /** Opens at one time and ends at the other; how many flaps the opening says. */
    private int flapAt(String open, String close) {
        int count = passed(fold(anAlarm("cpu").inAlarm().at(open).event())).getFlapCount();
        fold(anAlarm("cpu").ok().at(close).event());
        return count;
    }

    private static OpsEvent informational(String at, String resource) {
        return anAlarm("cpu")
                .status(EventStatus.INFORMATIONAL)
                .on(resource)
                .at(at)
                .event();
    }

    private FoldStep fold(OpsEvent event) {
        return fold(event, "shop", "v1");
    }

    private FoldStep fold(OpsEvent event, String scope, String contentVersion) {
        var step = folding.fold(state, event, scope, contentVersion);
        state = step.state();
        return step;
    }

    private FoldState state() {
        return Objects.requireNonNull(state, "nothing was folded yet");
    }

    private static FoldedEvent passed(FoldStep step) {
        return step.passed().orElseThrow(() -> new AssertionError("folded as " + step.rule()));
    }
}
