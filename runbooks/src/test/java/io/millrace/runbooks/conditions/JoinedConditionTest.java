package io.millrace.runbooks.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.ConditionPart;
import io.millrace.domain.JoinedState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinedConditionTest {
    private static final String METRICS = "metrics: {one: {namespace: n, name: a, statistic: sum},"
            + " two: {namespace: n, name: b, statistic: sum}}, ";
    private static final String PARTS = ": [{value: one, comparator: '>', level: 10, clear: {level: 5}},"
            + " {value: two, comparator: '>', level: 10, clear: {level: 5}}], for: 2m, clear: {points: 1}";

    @ParameterizedTest
    @CsvSource({
        "all, 11, 11, BREACHING",
        "all, 11, 7, BETWEEN",
        "all, 11, 5, NORMAL",
        "all, 5, , NORMAL",
        "all, 11, , unknown",
        "all, 7, , BETWEEN",
        "all, , , unknown",
        "any, 11, 0, BREACHING",
        "any, 11, , BREACHING",
        "any, 7, 0, BETWEEN",
        "any, 0, 0, NORMAL",
        "any, 0, , unknown",
    })
    void theUnknownDecidesNothingAndHindersNothing(String which, Double one, Double two, String expected) {
        var minute = new HashMap<String, Double>();
        if (one != null) {
            minute.put("one", one);
        }
        if (two != null) {
            minute.put("two", two);
        }

        var said = Conditions.joined(METRICS + which + PARTS).say(minute);

        assertThat(Double.isNaN(said.value()) ? "unknown" : said.verdict().name())
                .isEqualTo(expected);
    }

    @Test
    void aShareOfNothingIsUnknown() {
        var share = Conditions.joined(
                METRICS + "all: [{percent: {of: one, in: two}, comparator: '>', level: 10}], for: 1m");

        assertThat(share.say(Map.of("one", 3.0, "two", 20.0)).value()).isEqualTo(15);
        assertThat(share.say(Map.of("one", 3.0, "two", 0.0)).value()).isNaN();
        assertThat(share.say(Map.of("one", 0.0, "two", 0.0)).value()).isNaN();
    }

    /** Kleene's tables, from what either value of the unknown would give. */
    @Property(tries = 500)
    void agreesWithTryingEveryValueOfTheUnknown(
            @ForAll boolean all,
            @ForAll @IntRange(min = 0, max = 2) int one,
            @ForAll @IntRange(min = 0, max = 2) int two,
            @ForAll @DoubleRange(min = 0, max = 20) double a,
            @ForAll @DoubleRange(min = 0, max = 20) double b) {
        var minute = new HashMap<String, Double>();
        if (one > 0) {
            minute.put("one", a);
        }
        if (two > 0) {
            minute.put("two", b);
        }
        var outcomes = new java.util.TreeSet<Boolean>();
        for (double x : one > 0 ? new double[] {a} : new double[] {0, 20}) {
            for (double y : two > 0 ? new double[] {b} : new double[] {0, 20}) {
                outcomes.add(all ? x > 10 && y > 10 : x > 10 || y > 10);
            }
        }

        var said = Conditions.joined(METRICS + (all ? "all" : "any") + PARTS).say(minute);

        boolean unknown = Double.isNaN(said.value());
        assertThat(unknown).isEqualTo(outcomes.size() > 1);
        if (!unknown) {
            assertThat(said.verdict() == Verdict.BREACHING).isEqualTo(outcomes.first());
        }
    }

    @Property(tries = 200)
    void holdsABoundedNumberOfMinutesAndDecidesThemInOrder(@ForAll int seed) {
        var random = new Random(seed);
        var condition = Conditions.joined(METRICS + "all" + PARTS);
        var minutes = new JoinedMinutes(condition);
        JoinedState state = null;
        long decided = Long.MIN_VALUE;
        for (int i = 0; i < 200; i++) {
            var part = part(random.nextBoolean() ? "one" : "two", i / 2 + random.nextInt(40), i, random.nextInt(20));
            state = state == null ? minutes.initial(part) : state;
            if (!minutes.isLate(state, part)) {
                state = minutes.add(state, part);
            }
            long now = part.getArrivedAt().toEpochMilli();
            for (var step = minutes.decide(state, "key", now);
                    step.isPresent();
                    step = minutes.decide(state, "key", now)) {
                state = step.get().state();
                assertThat(state.getDecided()).isGreaterThan(decided);
                decided = state.getDecided();
            }
            assertThat(state.getOpen()).hasSizeLessThanOrEqualTo(JoinedMinutes.MOST_OPEN);
            assertThat(state.getOpen()).isSortedAccordingTo((x, y) -> Long.compare(x.getMinute(), y.getMinute()));
        }
    }

    /** Parts of complete minutes may come in any order within what is held: what is decided is the same. */
    @Property(tries = 200)
    void theOrderOfPartsWithinASlotChangesNothing(@ForAll int seed) {
        var random = new Random(seed);
        var parts = new ArrayList<ConditionPart>();
        for (int minute = 0; minute < 20; minute++) {
            parts.add(part("one", minute, 100, random.nextInt(20)));
            parts.add(part("two", minute, 100, random.nextInt(20)));
        }
        var shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, random);

        assertThat(run(shuffled)).isEqualTo(run(parts));
    }

    /** As the operator does: all parts of a slot by time and name, then what can be decided. */
    private static List<String> run(List<ConditionPart> slot) {
        var condition = Conditions.joined(METRICS + "all" + PARTS);
        var minutes = new JoinedMinutes(condition);
        var sorted = new ArrayList<>(slot);
        sorted.sort(
                java.util.Comparator.comparing(ConditionPart::getTimestamp).thenComparing(ConditionPart::getMetric));
        var state = minutes.initial(sorted.get(0));
        var told = new ArrayList<String>();
        for (ConditionPart part : sorted) {
            if (!minutes.isLate(state, part)) {
                state = minutes.add(state, part);
            }
            long now = part.getArrivedAt().toEpochMilli();
            for (var step = minutes.decide(state, "key", now);
                    step.isPresent();
                    step = minutes.decide(state, "key", now)) {
                state = step.get().state();
                told.add(step.get().step().at() + " " + step.get().step().transition()
                        + step.get().values());
            }
        }
        assertThat(told).hasSize(20);
        return told;
    }

    private static ConditionPart part(String metric, int minute, int arrivedMinute, double value) {
        return ConditionPart.newBuilder()
                .setConditionId("own")
                .setJoinKey("key")
                .setMetric(metric)
                .setValue(value)
                .setRecordId("r")
                .setLine(0)
                .setArrivedAt(Instant.ofEpochMilli(Course.START + arrivedMinute * Course.MINUTE))
                .setTimestamp(Instant.ofEpochMilli(Course.START + minute * Course.MINUTE))
                .setAccount("a")
                .setRegion("r")
                .setDimensions(List.of())
                .build();
    }
}
