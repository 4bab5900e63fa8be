package io.millrace.models.analyst;

import static io.millrace.testing.Events.aChange;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Explanation;
import io.millrace.domain.Sentence;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadMember;
import io.millrace.domain.ThreadState;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.domain.thread.Threading;
import io.millrace.testing.EventBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LocalAnalystTest {
    private final LocalAnalyst analyst = new LocalAnalyst();

    @Test
    void tellsWhatBeganWhatJoinedAndWhatEnded() {
        var thread = thread(
                anAlarm("checkout-cpu").inAlarm().at("10:00").on("i-1").severity(4),
                aChange("UpdateService").at("10:03").on("i-1"),
                anAlarm("checkout-cpu").ok().at("10:20").title("checkout-cpu is OK"));

        assertThat(texts(analyst.explain(thread, List.of())))
                .containsExactly(
                        "It began with \"checkout-cpu is in ALARM\" at 2026-08-05 10:00 UTC in service checkout;"
                                + " severity 4 of 5, priority P1.",
                        "Over the next 3 min 1 event joined (same resource): \"UpdateService\".",
                        "\"checkout-cpu is OK\" was seen at 2026-08-05 10:20 UTC."
                                + " With that nothing in this thread is open any more.");
    }

    @Test
    void whatArrivedLateDoesNotBeginTheStoryAndIsSaidToBeLate() {
        var thread = thread(
                anAlarm("checkout-cpu").inAlarm().at("10:00").on("i-1"),
                anAlarm("checkout-memory").inAlarm().at("10:02"),
                aChange("UpdateService")
                        .on("i-1")
                        .at("2026-08-04T10:01:00Z")
                        .arrivedAt("10:03")
                        .late());

        assertThat(texts(analyst.explain(thread, List.of())))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("It began with \"checkout-cpu is in ALARM\" at 2026-08-05"),
                        second -> assertThat(second).startsWith("Over the next 2 min 1 event joined"),
                        third -> assertThat(third)
                                .isEqualTo(
                                        "1 event arrived late, the first of 2026-08-04 10:01 UTC: \"UpdateService\"."));
    }

    @Test
    void everySentenceCitesMembersThatExist() {
        var thread = thread(
                anAlarm("a").inAlarm().at("10:00").on("i-1"),
                anAlarm("b").inAlarm().at("10:01"),
                aChange("c").on("i-1").at("09:55").arrivedAt("10:02"),
                anAlarm("a").ok().at("10:05"),
                anAlarm("b").ok().at("10:06"));
        thread.setSituations(List.of("flapping-alarm"));
        var members = thread.getMembers().stream().map(ThreadMember::getEventId).toList();

        var story = analyst.explain(thread, List.of()).getStoryline();

        assertThat(story).hasSizeGreaterThanOrEqualTo(4);
        assertThat(story).allSatisfy(sentence -> {
            assertThat(sentence.getEventIds()).isNotEmpty().doesNotHaveDuplicates();
            assertThat(members).containsAll(sentence.getEventIds());
            assertThat(sentence.getText()).isNotBlank().endsWith(".");
        });
        assertThat(story.stream().flatMap(sentence -> sentence.getEventIds().stream()))
                .as("and every member is cited")
                .containsAll(members);
    }

    @Test
    void whatSituationsSayIsToldInTheirWords() {
        var thread = thread(
                anAlarm("a").inAlarm().at("10:00"), anAlarm("b").inAlarm().at("10:01"));
        thread.setSituations(List.of("change-then-symptom", "flapping-alarm"));
        thread.setRecognised(List.of("a is in ALARM, 4 minutes after Release 7"));

        assertThat(analyst.explain(thread, List.of()).getStoryline())
                .extracting(Sentence::getText)
                .contains("Taken together this is: change then symptom, flapping alarm."
                        + " a is in ALARM, 4 minutes after Release 7.");
    }

    @Test
    void theSameVersionGivesTheSameWordsWhateverTheOrderOfItsRows() {
        var thread = thread(
                anAlarm("a").inAlarm().at("10:00"),
                anAlarm("b").inAlarm().at("10:01"),
                anAlarm("c").inAlarm().at("10:01"),
                anAlarm("d").inAlarm().at("10:02"));
        var expected = analyst.explain(thread, List.of());
        for (int seed = 0; seed < 10; seed++) {
            var members = new ArrayList<>(thread.getMembers());
            Collections.shuffle(members, new Random(seed));
            var shuffled = ThreadChange.newBuilder(thread).setMembers(members).build();

            assertThat(analyst.explain(shuffled, List.of())).isEqualTo(expected);
        }
    }

    @Test
    void theMachinesLocaleAndTimeZoneDoNotSpeak() {
        var thread = thread(anAlarm("a").inAlarm().at("10:00"));
        var expected = analyst.explain(thread, List.of());
        var locale = Locale.getDefault();
        var zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));

            assertThat(new LocalAnalyst().explain(thread, List.of())).isEqualTo(expected);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void anotherVersionIsAnotherExplanation() {
        var thread = thread(anAlarm("a").inAlarm().at("10:00"));
        var next = ThreadChange.newBuilder(thread)
                .setVersion(thread.getVersion() + 1)
                .build();

        assertThat(analyst.explain(next, List.of()).getExplanationId())
                .isNotEqualTo(analyst.explain(thread, List.of()).getExplanationId());
    }

    @Test
    void manyMembersAreNamedByTheFirstFewAndCitedInFull() {
        var events = IntStream.range(0, 12)
                .mapToObj(i -> anAlarm("a" + i).inAlarm().at("10:%02d".formatted(i)))
                .toArray(EventBuilder[]::new);

        var joined = analyst.explain(thread(events), List.of()).getStoryline().get(1);

        assertThat(joined.getText()).contains("11 events joined").contains("\"a5 is in ALARM\" and 6 more.");
        assertThat(joined.getEventIds()).hasSize(11);
    }

    @Test
    void whenTheOpeningIsNoLongerKeptItIsNotClaimed() {
        var thread = thread(
                anAlarm("a").inAlarm().at("10:00"), anAlarm("b").inAlarm().at("10:01"));
        var newest = ThreadChange.newBuilder(thread)
                .setMembers(thread.getMembers().subList(1, 2))
                .build();

        assertThat(texts(analyst.explain(newest, List.of())).get(0)).startsWith("The earliest event kept is \"b");
    }

    @Test
    void aThreadOfNoServiceIsPlacedByItsAccount() {
        var thread = thread(anAlarm("a").inAlarm().at("10:00").service("", 3));

        assertThat(texts(analyst.explain(thread, List.of())).get(0)).contains("in account 111122223333 (eu-west-1)");
    }

    @Test
    void adviceIsPassedOnAsTheRunbooksGaveIt() {
        var thread = thread(anAlarm("a").inAlarm().at("10:00"));
        var advice = List.of(new Sentence(
                "Look for the deploy.", List.of(thread.getMembers().get(0).getEventId())));

        var explanation = analyst.explain(thread, advice);

        assertThat(explanation.getAdvice()).isEqualTo(advice);
        assertThat(explanation.getAuthor()).isEqualTo(LocalAnalyst.NAME);
        assertThat(explanation.getDegraded()).isFalse();
        assertThat(explanation.getThreadVersion()).isEqualTo(thread.getVersion());
    }

    @Test
    void aThreadWithoutMembersHasNoStory() {
        var thread = thread(anAlarm("a").inAlarm().at("10:00"));
        thread.setMembers(List.of());

        assertThat(analyst.explain(thread, List.of()).getStoryline()).isEmpty();
    }

    private static List<String> texts(Explanation explanation) {
        return explanation.getStoryline().stream().map(Sentence::getText).toList();
    }

    /** The newest changelog row of the one thread that these events make. */
    private static ThreadChange thread(EventBuilder... events) {
        var threading = new Threading(ThreadSettings.defaults());
        List<ThreadState> threads = List.of();
        @Nullable ThreadChange newest = null;
        for (EventBuilder event : events) {
            var step = threading.onSignal(threads, event.signal());
            threads = List.of(step.state().orElseThrow());
            newest = step.changes().get(0);
        }
        return Objects.requireNonNull(newest);
    }
}
