package io.millrace.domain.decision;

import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.DecisionAction;
import io.millrace.domain.Origin;
import org.junit.jupiter.api.Test;

class DecisionsTest {

    @Test
    void aRowIsFinalAndSaysWhoseItIs() {
        var event = anAlarm("checkout-cpu").inAlarm().at("10:00").event();

        var row = Decisions.about(event, "fold", DecisionAction.FOLDED)
                .setRule("unchanged")
                .build();

        assertThat(row.getFinal$()).isTrue();
        assertThat(row.getOrigin()).isEqualTo(Origin.STREAM);
        assertThat(row.getRecordId()).isEqualTo(event.getRecordId());
        assertThat(row.getEventId()).isEqualTo(event.getEventId());
        assertThat(row.getIdentity()).isEqualTo(event.getIdentity());
        assertThat(row.getArrivedAt()).isEqualTo(event.getArrivedAt());
    }

    @Test
    void eachRecordAndStageHasARowOfItsOwn() {
        var first = anAlarm("checkout-cpu").at("10:00").event();
        var sameEventAgain =
                anAlarm("checkout-cpu").at("10:00").arrivedAt("10:00:30").event();
        assertThat(sameEventAgain.getEventId()).isEqualTo(first.getEventId());

        assertThat(Decisions.about(first, "fold", DecisionAction.FOLDED).getDecisionId())
                .isNotEqualTo(Decisions.about(sameEventAgain, "fold", DecisionAction.FOLDED)
                        .getDecisionId())
                .isNotEqualTo(
                        Decisions.about(first, "triage", DecisionAction.FOLDED).getDecisionId())
                .isEqualTo(Decisions.about(first, "fold", DecisionAction.FOLDED).getDecisionId());
    }
}
