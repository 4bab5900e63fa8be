package io.millrace.domain.thread;

import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadChange;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InhibitingTest {
    private static final ThreadSettings SETTINGS = ThreadSettings.defaults();

    private final Silent silent = new Silent(SETTINGS);

    @Test
    void aTargetIsSilentWhileItsSourceIsOnAndIsOneRowThatNamesRuleAndSource() {
        var source = Silent.with(gateway().at("10:00"), "down:SOURCE");
        silent.take(source).take(Silent.with(shop().at("10:05"), "down:TARGET"));

        assertThat(silent.scope().only().getEventCount()).isOne();
        assertThat(silent.rows()).singleElement().satisfies(row -> {
            assertThat(row.getFinal$()).isFalse();
            assertThat(row.getAction()).isEqualTo(DecisionAction.SUPPRESSED);
            assertThat(row.getRule()).isEqualTo("down");
            assertThat(row.getReason())
                    .contains("silent while event " + source.getEvent().getEventId(), "until 2026-");
        });

        silent.take(Silent.with(shop().ok().at("10:07")));

        assertThat(silent.finalRows()).singleElement().satisfies(row -> {
            assertThat(row.getAction()).isEqualTo(DecisionAction.SUPPRESSED);
            assertThat(row.getRule()).isEqualTo("down");
            assertThat(row.getStage()).isEqualTo("thread");
            assertThat(row.getReason()).contains(source.getEvent().getEventId());
        });
    }

    @Test
    void aTargetThatIsStillOnWhenItsSourceIsOverIsToldThen() {
        silent.take(Silent.with(gateway().at("10:00"), "down:SOURCE"))
                .take(Silent.with(shop().at("10:05"), "down:TARGET"))
                .take(Silent.with(gateway().ok().at("10:10")))
                .settle(Times.at("10:10:01.999"));

        assertThat(silent.finalRows())
                .extracting(Decision::getAction, Decision::getRule)
                .containsExactly(tuple(DecisionAction.ACCEPTED, "test-rule"));
        assertThat(silent.scope().holding("shop").getUpdatedAt()).isEqualTo(Times.at("10:10:01.999"));
        assertThat(silent.state()).isNull();
    }

    @Test
    void aSourceThatIsSilentItselfSilencesNobody() {
        silent.take(Silent.with(gateway().at("10:00"), "down:SOURCE"))
                .take(Silent.with(shop().at("10:05"), "down:TARGET", "shop:SOURCE"))
                .take(Silent.with(anAlarm("page").inAlarm().at("10:06"), "shop:TARGET"));

        assertThat(Silent.told(silent.scope().threads()))
                .anyMatch(told -> told.endsWith("page"))
                .noneMatch(told -> told.endsWith("shop"));
    }

    @Test
    void ofTwoThatMatchBothSidesNeitherSilencesTheOther() {
        silent.take(Silent.with(gateway().at("10:00"), "down:BOTH"))
                .take(Silent.with(shop().at("10:05"), "down:BOTH"))
                .take(Silent.with(gateway().at("10:06"), "down:BOTH"))
                .take(Silent.with(anAlarm("page").inAlarm().at("10:07"), "down:TARGET"));

        assertThat(Silent.told(silent.scope().threads())).hasSize(2).noneMatch(told -> told.endsWith("page"));
    }

    @Test
    void whatIsNotEqualIsTold() {
        silent.take(Silent.with(gateway().at("10:00"), "down:SOURCE:dublin"))
                .take(Silent.with(shop().at("10:05"), "down:TARGET:cork"));

        assertThat(Silent.told(silent.scope().threads())).hasSize(2);
    }

    @Test
    void whatWasToldBeforeItsSourceIsNotMadeSilent() {
        silent.take(Silent.with(shop().at("10:00"), "down:TARGET"))
                .take(Silent.with(gateway().at("10:05"), "down:SOURCE"))
                .take(Silent.with(shop().severity(4).at("10:06"), "down:TARGET"));

        assertThat(silent.rows()).extracting(Decision::getAction).containsOnly(DecisionAction.ACCEPTED);
        assertThat(silent.scope().holding("shop").getSeverity()).isEqualTo(4);
    }

    @Test
    void nothingIsSilentForLongerThanItsRuleAllows() {
        silent.take(Silent.with(gateway().at("10:00"), "down:SOURCE"))
                .take(Silent.with(shop().at("10:05"), "down:TARGET"));
        var due = Inhibiting.due(silent.state()).orElseThrow();

        assertThat(due).isEqualTo(Times.at("10:05:01").plus(Silent.MOST));
        assertThat(silent.settle(due.minusMillis(1)).finalRows()).isEmpty();
        assertThat(silent.settle(due).finalRows()).singleElement().satisfies(row -> {
            assertThat(row.getAction()).isEqualTo(DecisionAction.ACCEPTED);
            assertThat(row.getReason()).contains("for as long as down allows");
        });
    }

    @Test
    void aSourceThatIsClosedAsStaleSilencesNobodyAnyMore() {
        silent.take(Silent.with(gateway().at("10:00"), "down:SOURCE"))
                .take(Silent.with(shop().at("10:05"), "down:TARGET"));
        var stale = Times.at("10:00:01").plus(SETTINGS.staleAfter());
        silent.scope().pass(silent.scope().only(), stale);

        silent.settle(stale);

        assertThat(silent.scope().changes())
                .extracting(ThreadChange::getChange)
                .containsExactly("OPENED", "CLOSED", "OPENED");
    }

    @Test
    void ofOneThatKeepsSpeakingItsBeginningAndItsNewestNewsAreHeld() {
        silent.take(Silent.with(gateway().at("10:00"), "down:SOURCE"));
        for (int i = 0; i < 9; i++) {
            silent.take(Silent.with(shop().at("10:0" + i), "down:TARGET"));
        }

        assertThat(Objects.requireNonNull(silent.state()).getHeld())
                .extracting(held -> held.getSignal().getEvent().getEventTime())
                .containsExactly(Times.at("10:00"), Times.at("10:08"));
        assertThat(silent.finalRows()).hasSize(7).allSatisfy(row -> assertThat(row.getAction())
                .isEqualTo(DecisionAction.SUPPRESSED));
    }

    @Test
    void moreThanTheMostAreToldAtOnce() {
        silent.take(Silent.with(gateway().at("10:00"), "down:SOURCE"));
        for (int i = 0; i <= Holding.MOST_HELD; i++) {
            silent.take(Silent.with(anAlarm("shop" + i).inAlarm().at("10:05"), "down:TARGET"));
        }

        assertThat(Objects.requireNonNull(silent.state()).getHeld()).hasSize(Holding.MOST_HELD);
        assertThat(silent.finalRows()).extracting(Decision::getAction).containsExactly(DecisionAction.ACCEPTED);
    }

    @Test
    void theEndOfTheInputIsARowOfEachThatIsSilent() {
        silent.take(Silent.with(gateway().at("10:00"), "down:SOURCE"))
                .take(Silent.with(shop().at("10:05"), "down:TARGET"))
                .end();

        assertThat(silent.finalRows()).singleElement().satisfies(row -> assertThat(row.getReason())
                .startsWith("the input ended while event"));
        assertThat(silent.state()).isNull();
    }

    @Test
    void whatCannotBeDecidedIsToldWithItsRow() {
        var target = Silent.with(shop().at("10:00"), "down:TARGET");

        var step = Inhibiting.failedOpen(target);

        assertThat(step.rows()).containsExactly(target.getRow());
        assertThat(step.signals()).singleElement().satisfies(told -> assertThat(told.getEvent())
                .isEqualTo(target.getEvent()));
    }

    @Test
    void aSignalWithoutPartsCostsNothing() {
        Signal plain = shop().at("10:00").signal();

        var step = Inhibiting.onSignal(null, silent.scope().threads(), plain);

        assertThat(step.signals()).containsExactly(plain);
        assertThat(step.rows()).isEmpty();
        assertThat(step.state()).isEmpty();
    }

    private static EventBuilder gateway() {
        return anAlarm("gateway").inAlarm().on("gateway").service("", 3);
    }

    private static EventBuilder shop() {
        return anAlarm("shop").inAlarm().on("shop").service("", 3);
    }
}
