package io.millrace.domain.thread;

import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Decision;
import io.millrace.domain.InhibitedSignal;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.time.Slots;
import io.millrace.testing.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens in a scope: what is silent has a source that was told, and ends told or over. */
class InhibitingPropertyTest {
    private static final ThreadSettings SETTINGS = ThreadSettings.defaults();

    @Property(tries = 300)
    void noTargetIsLost(@ForAll("histories") List<Step> history) {
        var silent = new Silent(SETTINGS);
        var threading = new Threading(SETTINGS);
        var on = new HashSet<String>();
        var carried = new ArrayList<String>();
        Instant now = Times.at("10:00");
        for (Step step : history) {
            now = now.plus(Duration.ofMinutes(step.pause));
            Instant end = Instant.ofEpochMilli(Slots.endOf(now.toEpochMilli()));
            var signal = step.signal(now);
            if (signal.getRow() != null) {
                carried.add(signal.getRow().getEventId());
            }
            String identity = signal.getEvent().getIdentity();
            if (step.ends) {
                on.remove(identity);
            } else {
                on.add(identity);
            }
            silent.take(signal);
            pass(silent, threading, end);
            silent.settle(end);

            var told = Silent.told(silent.scope().threads());
            var held = silent.state() == null
                    ? List.<InhibitedSignal>of()
                    : silent.state().getHeld();
            assertThat(held).as("each has a source that was told and is on").allSatisfy(one -> {
                assertThat(told).contains(one.getSourceIdentity());
                assertThat(one.getUntil()).isAfter(end);
            });
            assertThat(on)
                    .as("what is on is told, or silent for a source")
                    .allMatch(one -> told.contains(one)
                            || held.stream().anyMatch(each -> each.getSignal()
                                    .getEvent()
                                    .getIdentity()
                                    .equals(one)));
        }
        // time alone has everything told
        Instant later = now.plus(Silent.MOST).plusSeconds(2);
        silent.settle(later);
        assertThat(silent.state() == null || silent.state().getHeld().isEmpty()).isTrue();
        assertThat(silent.finalRows().stream().map(Decision::getEventId))
                .as("one final row for each that brought one")
                .containsExactlyInAnyOrderElementsOf(carried);
    }

    private static void pass(Silent silent, Threading threading, Instant now) {
        for (ThreadState thread : silent.scope().threads()) {
            if (!threading.due(thread).isAfter(now)) {
                silent.scope().pass(thread, now);
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.of(true, false, false),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.of("", "a", "b"))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }

    private record Step(int name, boolean ends, int pause, String equal) {
        Signal signal(Instant now) {
            var event =
                    anAlarm("x" + name).at(now).arrivedAt(now).on("x" + name).service("", 3);
            String key = equal.isEmpty() ? "" : ":" + equal;
            if (ends) {
                return Silent.with(event.ok());
            }
            return switch (name) {
                case 0 -> Silent.with(event.inAlarm(), "one:SOURCE" + key);
                case 1 -> Silent.with(event.inAlarm(), "two:SOURCE" + key, "one:TARGET" + key);
                case 2 -> Silent.with(event.inAlarm(), "one:BOTH" + key);
                case 3, 4 -> Silent.with(event.inAlarm(), "one:TARGET" + key);
                case 5 -> Silent.with(event.inAlarm(), "one:TARGET" + key, "two:TARGET" + key);
                default -> Silent.with(event.inAlarm());
            };
        }
    }
}
