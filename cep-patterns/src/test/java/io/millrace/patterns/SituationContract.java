package io.millrace.patterns;

import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.testing.Times;
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
    void signalsOfSeveralScopesDoNotMix() throws Exception {
        var apart = new ArrayList<Signal>();
        for (Signal signal : example()) {
            apart.add(
                    Signal.newBuilder(signal).setScope("scope-" + apart.size()).build());
        }

        assertThat(run(apart)).isEmpty();
    }

    @Test
    void eachScopeHasItsOwn() throws Exception {
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
            assertThat(run.keyedStateEntries()).as("the partial match is kept").isGreaterThan(1);
            run.passTo(last(example()).plus(Duration.ofHours(2)));
            // CEP looks at its partial matches when the next signal comes.
            run.take(anAlarm("unrelated").ok().at("23:00").scope("shop").signal());
            run.passTo(Times.at("23:30"));

            assertThat(run.keyedStateEntries())
                    .as("the empty automaton of one scope")
                    .isLessThanOrEqualTo(1);
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
