package io.millrace.runbooks.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.PagedThread;
import io.millrace.domain.escalate.Responders;
import io.millrace.domain.thread.Paging;
import io.millrace.runbooks.ContentBundle;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A path whose pages wait for working hours, as content says it and as pages are decided: over zones and changes of their clocks. */
class PageHoursTest {
    private static final Duration LASTS = Duration.ofMinutes(5);
    private static final Map<String, Responders> BY_ZONE = new TreeMap<>();

    @Property(tries = 500)
    void whatIsNotUrgentIsPagedOnceWhenPeopleAreAtWorkAndNeverLost(
            @ForAll("zones") String zone, @ForAll @IntRange(min = 1, max = 3) int priority, @ForAll Random random) {
        var responders = BY_ZONE.computeIfAbsent(
                zone,
                in -> responders(
                        "pages: working-hours\n    businessHours: {from: \"08:00\", to: \"18:00\", zone: " + in + "}"));
        Instant asked = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(366 * 86_400));
        Instant over = random.nextInt(3) == 0 ? asked.plusSeconds(1 + random.nextInt(80 * 3_600)) : null;

        List<Page> pages = run(responders, asked, priority, over);

        Instant due = priority < 3 ? asked : firstWorked(asked.plus(LASTS), ZoneId.of(zone));
        if (over != null && !over.isAfter(due) && priority == 3) {
            assertThat(pages).isEmpty();
            return;
        }
        String late = due.equals(asked.plus(LASTS)) ? "lasts" : "waited-for-hours";
        assertThat(pages).singleElement().satisfies(page -> {
            assertThat(page.getArrivedAt()).isEqualTo(due);
            assertThat(page.getReason()).isEqualTo(priority < 3 ? "urgent" : late);
        });
    }

    /** At work from eight to six, Monday to Friday: slow and plain, minute by minute. */
    private static Instant firstWorked(Instant from, ZoneId zone) {
        for (Instant at = from; ; at = at.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60)) {
            var local = at.atZone(zone);
            LocalTime time = local.toLocalTime();
            boolean worked = local.getDayOfWeek().getValue() <= 5
                    && !time.isBefore(LocalTime.of(8, 0))
                    && time.isBefore(LocalTime.of(18, 0));
            if (worked) {
                return at;
            }
        }
    }

    @Provide
    Arbitrary<String> zones() {
        return Arbitraries.of(
                "Europe/Dublin",
                "America/New_York",
                "America/St_Johns",
                "Australia/Lord_Howe",
                "Asia/Kathmandu",
                "UTC");
    }

    @Test
    void aPathThatSaysNothingPagesAtAnyHour() {
        Instant night = Instant.parse("2026-08-08T02:00:00Z");

        assertThat(run(responders("stages: {}"), night, 3, null))
                .singleElement()
                .satisfies(page -> {
                    assertThat(page.getArrivedAt()).isEqualTo(night.plus(LASTS));
                    assertThat(page.getReason()).isEqualTo("lasts");
                });
    }

    @Test
    void theBundlesHoursCountWhereThePathHasNone() {
        // the example works in Dublin
        assertThat(run(responders("pages: working-hours"), Instant.parse("2026-08-08T02:00:00Z"), 3, null))
                .extracting(Page::getArrivedAt)
                .containsExactly(Instant.parse("2026-08-10T07:00:00Z"));
    }

    @Test
    void pagesThatWaitForHoursThatNobodyDeclaredAreRefused() {
        var files = files("pages: working-hours");
        files.replaceAll(
                (path, text) -> path.startsWith("services/") ? text.replaceAll("(?m)^businessHours:.*$", "") : text);

        assertThatThrownBy(() -> ContentBundle.of(files).compile())
                .hasMessageContaining("escalation/paths.yaml:")
                .hasMessageContaining(
                        "pages wait for working-hours, but neither this path nor a file of services/ says when they are");
    }

    private static Responders responders(String keys) {
        return ContentBundle.of(files(keys)).compile().responders();
    }

    private static TreeMap<String, String> files(String keys) {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.computeIfPresent(
                "escalation/paths.yaml",
                (path, text) -> text.replace("stages: {diagnose: 2h, verify: 1h, resolve: 1d}", keys));
        return files;
    }

    /** The pages that are given, as the stage looks again when it is to. */
    private static List<Page> run(Responders responders, Instant asked, int priority, @Nullable Instant over) {
        var memory = new Remembered();
        var paging = new Paging(memory, responders::pageFrom);
        var given = new ArrayList<Page>();
        given.addAll(paging.decide(List.of(), List.of(page(PageDecision.WANTED, priority, asked)), List.of(), asked));
        Instant end = over;
        for (Instant next = memory.againAt(); next != null; next = memory.againAt()) {
            if (end != null && !end.isAfter(next)) {
                given.addAll(paging.decide(List.of(), List.of(page(PageDecision.OVER, priority, end)), List.of(), end));
                end = null;
            } else {
                given.addAll(paging.decide(List.of(), List.of(), List.of("thread"), next));
            }
        }
        given.removeIf(page -> page.getDecision() != PageDecision.PAGED);
        return given;
    }

    private static Page page(PageDecision decision, int priority, Instant at) {
        return Page.newBuilder()
                .setPageId("page-" + decision)
                .setThreadId("thread")
                .setVersion(1)
                .setDecision(decision)
                .setReason("urgent")
                .setTitle("CPU")
                .setSeverity(3)
                .setPriority(priority)
                .setService("catalogue")
                .setOwner("team")
                .setScope("shop")
                .setArrivedAt(at)
                .build();
    }

    private static final class Remembered implements Paging.Memory {
        private final Map<String, PagedThread> threads = new HashMap<>();

        @Override
        public @Nullable PagedThread get(String threadId) {
            return threads.get(threadId);
        }

        @Override
        public void put(PagedThread thread) {
            threads.put(thread.getThreadId(), thread);
        }

        @Nullable
        Instant againAt() {
            PagedThread thread = threads.get("thread");
            return thread == null ? null : thread.getAgainAt();
        }
    }
}
