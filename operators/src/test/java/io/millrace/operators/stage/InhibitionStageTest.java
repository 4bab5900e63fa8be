package io.millrace.operators.stage;

import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Decision;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadInput;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.time.Slots;
import io.millrace.testing.EventBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Inhibitions from the policy's lines to the threads: fold, triage, delay and thread stage one after the other. */
class InhibitionStageTest {
    private static final ThreadSettings SETTINGS = ThreadSettings.defaults();
    private static final String RULE =
            """
            inhibit:
              - id: gateway-down
                description: what lies behind the gateway cannot be reached
                source: {identity: [{suffix: "alarm:gateway"}]}
                target: {identity: [{suffix: "alarm:page"}]}
                equal: [scope]
            """;

    @Test
    void aTargetThatIsOverBeforeItsSourceIsOneSuppressedRowAndItsEndIsAccepted() throws Exception {
        try (var run = new Run(null)) {
            run.take(gateway().at("10:00"), page().at("10:05"), page().ok().at("10:08"));

            assertThat(run.changes()).containsExactly("gateway is in ALARM OPENED");
            assertThat(run.finals())
                    .containsExactly(
                            "gateway ACCEPTED production",
                            "page SUPPRESSED gateway-down",
                            "page RECOVERY ACCEPTED recoveries");
        }
    }

    @Test
    void whatIsStillOnWhenItsSourceEndsOpensItsThreadThenAlsoAfterARestart() throws Exception {
        try (var before = new Run(null)) {
            before.take(gateway().at("10:00"), page().at("10:05"));
            assertThat(before.changes()).hasSize(1);
            assertThat(before.finals()).hasSize(1);

            try (var after = new Run(before.threads)) {
                after.take(gateway().ok().at("10:20"));

                assertThat(after.changes()).containsExactly("gateway is in ALARM RESOLVED", "page is in ALARM OPENED");
                assertThat(after.finals())
                        .containsExactly("page ACCEPTED production", "gateway RECOVERY ACCEPTED recoveries");
                assertThat(after.rows()).last().satisfies(row -> assertThat(row.getReason())
                        .contains("nothing made it silent any more", "(gateway-down)"));
            }
        }
    }

    @Test
    void theEndOfTheInputLeavesOneFinalRowForEachRecord() throws Exception {
        try (var run = new Run(null)) {
            run.take(gateway().at("10:00"), page().at("10:05")).end();

            assertThat(run.finals()).containsExactly("gateway ACCEPTED production", "page SUPPRESSED gateway-down");
            assertThat(run.rows()).last().satisfies(row -> assertThat(row.getReason())
                    .startsWith("the input ended while event"));
        }
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void theOrderOfDeliveryWithinASlotDoesNotMatter(@ForAll Random random) throws Exception {
        var slot = new ArrayList<EventBuilder>();
        for (int i = 0; i < 4; i++) {
            slot.add(gateway().ok().at("10:00:1" + 2 * i).arrivedAt("10:10:00"));
            slot.add(gateway().at("10:00:1" + (2 * i + 1)).arrivedAt("10:10:00"));
            slot.add(page().at("10:00:2" + 2 * i).arrivedAt("10:10:01"));
            slot.add(page().ok().at("10:00:2" + (2 * i + 1)).arrivedAt("10:10:01"));
        }
        var shuffled = new ArrayList<>(slot);
        Collections.shuffle(shuffled, random);

        assertThat(outcome(shuffled)).isEqualTo(outcome(slot));
    }

    private static List<String> outcome(List<EventBuilder> slot) throws Exception {
        try (var run = new Run(null)) {
            run.take(slot.toArray(EventBuilder[]::new)).end();
            var all = new ArrayList<>(run.changes());
            run.rows().stream()
                    .sorted(Comparator.comparing(Decision::getDecisionId))
                    .forEach(row -> all.add(row.toString()));
            return all;
        }
    }

    private static EventBuilder gateway() {
        return anAlarm("gateway").inAlarm().on("gateway-host");
    }

    private static EventBuilder page() {
        return anAlarm("page").inAlarm().on("page-host");
    }

    /** All stages up to the threads; the thread stage goes on from another's snapshot if there is one. */
    private static final class Run implements AutoCloseable {
        private final TriageChain chain = TriageChain.of(RULE);
        private final KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> threads;
        private int told;

        Run(@Nullable KeyedOneInputStreamOperatorTestHarness<String, ThreadInput, ThreadChange> before)
                throws Exception {
            threads = Harnesses.thread(SETTINGS, before == null ? null : before.snapshot(1, 1));
        }

        Run take(EventBuilder... events) throws Exception {
            Instant last = Instant.EPOCH;
            for (EventBuilder builder : events) {
                OpsEvent event = builder.event();
                if (slot(event.getArrivedAt()) > slot(last)) {
                    pass(slot(event.getArrivedAt()) - Slots.LENGTH.toMillis());
                    last = event.getArrivedAt();
                }
                chain.take(event);
            }
            pass(slot(last));
            return this;
        }

        void end() throws Exception {
            pass(Long.MAX_VALUE);
        }

        private static long slot(Instant at) {
            return Slots.endOf(at.toEpochMilli());
        }

        private void pass(long time) throws Exception {
            if (time == Long.MAX_VALUE) {
                chain.endOfInput();
            } else {
                chain.pass(Instant.ofEpochMilli(time));
            }
            var signals = chain.signals();
            for (Signal signal : signals.subList(told, signals.size())) {
                threads.processElement(ThreadFunction.input(signal), 0);
            }
            told = signals.size();
            threads.processWatermark(new Watermark(time));
        }

        List<String> changes() {
            return threads.extractOutputValues().stream()
                    .filter(change -> !change.getChange().equals("OPEN_AT_END"))
                    .map(change -> change.getTitle() + " " + change.getChange())
                    .toList();
        }

        List<Decision> rows() {
            var all = chain.rows();
            all.addAll(Harnesses.side(threads, Outputs.DECISIONS));
            return all;
        }

        /** Final rows by the time of their events: name, kind of an end, action and rule. */
        List<String> finals() {
            return rows().stream()
                    .filter(Decision::getFinal$)
                    .sorted(Comparator.comparing(Decision::getEventTime))
                    .map(row -> row.getIdentity().substring(row.getIdentity().lastIndexOf(':') + 1)
                            + (row.getKind().name().equals("RECOVERY") ? " RECOVERY " : " ")
                            + row.getAction() + " " + row.getRule())
                    .toList();
        }

        @Override
        public void close() throws Exception {
            chain.close();
            threads.close();
        }
    }
}
