package io.millrace.domain.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.AnomalyState;
import io.millrace.domain.ConditionState;
import io.millrace.domain.ScoreState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopiesTest {
    private static ScoreState known() {
        return ScoreState.newBuilder()
                .setLastTimestamp(7)
                .setAnomaly(new AnomalyState(true, 2))
                .setPoints(5)
                .build();
    }

    @Test
    void aCopyEqualsWhatItWasMadeOf() {
        assertThat(Copies.shallow(known(), new ScoreState())).isEqualTo(known());
    }

    @Test
    void timesAndWhatIsMissingAreCopiedToo() {
        var condition = ConditionState.newBuilder()
                .setConditionId("high-cpu")
                .setBreachingSince(Instant.parse("2026-08-05T10:07:00Z"))
                .setRecentValues(List.of(85.0))
                .build();

        var copy = Copies.shallow(condition, new ConditionState());

        assertThat(copy).isEqualTo(condition);
        assertThat(copy.getNormalSince()).isNull();
    }

    @Test
    void changingACopyLeavesWhatItWasMadeOf() {
        var known = known();

        var copy = Copies.shallow(known, new ScoreState());
        copy.setPoints(6);
        copy.setAnomaly(new AnomalyState(false, 0));

        assertThat(known).isEqualTo(known());
    }
}
