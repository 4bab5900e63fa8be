package io.millrace.domain.thread;

import static io.millrace.testing.Events.aChange;
import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Events.anOutcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpenIdentity;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ThreadingPropertyTest {
    private static final ThreadSettings SETTINGS = new ThreadSettings(
            Duration.ofMinutes(30), Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(4), 5, 6);

    @Property(tries = 300)
    void everyHistoryGivesOrderlyThreads(@ForAll("histories") List<Signal> history) {
        var scope = new Scope(SETTINGS);
        var threading = new Threading(SETTINGS);
        Instant now = Times.at("10:00");
        for (Signal signal : history) {
            Instant arrived = signal.getEvent().getArrivedAt();
            now = arrived.isAfter(now) ? arrived : now;
            for (ThreadState thread : scope.threads()) {
                if (!threading.due(thread).isAfter(now)) {
                    scope.pass(thread, now);
                }
            }
            int before = scope.changes().size();
            var step = scope.take(signal);
            assertThat(scope.changes().size() - before).isLessThanOrEqualTo(1);
            step.state().ifPresent(ThreadingPropertyTest::assertSound);
            assertOpensOnlyOnTrouble(step, signal);
        }
        // Time alone ends everything.
        for (int i = 0; i < 3; i++) {
            for (ThreadState thread : scope.threads()) {
                scope.pass(thread, threading.due(thread));
            }
        }

        assertThat(scope.threads()).isEmpty();
        assertChangelogIsOrderly(scope);
    }

    @Property(tries = 100)
    void theSameHistoryGivesTheSameChangelog(@ForAll("histories") List<Signal> history) {
        var one = new Scope(SETTINGS);
        var other = new Scope(SETTINGS);
        history.forEach(one::take);
        history.forEach(other::take);

        assertThat(one.changes()).isEqualTo(other.changes());
    }

    @Property(tries = 200)
    void whatIsOverTakesBackOnlyItsOwn(@ForAll("histories") List<Signal> history) {
        var scope = new Scope(SETTINGS);
        for (Signal signal : history) {
            var before = scope.threads();
            var step = scope.take(signal);
            boolean reopened = step.changes().stream()
                    .anyMatch(change -> change.getChange().equals("REOPENED"));
            if (!reopened) {
                continue;
            }
            var known = before.stream()
                    .filter(thread -> thread.getThreadId()
                            .equals(step.state().orElseThrow().getThreadId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(known.getIdentities())
                    .anyMatch(identity ->
                            identity.getIdentity().equals(signal.getEvent().getIdentity())
                                    || (!identity.getSeries().isEmpty()
                                            && identity.getSeries().equals(Subject.series(signal.getEvent()))));
        }
    }

    private static void assertSound(ThreadState thread) {
        boolean waits = thread.getIdentities().stream().anyMatch(OpenIdentity::getOpen);
        assertThat(thread.getStatus() == ThreadStatus.RESOLVED)
                .as("resolved exactly when nothing is open")
                .isEqualTo(!waits);
        assertThat(thread.getResolvedAt() != null).isEqualTo(!waits);
        assertThat(thread.getOpenedAt()).isBeforeOrEqualTo(thread.getLastEventAt());
        assertThat(thread.getMembers()).hasSizeLessThanOrEqualTo(SETTINGS.maxMembers());
        assertThat(thread.getIdentities()).hasSizeLessThanOrEqualTo(SETTINGS.maxResources());
        assertThat(thread.getResources())
                .hasSizeLessThanOrEqualTo(SETTINGS.maxResources())
                .isSorted();
        assertThat(thread.getPriority()).isBetween(1, 5);
    }

    private static void assertOpensOnlyOnTrouble(ThreadStep step, Signal signal) {
        boolean opened =
                step.changes().stream().anyMatch(change -> change.getChange().equals("OPENED"));
        if (opened) {
            boolean serious = signal.getEvent().getStatus() == EventStatus.INFORMATIONAL && signal.getSeverity() >= 3;
            assertThat(serious || signal.getEvent().getStatus() != EventStatus.INFORMATIONAL)
                    .isTrue();
            assertThat(signal.getEvent().getStatus()).isNotEqualTo(EventStatus.RESOLVED);
            assertThat(signal.getEvent().getKind()).isNotIn(EventKind.RECOVERY, EventKind.CHANGE, EventKind.OUTCOME);
        }
    }

    private static void assertChangelogIsOrderly(Scope scope) {
        Set<String> ids = new HashSet<>();
        var versions = new HashMap<String, Integer>();
        var last = new HashMap<String, String>();
        scope.changes().forEach(change -> {
            assertThat(ids.add(change.getChangeId()))
                    .as("change ids are unique")
                    .isTrue();
            Integer known = versions.put(change.getThreadId(), change.getVersion());
            assertThat(change.getVersion()).isGreaterThan(known == null ? 0 : known);
            String before = last.put(change.getThreadId(), change.getChange());
            assertThat(before == null).isEqualTo(change.getChange().equals("OPENED"));
            assertThat(before).isNotEqualTo("CLOSED");
        });
        assertThat(last.values()).as("each opened thread ends").allMatch("CLOSED"::equals);
    }

    @Provide
    Arbitrary<List<Signal>> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(-40, 5),
                        Arbitraries.integers().between(0, 25),
                        Arbitraries.integers().between(1, 5))
                .as(Draw::new)
                .list()
                .ofMaxSize(60)
                .map(Draw::signals);
    }

    private record Draw(int shape, int name, int resource, int delay, int pause, int severity) {

        static List<Signal> signals(List<Draw> draws) {
            var arrived = new Instant[] {Times.at("10:00")};
            return draws.stream()
                    .map(draw -> {
                        arrived[0] = arrived[0].plus(Duration.ofMinutes(draw.pause));
                        return draw.signal(arrived[0]);
                    })
                    .toList();
        }

        private Signal signal(Instant arrived) {
            var event = shaped().at(arrived.plus(Duration.ofMinutes(delay)))
                    .arrivedAt(arrived)
                    .on("i-" + resource)
                    .severity(severity)
                    .service(resource % 2 == 0 ? "checkout" : "", severity % 4 + 1)
                    .occurrence("o" + name)
                    .signal();
            event.getEvent().setFuture(delay > 2);
            event.getEvent().setLate(delay < -20);
            return event;
        }

        private EventBuilder shaped() {
            return switch (shape) {
                case 0, 1, 2, 3 -> anAlarm("a" + name).inAlarm();
                case 4, 5, 6 -> anAlarm("a" + name).ok();
                case 7 -> anAlarm("a" + name).status(EventStatus.INFORMATIONAL);
                case 8 -> aChange("call" + name);
                default -> anOutcome("c" + name, "STARTED");
            };
        }
    }
}
