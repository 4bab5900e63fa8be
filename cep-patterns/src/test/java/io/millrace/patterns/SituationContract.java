package io.millrace.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.testing.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for every situation, shown on an example that just matches. */
abstract class SituationContract {

    abstract SituationPattern situation();

    /** Signals of scope {@code shop}, oldest first, that together are one situation. */
    abstract List<Signal> example();

    /** Whether it looks beyond one scope: then its own test says what it does not mix. */
    boolean spansScopes() {
        return false;
    }

    /** No partial match is older than this. */
    Duration memory() {
        return Duration.ofHours(2);
    }

    @Test
    void theExampleIsOneSituationOverItsSignals() throws Exception {
        var example = example();

        var found = run(example);

        assertThat(found).singleElement().satisfies(situation -> {
            assertThat(situation.getType()).isEqualTo(situation().type());
            assertThat(situation.getScope()).isEqualTo("shop");
            assertThat(situation.getEventIds())
                    .isSorted()
                    .containsExactlyInAnyOrderElementsOf(example.stream()
                            .map(signal -> signal.getEvent().getEventId())
                            .toList());
            assertThat(situation.getResources()).isSorted().isNotEmpty();
            assertThat(situation.getStartedAt()).isEqualTo(first(example));
            assertThat(situation.getEndedAt()).isEqualTo(last(example));
            assertThat(situation.getSeverity()).isBetween(1, 5);
        });
    }

    @Test
    void nothingIsFoundWithoutAnyOneOfItsSignals() throws Exception {
        for (int missing = 0; missing < example().size(); missing++) {
            var signals = new ArrayList<>(example());
            signals.remove(missing);

            assertThat(run(signals)).as("without signal " + missing).isEmpty();
        }
    }

    @Test
    void whatDoesNotConcernItMeetsNothing() {
        assertThat(situation().places(Events.aTick().signal())).isEmpty();
        example()
                .forEach(signal ->
                        assertThat(situation().places(signal)).isSorted().isNotEmpty());
    }

    @Test
    void signalsOfSeveralScopesDoNotMix() throws Exception {
        assumeThat(spansScopes()).isFalse();
        assumeThat(example()).hasSizeGreaterThan(1);
        var apart = new ArrayList<Signal>();
        for (Signal signal : example()) {
            apart.add(
                    Signal.newBuilder(signal).setScope("scope-" + apart.size()).build());
        }

        assertThat(run(apart)).isEmpty();
    }

    @Test
    void eachScopeHasItsOwn() throws Exception {
        assumeThat(spansScopes()).isFalse();
        var both = new ArrayList<Signal>();
        for (Signal signal : example()) {
            both.add(signal);
            both.add(Signal.newBuilder(signal).setScope("other").build());
        }

        var found = run(both);

        assertThat(found).extracting(Situation::getScope).containsExactlyInAnyOrder("shop", "other");
        assertThat(found).extracting(Situation::getSituationId).doesNotHaveDuplicates();
    }

    @Test
    void theOrderOfDeliveryWithinASlotDoesNotMatter() throws Exception {
        var expected = run(example());
        for (int seed = 0; seed < 5; seed++) {
            var together = new ArrayList<Signal>();
            for (Signal signal : example()) {
                var event = OpsEvent.newBuilder(signal.getEvent())
                        .setArrivedAt(last(example()).plusSeconds(1))
                        .build();
                together.add(Signal.newBuilder(signal).setEvent(event).build());
            }
            Collections.shuffle(together, new Random(seed));

            assertThat(run(together))
                    .extracting(Situation::getEventIds)
                    .isEqualTo(expected.stream().map(Situation::getEventIds).toList());
        }
    }

    @Test
    void aRestoredRunFindsWhatAnUninterruptedOneDoes() throws Exception {
        for (int cut = 0; cut <= example().size(); cut++) {
            assertThat(SituationRun.interrupted(situation(), example(), cut))
                    .as("interrupted after " + cut)
                    .isEqualTo(run(example()));
        }
    }

    @Test
    void partialMatchesAreForgottenWhenTheirTimeIsOver() throws Exception {
        var partial = new ArrayList<>(example());
        partial.remove(partial.size() - 1);
        try (var run = new SituationRun(situation())) {
            for (Signal signal : partial) {
                run.take(signal);
            }
            run.passTo(last(partial).plus(Duration.ofMinutes(4)));
            assertThat(run.keyedStateEntries()).as("the partial match is kept").isPositive();
            run.passTo(last(example()).plus(memory()));

            assertThat(run.keyedStateEntries())
                    .as("the empty automata of its places")
                    .isLessThanOrEqualTo((int) partial.stream()
                            .flatMap(signal -> situation().places(signal).stream())
                            .distinct()
                            .count());
        }
    }

    List<Situation> run(List<Signal> signals) throws Exception {
        return SituationRun.of(situation(), signals);
    }

    private static Instant first(List<Signal> signals) {
        return signals.get(0).getEvent().getEventTime();
    }

    private static Instant last(List<Signal> signals) {
        return signals.get(signals.size() - 1).getEvent().getEventTime();
    }
}
