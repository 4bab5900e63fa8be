package io.millrace.models.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EntityNetworksTest {
    private static final int HOME = address("203.0.113.9");
    private static final long HOUR = 400_000;

    @Test
    void whatIsKnownDoesNotSurpriseAndTheRestTheMoreTheFewerItsFirstBitsAreKnown() {
        EntityNetworks entity = after(200);

        assertThat(entity.surprise(HOME, HOUR + 200)).isZero();
        assertThat(entity.surprise(address("203.0.113.77"), HOUR + 200)).isZero();
        double sameProvider = entity.surprise(address("203.0.7.7"), HOUR + 200);
        double sameBlock = entity.surprise(address("203.7.7.7"), HOUR + 200);
        double elsewhere = entity.surprise(address("7.7.7.7"), HOUR + 200);
        assertThat(sameProvider).isBetween(2.0, AccessScore.THRESHOLD);
        assertThat(sameBlock).isGreaterThan(AccessScore.THRESHOLD);
        assertThat(elsewhere).isGreaterThan(sameBlock);
    }

    @Test
    void ofWhomLittleIsKnownNothingSurprises() {
        for (int sessions = 0; sessions < 40; sessions++) {
            assertThat(after(sessions).surprise(address("7.7.7.7"), HOUR + sessions))
                    .isLessThan(AccessScore.THRESHOLD);
        }
    }

    @Test
    void aThousandCallsInAnHourAreOneSession() {
        var entity = new EntityNetworks();
        for (int call = 0; call < 1000; call++) {
            assertThat(entity.learn(HOME + call % 5, HOUR)).isEqualTo(call == 0);
        }
        assertThat(entity.sessions()).isEqualTo(1);
        assertThat(entity.networks()).isEqualTo(1);
    }

    @Test
    void whatWasNotSeenForThreeMonthsIsNewAgain() {
        EntityNetworks entity = after(200);
        int other = address("7.7.7.7");
        for (int hour = 0; hour < 100 * 24; hour++) {
            entity.learn(other, HOUR + 200 + hour);
        }

        assertThat(entity.surprise(other, HOUR + 200 + 100 * 24)).isZero();
        assertThat(entity.surprise(HOME, HOUR + 200 + 100 * 24)).isGreaterThan(AccessScore.THRESHOLD);
    }

    @Test
    void lateSessionsNeitherMoveTimeBackNorCountTwice() {
        EntityNetworks entity = after(100);
        double before = entity.sessions();

        assertThat(entity.learn(HOME, HOUR)).isFalse();
        assertThat(entity.sessions()).isEqualTo(before);
    }

    @Property(tries = 100)
    void savedAndRestoredAfterEachSessionItSaysTheSameInBoundedSpace(
            @ForAll @Size(max = 200) List<Integer> addresses, @ForAll int probe) {
        var kept = new EntityNetworks();
        var restored = new EntityNetworks();
        long hour = HOUR;
        for (int address : addresses) {
            hour += Math.floorMod(address, 50);
            kept.learn(address, hour);
            restored.learn(address, hour);
            byte[] state = restored.state();
            assertThat(state).hasSizeLessThanOrEqualTo(600).isEqualTo(kept.state());
            restored = EntityNetworks.restore(state);
        }
        assertThat(restored.surprise(probe, hour))
                .isEqualTo(kept.surprise(probe, hour))
                .isFinite();
    }

    private static EntityNetworks after(int sessions) {
        var entity = new EntityNetworks();
        for (int hour = 0; hour < sessions; hour++) {
            entity.learn(HOME, HOUR + hour);
        }
        return entity;
    }

    private static int address(String text) {
        return Access.of("x", text).orElseThrow().address();
    }
}
