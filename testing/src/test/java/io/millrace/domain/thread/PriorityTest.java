package io.millrace.domain.thread;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityTest {

    @ParameterizedTest
    @CsvSource({"5, 1, 1", "5, 2, 1", "5, 3, 2", "5, 4, 3", "4, 1, 1", "3, 2, 3", "1, 1, 4", "1, 4, 5", "3, unknown, 3"
    })
    void aCriticalEventOfAnImportantServiceIsMostUrgent(int severity, String tier, int priority) {
        assertThat(Priority.of(severity, Priority.impact(tier), 1, 1)).isEqualTo(priority);
    }

    @ParameterizedTest
    @CsvSource({
        "1, MEDIUM, 0, 4",
        "2, MEDIUM, 0, 3",
        "3, MEDIUM, 0, 2",
        "4, MEDIUM, 0, 1",
        "0, MEDIUM, 0, 3",
        "2, LARGE, 0, 4",
        "2, SMALL, 0, 2",
        "4, SMALL, 0, 1",
        "3, SMALL, 2, 3",
        "1, LARGE, 2, 5",
        "4, MEDIUM, 2, 3"
    })
    void impactIsTheTierAndWhatTheCatalogSaysBeyondIt(int tier, Users users, int weight, int impact) {
        assertThat(Priority.impact(tier, users, weight)).isEqualTo(impact);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 2, 2, 19, 4",
        "3, 2, 3, 1, 3",
        "3, 2, 1, 20, 3",
        "3, 2, 9, 100, 3", // broad trouble is one step more urgent
        "2, 3, 3, 20, 4",
        "1, 2, 9, 100, 5", // what merely informs is not
        "5, 5, 9, 100, 1"
    })
    void breadthRaisesTroubleByOneStep(int severity, int impact, int services, int resources, int priority) {
        assertThat(Priority.of(severity, impact, services, resources)).isEqualTo(priority);
    }

    @ParameterizedTest
    @CsvSource({"0, SMALL", "99, SMALL", "100, MEDIUM", "9999, MEDIUM", "10000, LARGE"})
    void aNumberOfUsersIsAStep(long number, Users users) {
        assertThat(Users.of(number)).isEqualTo(users);
    }

    @Property
    void moreOfAnythingNeverLowersThePriority(
            @ForAll @IntRange(min = 1, max = 5) int severity,
            @ForAll @IntRange(min = 1, max = 5) int impact,
            @ForAll @IntRange(max = 30) int services,
            @ForAll @IntRange(max = 100) int resources,
            @ForAll @IntRange(max = 4) int worse,
            @ForAll @IntRange(max = 4) int dearer,
            @ForAll @IntRange(max = 10) int wider,
            @ForAll @IntRange(max = 30) int larger) {
        int priority = Priority.of(severity, impact, services, resources);

        assertThat(priority).isBetween(1, 5);
        assertThat(Priority.of(
                        Math.min(5, severity + worse),
                        Math.min(5, impact + dearer),
                        services + wider,
                        resources + larger))
                .isLessThanOrEqualTo(priority);
    }

    @Property
    void moreUsersWeightOrABetterTierNeverLowersTheImpact(
            @ForAll @IntRange(min = 1, max = 4) int tier,
            @ForAll Users users,
            @ForAll @IntRange(max = 2) int weight,
            @ForAll @IntRange(min = 1, max = 4) int otherTier,
            @ForAll Users otherUsers,
            @ForAll @IntRange(max = 2) int otherWeight) {
        int least = Priority.impact(
                Math.max(tier, otherTier),
                users.compareTo(otherUsers) < 0 ? users : otherUsers,
                Math.min(weight, otherWeight));

        assertThat(Priority.impact(tier, users, weight)).isBetween(least, 5);
    }
}
