package io.millrace.patterns;

import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SituationsTest {

    @Test
    void shippedSituationsHaveNamesOfTheirOwn() {
        assertThat(Situations.shipped())
                .extracting(SituationPattern::type)
                .doesNotHaveDuplicates()
                .allMatch(type -> type.matches("[a-z-]+"));
    }

    @Test
    void theIdDependsOnTheEventsAndNotOnTheirOrder() {
        var one = anAlarm("a").inAlarm().at("10:00").signal();
        var other = anAlarm("b").inAlarm().at("10:01").arrivedAt("10:00:30").signal();

        var situation = Situations.of("type", "title", 3, List.of(one, other));

        assertThat(Situations.of("type", "title", 3, List.of(other, one))).isEqualTo(situation);
        assertThat(Situations.of("type", "title", 3, List.of(one)).getSituationId())
                .isNotEqualTo(situation.getSituationId());
        assertThat(Situations.of("other", "title", 3, List.of(one, other)).getSituationId())
                .isNotEqualTo(situation.getSituationId());
    }

    @Test
    void aMissingStageIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Situations.first(Map.of("suspects", List.of()), "confirms"))
                .withMessageContaining("\"confirms\"")
                .withMessageContaining("suspects");
    }

    @Test
    void signalsOfOneInstantAreOrderedByTheirIds() {
        var order = new SignalOrder();
        var a = anAlarm("a").eventId("a").at("10:00").signal();
        var b = anAlarm("b").eventId("b").at("10:00").signal();
        var earlier = anAlarm("c").eventId("z").at("09:59").signal();

        assertThat(order.compare(a, b)).isNegative();
        assertThat(order.compare(b, a)).isPositive();
        assertThat(order.compare(earlier, a)).isNegative();
        assertThat(order.compare(a, anAlarm("a").eventId("a").at("10:00").signal()))
                .isZero();
    }
}
