package io.millrace.domain.fold;

import static io.millrace.testing.Events.aHealthPage;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.FoldState;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.KeyType;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.time.Slots;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FoldingPagesTest {
    private final Folding folding =
            new Folding(new FoldSettings(Duration.ofMinutes(30), Duration.ofDays(30), 64, Duration.ofMinutes(1)));
    private @Nullable FoldState state;

    @Test
    void aCommunicationOfOnePageIsNeverHeld() {
        assertThat(fold(aHealthPage("c", 1, 1).on("f-1")).passed()).isPresent();
        assertThat(fold(aHealthPage("d", 1, 0).on("f-2").at("10:01")).passed()).isPresent();
        assertThat(fold(aHealthPage("e", 1, 0)
                                .attribute("totalPages", "many")
                                .on("f-3")
                                .at("10:02"))
                        .passed())
                .isPresent();
    }

    @Test
    void pagesInAnyOrderPassAsOneEventUnderTheFirstThatArrived() {
        assertThat(fold(aHealthPage("c", 2, 3).on("f-2", "f-3")).isHeld()).isTrue();
        var one = fold(aHealthPage("c", 1, 3).on("f-1"));
        assertThat(Folding.due(state(), 0)).isEmpty();
        var three = fold(aHealthPage("c", 3, 3).on("f-4").at("10:00:20"));

        assertThat(List.of(one.rule(), three.rule())).containsOnly("page");
        assertThat(List.of(one.foldedInto(), three.foldedInto())).containsOnly("c-2");
        assertThat(three.reason()).isEqualTo("page 3 of 3 of one communication");
        var whole = passed(release());
        assertThat(whole.getEventId()).isEqualTo("c-2");
        assertThat(whole.getResources()).containsExactly("f-1", "f-2", "f-3", "f-4");
        assertThat(whole.getCorrelationKeys())
                .filteredOn(key -> key.getType() == KeyType.RESOURCE)
                .hasSize(4);
        assertThat(whole.getAttributes())
                .containsEntry("page", "1")
                .containsEntry("pagesReceived", "3")
                .doesNotContainKey("truncated");
        assertThat(whole.getArrivedAt()).as("with its last page").isEqualTo(Times.at("10:00:21"));
        assertThat(state().getOpen()).isTrue();
        assertThat(Folding.due(state(), Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void copiesOfPagesAreRepeatsOfTheEventThatHoldsThem() {
        fold(aHealthPage("c", 2, 2).on("f-2"));
        fold(aHealthPage("c", 1, 2).on("f-1"));
        var early = fold(aHealthPage("c", 1, 2).on("f-1").eventId("backup").account("999988887777"));
        passed(release());
        var late = fold(aHealthPage("c", 1, 2).on("f-1").eventId("admin"));

        assertThat(List.of(early.rule(), late.rule())).containsOnly("exact-repeat");
        assertThat(List.of(early.foldedInto(), late.foldedInto())).containsOnly("c-2");
    }

    @Test
    void pagesAreRecognisedWhenTheirDeliveriesAreLongForgotten() {
        for (int page = 1; page <= 100; page++) {
            fold(aHealthPage("c", page, 100).on("f-" + page));
        }
        passed(release());

        var again = fold(aHealthPage("c", 1, 100).on("f-1").arrivedAt("11:00"));

        assertThat(again.rule()).isEqualTo("exact-repeat");
        assertThat(again.foldedInto()).isEqualTo("c-1");
    }

    @Test
    void whenTimeIsOverThePagesThatCameArePassedAndLaterOnesMakeItGrow() {
        fold(aHealthPage("c", 1, 3).on("f-1").arrivedAt("10:00:01"));
        fold(aHealthPage("c", 3, 3).on("f-3").arrivedAt("10:00:02"));
        long until = Slots.endOf(Times.at("10:01:01").toEpochMilli());
        assertThat(Folding.heldUntil(state())).containsExactly(until);
        assertThat(Folding.due(state(), until - 1)).isEmpty();

        var opening = passed(release(until));
        var late = fold(aHealthPage("c", 2, 3).on("f-2").arrivedAt("10:05"));

        assertThat(opening.getResources()).containsExactly("f-1", "f-3");
        assertThat(opening.getArrivedAt().toEpochMilli()).isEqualTo(until);
        assertThat(opening.getAttributes()).containsEntry("pagesReceived", "2");
        var update = passed(late);
        assertThat(update.getEventId()).isEqualTo("c-2");
        assertThat(update.getStatus()).isEqualTo(EventStatus.UPDATED);
        assertThat(update.getResources()).containsExactly("f-1", "f-2", "f-3");
        assertThat(update.getArrivedAt()).isEqualTo(Times.at("10:05"));
        assertThat(late.passed().map(FoldedEvent::getFlapCount))
                .as("not opened anew")
                .hasValue(1);
        assertThat(state().getPages()).singleElement().satisfies(set -> assertThat(set.getEvent())
                .as("complete: its name is enough")
                .isNull());
    }

    @Test
    void aLatePageThatAddsNothingIsPartOfThePassedEvent() {
        fold(aHealthPage("c", 1, 2).on("f-1"));
        release(Long.MAX_VALUE);

        var late = fold(aHealthPage("c", 2, 2).on("f-1").arrivedAt("10:05"));

        assertThat(late.rule()).isEqualTo("page");
        assertThat(late.foldedInto()).isEqualTo("c-1");
    }

    @Test
    void anUpdateThatCameMeanwhileIsNotOverwrittenByAnOlderCommunication() {
        fold(aHealthPage("c", 1, 2).on("f-1").at("10:00"));
        var newer = fold(aHealthPage("d", 1, 1).on("f-9").at("10:10"));
        var page = fold(aHealthPage("c", 2, 2).on("f-2").at("10:00").arrivedAt("10:11"));
        var held = release();

        assertThat(newer.passed()).isPresent();
        assertThat(page.rule()).isEqualTo("page");
        assertThat(held.rule()).isEqualTo("older-update");
        assertThat(held.foldedInto()).isEqualTo("d-1");
    }

    @Test
    void anUpdateInPagesThatSaysNothingNewIsFoldedIntoWhatItRepeats() {
        fold(aHealthPage("c", 1, 2).on("f-1"));
        fold(aHealthPage("c", 2, 2).on("f-2"));
        passed(release());
        fold(aHealthPage("d", 2, 2).on("f-2").at("10:30"));
        fold(aHealthPage("d", 1, 2).on("f-1").at("10:30"));

        var again = release();

        assertThat(again.rule()).isEqualTo("unchanged");
        assertThat(again.foldedInto()).isEqualTo("c-1");
    }

    @Test
    void resourcesAreBoundedAndWhatIsCutDoesNotDependOnTheOrder() {
        for (int page : new int[] {3, 1, 2}) {
            int from = (page - 1) * 200;
            var names = IntStream.range(from, from + 200)
                    .mapToObj(i -> String.format("f-%03d", i))
                    .toArray(String[]::new);
            fold(aHealthPage("c", page, 3).on(names));
        }

        var whole = passed(release());

        assertThat(whole.getResources()).hasSize(PageUnion.MAX_RESOURCES).contains("f-000", "f-499");
        assertThat(whole.getAttributes()).containsEntry("truncated", "resources");
    }

    @Test
    void communicationsAreBoundedAndOneTooManyPassesPageByPage() {
        for (int i = 0; i < Pages.MOST_SETS; i++) {
            assertThat(fold(aHealthPage("c" + i, 1, 2)
                                    .on("f-" + i)
                                    .at(Times.at("10:00").plusSeconds(i)))
                            .isHeld())
                    .isTrue();
        }

        assertThat(fold(aHealthPage("d", 1, 2).on("g-1").at("10:01")).passed()).isPresent();
        assertThat(state().getPages()).hasSize(Pages.MOST_SETS);

        release(Long.MAX_VALUE);
        assertThat(fold(aHealthPage("e", 1, 2).on("g-2").at("10:02")).isHeld()).isTrue();
        assertThat(state().getPages()).hasSize(Pages.MOST_SETS);
    }

    @Test
    void theScopeIsThatOfAllPagesTogether() {
        folding(aHealthPage("c", 1, 2).on("f-1"), "first");
        folding(aHealthPage("c", 2, 2).on("f-2"), "second");

        var due = Folding.due(state(), 0).orElseThrow();
        var step = folding.release(state(), due, "whole", "v2");

        assertThat(step.passed().orElseThrow().getScope()).isEqualTo("whole");
        assertThat(step.passed().orElseThrow().getContentVersion()).isEqualTo("v2");
    }

    @Test
    void theKnownStateIsNeverModified() {
        fold(aHealthPage("c", 1, 3).on("f-1"));
        fold(aHealthPage("c", 2, 3).on("f-2"));
        var known = state();
        var before = FoldState.newBuilder(known).build();

        folding.fold(known, aHealthPage("c", 3, 3).on("f-3").event(), "s", "v");
        folding.fold(known, aHealthPage("d", 1, 3).on("f-3").at("10:01").event(), "s", "v");
        folding.release(known, known.getPages().get(0), "s", "v");
        Folding.given(known, known.getPages().get(0));

        assertThat(known).isEqualTo(before);
    }

    private FoldStep release() {
        return release(0);
    }

    /** All that is due at that time; the last step. */
    private FoldStep release(long now) {
        FoldStep step = null;
        var due = Folding.due(state(), now);
        while (due.isPresent()) {
            step = folding.release(state(), due.get(), "shop", "v1");
            state = step.state();
            due = Folding.due(state(), now);
        }
        return Objects.requireNonNull(step, "nothing was due");
    }

    private FoldStep fold(EventBuilder event) {
        return folding(event, "shop");
    }

    private FoldStep folding(EventBuilder event, String scope) {
        var step = folding.fold(state, event.event(), scope, "v1");
        state = step.state();
        return step;
    }

    private FoldState state() {
        return Objects.requireNonNull(state, "nothing was folded yet");
    }

    private static OpsEvent passed(FoldStep step) {
        return step.passed()
                .map(FoldedEvent::getEvent)
                .orElseThrow(() -> new AssertionError("folded as " + step.rule()));
    }
}
