package io.millrace.domain.fold;

import static io.millrace.testing.Events.aFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.FoldState;
import io.millrace.domain.OpsEvent;
import io.millrace.testing.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

class FoldingPropertyTest {
    private final Folding folding = new Folding(FoldSettings.defaults());

    @Property(tries = 300)
    void eachEventPassesOrIsFoldedIntoOneThatPassed(
            @ForAll("histories") @Size(max = 40) List<OpsEvent> history, @ForAll Random random) {
        var deliveries = new ArrayList<>(history);
        deliveries.addAll(history);
        Collections.shuffle(deliveries, random);

        var passed = new HashSet<String>();
        var knownDeliveries = new HashSet<String>();
        FoldState state = null;
        for (OpsEvent event : deliveries) {
            var step = folding.fold(state, event, "shop", "v1");
            state = step.state();
            boolean first = knownDeliveries.add(event.getDeliveryId());
            if (step.passed().isPresent()) {
                assertThat(first).as("a repeat never passes").isTrue();
                assertThat(step.rule()).isEqualTo("news");
                passed.add(event.getEventId());
            } else {
                assertThat(step.rule()).isIn("exact-repeat", "older-update", "unchanged");
                assertThat(knownEvents(state)).contains(step.foldedInto());
            }
            assertThat(state.getOpenings()).hasSizeLessThanOrEqualTo(64);
        }
        assertThat(passed).as("the first event is always news").isNotEmpty();
    }

    @Property(tries = 300)
    void theSameSequenceASecondTimeIsAllRepeats(@ForAll("histories") @Size(max = 60) List<OpsEvent> history) {
        FoldState state = null;
        for (OpsEvent event : history) {
            state = folding.fold(state, event, "shop", "v1").state();
        }
        var after = state;
        for (OpsEvent event : history) {
            var step = folding.fold(state, event, "web", "v2");
            assertThat(step.rule()).isEqualTo("exact-repeat");
            state = step.state();
        }
        assertThat(state).as("and changes nothing").isEqualTo(after);
    }

    @Property(tries = 300)
    void theRevisionNeverGoesBackAndScopeIsKeptWhileOpen(@ForAll("histories") @Size(max = 40) List<OpsEvent> history) {
        @Nullable FoldState state = null;
        int arrived = 0;
        for (OpsEvent event : history) {
            var known = state;
            state = folding.fold(known, event, "scope-" + arrived++, "v1").state();
            if (known != null) {
                assertThat(state.getRevision()).isGreaterThanOrEqualTo(known.getRevision());
                if (known.getOpen()) {
                    assertThat(state.getScope()).isEqualTo(known.getScope());
                    assertThat(state.getOccurrenceId()).isEqualTo(known.getOccurrenceId());
                }
            }
        }
    }

    private static List<String> knownEvents(FoldState state) {
        var ids = new ArrayList<String>();
        state.getDeliveries().forEach(delivery -> ids.add(delivery.getEventId()));
        ids.add(state.getLastEventId());
        return ids;
    }

    /** Events of one identity; few revisions and meanings, so that ties and re-sends are common. */
    @Provide
    Arbitrary<List<OpsEvent>> histories() {
        var event = Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.of(EventStatus.class),
                        Arbitraries.integers().between(3, 4),
                        Arbitraries.integers().between(0, 8))
                .as((minute, status, severity, delivery) -> aFinding("f")
                        .status(status)
                        .severity(severity)
                        .at(Times.at("10:00").plusSeconds(60L * minute))
                        .eventId("e" + delivery + status + severity + minute)
                        .event());
        return event.list().ofMinSize(1).ofMaxSize(60);
    }
}
