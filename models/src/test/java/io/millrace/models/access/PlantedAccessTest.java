package io.millrace.models.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is raised among 200 entities of three generated estates, 90 days each; figures in docs/models.md. */
class PlantedAccessTest {
    private static final Map<String, List<String>> RAISED = new HashMap<>();
    private static int mostBytes;

    @BeforeAll
    static void judgeEverything() {
        for (long seed = 10; seed < 13; seed++) {
            var entities = new HashMap<String, EntityNetworks>();
            var networks = new HashMap<Integer, NetworkUsers>();
            for (var session : GeneratedAccesses.of(seed)) {
                var entity = entities.computeIfAbsent(session.entity(), name -> new EntityNetworks());
                var users = networks.computeIfAbsent(
                        EntityNetworks.prefix(session.address(), 24), name -> new NetworkUsers());
                double score = AccessScore.of(
                        entity.surprise(session.address(), session.hour()),
                        users.others(session.entity(), session.hour() / 24));
                entity.learn(session.address(), session.hour());
                users.learn(session.entity(), session.hour() / 24);
                if (score >= AccessScore.THRESHOLD) {
                    RAISED.computeIfAbsent(session.kind().replaceAll("-[0-9]+$", ""), kind -> new ArrayList<>())
                            .add(seed + session.kind() + session.entity());
                }
            }
            for (var entity : entities.values()) {
                mostBytes = Math.max(mostBytes, entity.state().length);
            }
        }
    }

    @Test
    void stolenCredentialsUsedFromANewNetworkAreRaised() {
        assertThat(distinct("stolen")).hasSizeGreaterThanOrEqualTo(85);
    }

    @Test
    void aNetworkThatUsesManyCredentialsInOneDayIsRaisedForEach() {
        assertThat(distinct("spray")).hasSize(30);
    }

    @Test
    void whoRoamsIsHardlyEverRaisedAndSoNeitherIsTheirThief() {
        // 60 people, some 1,500 networks new to them
        assertThat(raised("roaming")).hasSizeLessThanOrEqualTo(5);
        assertThat(distinct("stolen-from-roaming")).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void whoIsNewIsNotRaisedWhereverTheyAre() {
        assertThat(raised("new")).isEmpty();
    }

    @Test
    void anOfficesAddressAndACarriersAreUsual() {
        assertThat(raised("office")).hasSizeLessThanOrEqualTo(5);
        assertThat(raised("remote")).hasSizeLessThanOrEqualTo(5);
        assertThat(raised("service")).isEmpty();
    }

    /** It looks like a theft, and nothing in an address says otherwise. */
    @Test
    void aFirstTripIsRaisedOnce() {
        assertThat(raised("first-trip")).hasSizeBetween(20, 24);
    }

    @Test
    void anEntityTakesLessThanAKilobyte() {
        assertThat(mostBytes).isBetween(500, 800);
    }

    private static List<String> raised(String kind) {
        return RAISED.getOrDefault(kind, List.of());
    }

    private static Set<String> distinct(String kind) {
        return new TreeSet<>(raised(kind));
    }
}
