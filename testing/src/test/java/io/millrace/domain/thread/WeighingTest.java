package io.millrace.domain.thread;

import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Situation;
import io.millrace.domain.ThreadChange;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeighingTest {
    private final Scope scope = new Scope(ThreadSettings.defaults());

    @Test
    void aRowSaysFromWhatItsPriorityWasWeighed() {
        scope.take(trouble("checkout", 3, 3, "10:00"));

        assertThat(scope.changes()).singleElement().satisfies(row -> {
            assertThat(row.getPriority()).isEqualTo(4);
            assertThat(row.getWeighedSeverity()).isEqualTo(3);
            assertThat(row.getImpact()).isEqualTo(2);
            assertThat(row.getAffectedServices()).isEqualTo(1);
            assertThat(row.getAffectedResources()).isEqualTo(1);
        });
    }

    @Test
    void whatTheCatalogSaysOutweighsTheTier() {
        var signal = trouble("checkout", 3, 3, "10:00").signal();
        signal.setImpact(5);
        signal.setTenant("acme");
        signal.setContacts(List.of("night-desk"));
        scope.take(signal);

        assertThat(scope.only().getPriority()).isEqualTo(1);
        assertThat(last().getImpact()).isEqualTo(5);
        assertThat(last().getTenant()).isEqualTo("acme");
        assertThat(last().getContacts()).containsExactly("night-desk");
    }

    @Test
    void theThirdServiceInTroubleMakesAThreadMoreUrgent() {
        scope.take(trouble("orders", 3, 3, "10:00"));
        scope.take(trouble("cart", 3, 3, "10:01"));
        assertThat(scope.only().getPriority()).isEqualTo(4);

        scope.take(trouble("stock", 3, 3, "10:02"));

        assertThat(scope.only().getPriority()).isEqualTo(3);
        assertThat(last().getAffectedServices()).isEqualTo(3);
    }

    @Test
    void whatMerelyInformsDoesNotMakeAThreadBroad() {
        scope.take(trouble("orders", 3, 3, "10:00"));
        scope.take(trouble("cart", 3, 2, "10:01"));
        scope.take(trouble("stock", 3, 2, "10:02"));

        assertThat(scope.only().getPriority()).isEqualTo(4);
        assertThat(last().getAffectedServices()).isEqualTo(1);
    }

    @Test
    void aServiceOfMoreImpactThatJoinsIsWeighedWithTheSeverityThatTheThreadHas() {
        scope.take(trouble("orders", 3, 4, "10:00"));
        scope.take(trouble("checkout", 1, 2, "10:01"));

        assertThat(scope.only().getPriority()).isEqualTo(1);
        assertThat(last().getWeighedSeverity()).isEqualTo(4);
        assertThat(last().getImpact()).isEqualTo(4);
    }

    @Test
    void aServiceOfLessImpactThatJoinsLeavesTheInputsAsTheyAre() {
        scope.take(trouble("checkout", 1, 3, "10:00"));
        scope.take(trouble("orders", 4, 4, "10:01"));

        assertThat(scope.only().getPriority()).isEqualTo(2);
        assertThat(last().getSeverity()).isEqualTo(4);
        assertThat(last().getWeighedSeverity()).isEqualTo(3);
        assertThat(last().getImpact()).isEqualTo(4);
    }

    @Test
    void aSituationRaisesTheSeverityThatCounts() {
        var alarm = trouble("orders", 2, 3, "10:00").event();
        scope.take(trouble("orders", 2, 3, "10:00"));
        scope.take(new Situation(
                "s1",
                "alarm-and-deploy",
                "shop",
                "both",
                5,
                List.of(alarm.getEventId()),
                List.of(alarm.getIdentity()),
                List.of(),
                Times.at("10:00"),
                Times.at("10:01"),
                Times.at("10:01"),
                List.of(),
                false));

        assertThat(scope.only().getPriority()).isEqualTo(1);
        assertThat(last().getWeighedSeverity()).isEqualTo(5);
    }

    private ThreadChange last() {
        return scope.changes().get(scope.changes().size() - 1);
    }

    /** Of a service as a whole, on what all of them share. */
    private static EventBuilder trouble(String service, int tier, int severity, String at) {
        return anAlarm(service + "-errors")
                .inAlarm()
                .at(at)
                .on("shared")
                .severity(severity)
                .service(service, tier)
                .scope("shop");
    }
}
