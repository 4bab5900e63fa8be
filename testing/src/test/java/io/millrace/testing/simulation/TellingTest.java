package io.millrace.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testing.simulation.Resource.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nobody could tell apart, and what looks alike and differs in its records. */
class TellingTest {
    private static final Instant AT = Instant.parse("2026-08-03T10:00:00Z");

    private final Estate estate = Estate.example(7);
    private final IncidentScripts scripts = new IncidentScripts(estate, new EventIds(7));
    private final ReachingScripts wide = new ReachingScripts(estate, scripts);
    private final Telling telling = new Telling(estate);

    @Test
    void anIssueOfAwsThatNamesAHostInTroubleIsNotToldFromThatTrouble() {
        telling.know(scripts.cpuRunaway(host("orders", 0), AT, true));

        assertThat(telling.isLikeNone(scripts.healthIssue(List.of(host("orders", 0), host("orders", 1)), after(9))))
                .isFalse();
        assertThat(telling.isLikeNone(scripts.healthIssue(List.of(host("orders", 1)), after(9))))
                .isTrue();
    }

    @Test
    void anAttackOnAHostInTroubleIs() {
        telling.know(scripts.cpuRunaway(host("orders", 0), AT, true));

        assertThat(telling.isLikeNone(scripts.attacked(host("orders", 0), after(3))))
                .isTrue();
    }

    @Test
    void aServiceThatFailsMinutesAfterOneThatItNeedsIsNotToldFromItsEffect() {
        telling.know(wide.slowNeed(only("search", Type.LOAD_BALANCER), only("checkout", Type.LOAD_BALANCER), AT));

        assertThat(telling.isLikeNone(failing("orders", after(1)))).isFalse();
        assertThat(telling.isLikeNone(failing("media", after(1)))).isTrue();
        assertThat(telling.isLikeNone(failing("orders", after(30)))).isTrue();
    }

    @Test
    void usersOfAnotherServiceBelongToTheTunnelThatTheyLost() {
        telling.know(wide.vpn(estate.resources("network", Type.VPN), AT));

        assertThat(telling.isLikeNone(failing("payments", after(6)))).isFalse();
    }

    @Test
    void oneMetricOfTwoHostsOfAServiceAtOneTimeIsOneTrouble() {
        telling.know(scripts.cpuRunaway(host("billing", 0), AT, true));
        telling.know(scripts.memoryLeak(host("orders", 0), AT));

        assertThat(telling.isLikeNone(scripts.cpuRunaway(host("billing", 1), after(2), false)))
                .isFalse();
        assertThat(telling.isLikeNone(scripts.cpuRunaway(host("billing", 1), after(20), false)))
                .isTrue();
        assertThat(telling.isLikeNone(scripts.cpuRunaway(host("search", 1), after(2), false)))
                .isTrue();
        assertThat(telling.isLikeNone(scripts.memoryLeak(host("orders", 1), after(100))))
                .isFalse();
        assertThat(telling.isLikeNone(scripts.cpuRunaway(host("orders", 1), after(2), false)))
                .isTrue();
    }

    @Test
    void aResourceRestsAfterItsTrouble() {
        var trouble = scripts.cpuRunaway(host("orders", 0), AT, true);
        telling.know(trouble);
        var returns = scripts.memoryLeak(host("orders", 0), trouble.end().plus(Duration.ofMinutes(40)));
        var later = scripts.memoryLeak(host("orders", 0), trouble.end().plus(Duration.ofMinutes(51)));

        assertThat(telling.isLikeNone(returns)).isFalse();
        telling.forgetThoseOverAt(later.start());
        assertThat(telling.isLikeNone(later)).isTrue();
    }

    private Incident failing(String service, Instant at) {
        return scripts.anomalyAndAlarm(only(service, Type.LOAD_BALANCER), at, false);
    }

    private Resource host(String service, int number) {
        return estate.resources(service, Type.INSTANCE).get(number);
    }

    private Resource only(String service, Type type) {
        return estate.resources(service, type).get(0);
    }

    private static Instant after(int minutes) {
        return AT.plus(Duration.ofMinutes(minutes));
    }
}
