package io.millrace.domain.thread;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Page;
import io.millrace.domain.PageDecision;
import io.millrace.domain.PageInput;
import io.millrace.domain.PagedThread;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.ThreadStatus;
import io.millrace.testing.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PagingTest {
    private final Remembered memory = new Remembered();
    private final Paging paging = new Paging(memory, this::workedFrom);
    /** Nobody is at work before. */
    private Instant off = Instant.MIN;

    private boolean hoursAreBroken;
    private Instant now = Times.at("10:00");

    @Test
    void aThreadIsPagedOnceHoweverOftenItAsks() {
        assertThat(decide(List.of(), wants("a", 2))).containsExactly("a PAGED urgent");
        assertThat(decide(List.of(), wants("a", 2))).isEmpty();
        assertThat(decide(List.of(), wants("a", 1))).isEmpty();
    }

    @Test
    void aThreadThatComesBackIsPagedAgain() {
        decide(List.of(), wants("a", 2));

        assertThat(decide(List.of(), over("a"))).isEmpty();
        now = now.plus(Paging.GRACE);
        assertThat(decide(List.of(), wants("a", 2))).containsExactly("a PAGED urgent");
    }

    @Test
    void whatComesBackWhileWhoWasPagedIsUpIsPagedOnlyIfItStays() {
        decide(List.of(), wants("a", 2));
        Instant again = now.plus(Paging.GRACE);
        decide(List.of(), over("a"));

        assertThat(decide(List.of(), wants("a", 2))).containsExactly("a WITHHELD back-soon");
        assertThat(known("a").getAgainAt()).isEqualTo(again);
        decide(List.of(), over("a"));
        assertThat(decide(List.of(), wants("a", 2))).containsExactly("a WITHHELD back-soon");
        now = again;
        assertThat(look("a")).containsExactly("a PAGED still-open-after-coming-back");
    }

    @Test
    void whatIsKnownToFlapByThenIsPagedOnceForTheEpisode() {
        decide(List.of(), wants("a", 2));
        Instant again = now.plus(Paging.GRACE);
        decide(List.of(), over("a"));
        decide(List.of(), wants("a", 2));

        assertThat(decide(List.of(), flaps("a", 2))).isEmpty();
        assertThat(known("a").getAgainAt()).isNull();
        now = again;
        assertThat(look("a")).isEmpty();
        assertThat(decide(List.of(), flaps("a", 1))).containsExactly("a PAGED flaps");
    }

    @Test
    void whatComesBackAndIsKnownToFlapInOneSlotIsPagedOnceToo() {
        decide(List.of(), wants("a", 2));
        decide(List.of(), over("a"));

        assertThat(decide(List.of(), wants("a", 2), flaps("a", 2))).containsExactly("a WITHHELD back-soon");
        assertThat(known("a").getAgainAt()).isNull();
    }

    @Test
    void whatComesBackWorseIsPagedAtOnce() {
        decide(List.of(), wants("a", 3));
        lasts("a");
        decide(List.of(), over("a"));
        assertThat(decide(List.of(), wants("a", 3))).containsExactly("a WITHHELD back-soon");

        assertThat(decide(List.of(), wants("a", 2))).containsExactly("a PAGED urgent");
    }

    @Test
    void whatIsLessUrgentAndOverSoonIsNobodysPage() {
        assertThat(decide(List.of(), wants("a", 3))).containsExactly("a WITHHELD may-pass");
        Instant due = Objects.requireNonNull(known("a").getAgainAt());
        assertThat(due).isEqualTo(now.plus(Paging.PASSES));
        decide(List.of(), over("a"));
        now = due;
        assertThat(look("a")).isEmpty();

        assertThat(decide(List.of(), wants("a", 3))).as("it begins anew").containsExactly("a WITHHELD may-pass");
        assertThat(lasts("a")).containsExactly("a PAGED lasts");
        assertThat(decide(List.of(), wants("a", 3))).isEmpty();
    }

    @Test
    void whatBecomesUrgentWhileItMightPassIsPagedAtOnce() {
        decide(List.of(), wants("a", 3));

        assertThat(decide(List.of(), wants("a", 2))).containsExactly("a PAGED urgent");
    }

    @Test
    void whatIsLessUrgentAndFlapsIsPagedOnceItHasFlappedForLong() {
        decide(List.of(), wants("a", 3));
        assertThat(decide(List.of(), flaps("a", 3))).isEmpty();
        assertThat(known("a").getAgainAt()).isEqualTo(page("a").getArrivedAt().plus(Paging.FLAPS_ENOUGH));
        decide(List.of(), over("a"));
        assertThat(decide(List.of(), flaps("a", 3))).containsExactly("a WITHHELD flaps");
        now = now.plus(Paging.FLAPS_ENOUGH);
        assertThat(look("a")).containsExactly("a PAGED keeps-flapping");
    }

    @Test
    void whatMightPassIsExplainedByACauseThatIsPagedMeanwhile() {
        decide(List.of(), wants("effect", 3));
        decide(List.of(link("cause", "effect")), wants("cause", 2));

        assertThat(lasts("effect")).containsExactly("effect WITHHELD explained by cause");
    }

    @Test
    void whatWaitsForPeopleIsPagedWhenTheyAreAtWork() {
        off = now.plus(Duration.ofHours(8));
        decide(List.of(), wants("a", 3));
        assertThat(lasts("a")).containsExactly("a WITHHELD off-hours");
        assertThat(decide(List.of(), wants("a", 3), flaps("a", 3))).isEmpty();
        assertThat(known("a").getAgainAt()).isEqualTo(off);

        assertThat(lasts("a")).containsExactly("a PAGED waited-for-hours");
        assertThat(decide(List.of(), wants("a", 3))).isEmpty();
    }

    @Test
    void whatIsUrgentWaitsForNobody() {
        off = now.plus(Duration.ofHours(8));
        assertThat(decide(List.of(), wants("a", 2), wants("b", 1)))
                .containsExactlyInAnyOrder("a PAGED urgent", "b PAGED urgent");
        decide(List.of(), wants("c", 3));
        lasts("c");
        assertThat(decide(List.of(), wants("c", 2))).as("it became urgent").containsExactly("c PAGED urgent");
        assertThat(known("c").getAgainAt()).isNull();
    }

    @Test
    void whatEndsBeforePeopleAreAtWorkIsNobodysPage() {
        off = now.plus(Duration.ofHours(8));
        decide(List.of(), wants("a", 3));
        lasts("a");
        decide(List.of(), over("a"));

        now = off;
        assertThat(look("a")).isEmpty();
    }

    @Test
    void whatIsGivenUpAsStaleBeforePeopleAreAtWorkIsStillTheirs() {
        off = now.plus(Duration.ofHours(60));
        decide(List.of(), wants("a", 3));
        lasts("a");
        decide(List.of(), Page.newBuilder(over("a")).setReason("given-up").build());

        assertThat(lasts("a")).containsExactly("a PAGED waited-for-hours");
        decide(List.of(), wants("b", 2));
        decide(List.of(), Page.newBuilder(over("b")).setReason("given-up").build());
        assertThat(page("b").getDecision()).as("who was paged is owed nothing").isEqualTo(PageDecision.OVER);
    }

    @Test
    void aCloseWithoutAnEndIsGivenUpUnlessAPersonOrAnotherThreadTookIt() {
        assertThat(closed("no news for 24 hours; never seen to resolve", false)).isEqualTo("given-up");
        assertThat(closed("resolved, and quiet since", true)).isEqualTo("urgent");
        assertThat(closed("discharged by ann: a test", false)).isEqualTo("urgent");
        assertThat(closed("merged into t-2: an alarm storm", false)).isEqualTo("urgent");
    }

    private String closed(String reason, boolean resolved) {
        var change = ThreadChange.newBuilder()
                .setChangeId("c")
                .setThreadId("t-1")
                .setVersion(2)
                .setChange("CLOSED")
                .setStatus(ThreadStatus.CLOSED)
                .setReason(reason)
                .setScope("shop")
                .setTitle("CPU")
                .setSeverity(3)
                .setPriority(3)
                .setService("checkout")
                .setOwner("team")
                .setAccount("111122223333")
                .setRegion("eu-west-1")
                .setOpenedAt(now)
                .setResolvedAt(resolved ? now : null)
                .setLastEventAt(now)
                .setEventCount(1)
                .setResources(List.of())
                .setSituations(List.of())
                .setMembers(List.of())
                .setContentVersion("example-7")
                .setArrivedAt(now)
                .build();
        PageInput input = Paging.input(change).orElseThrow();
        assertThat(input.getContentVersion()).isEqualTo("example-7");
        return input.getPage().getReason();
    }

    @Test
    void hoursThatCannotBeFoundOutKeepNobodyAsleep() {
        hoursAreBroken = true;
        decide(List.of(), wants("a", 3));

        assertThat(lasts("a")).containsExactly("a PAGED lasts");
    }

    @Test
    void hoursThatNeverComeAreWaitedForOnce() {
        off = now.plus(Duration.ofDays(3_650));
        decide(List.of(), wants("a", 3));
        lasts("a");
        now = now.plus(Duration.ofHours(1));

        assertThat(look("a")).as("not before it is due").isEmpty();
        var thread = known("a");
        thread.setAgainAt(now);
        memory.put(thread);
        assertThat(look("a")).containsExactly("a PAGED waited-for-hours");
    }

    @Test
    void whatWaitsForPeopleKeepsNoEffectAsleep() {
        off = now.plus(Duration.ofHours(8));
        decide(List.of(link("cause", "effect")), wants("cause", 3));
        lasts("cause");

        assertThat(decide(List.of(), wants("effect", 2))).containsExactly("effect PAGED urgent");
    }

    @Test
    void whatIsExplainedByThenIsNotPagedWhenPeopleAreAtWork() {
        off = now.plus(Duration.ofHours(8));
        decide(List.of(), wants("effect", 3));
        lasts("effect");
        decide(List.of(link("cause", "effect")), wants("cause", 2));

        assertThat(lasts("effect")).containsExactly("effect WITHHELD explained by cause");
    }

    @Test
    void whatIsRememberedOfAThreadIsWhatItsNewestWordSaysAndSecurityOnce() {
        paging.hear(of(wants("a", 3), "v1", true), now);
        paging.hear(of(wants("a", 3), "v2", false), now);
        paging.hear(of(wants("a", 3), "", false), now);

        assertThat(known("a").getContentVersion()).isEqualTo("v2");
        assertThat(known("a").getSecurity()).isTrue();
    }

    private static PageInput of(Page page, String contentVersion, boolean security) {
        return PageInput.newBuilder()
                .setPage(page)
                .setContentVersion(contentVersion)
                .setSecurity(security)
                .build();
    }

    @Test
    void whatAPagedThreadExplainsIsNotPagedWhicheverAskedFirst() {
        assertThat(decide(List.of(link("cause", "effect")), wants("effect", 1), wants("cause", 2)))
                .containsExactly("cause PAGED urgent", "effect WITHHELD explained by cause");
    }

    @Test
    void causesReachAcrossSeveralLinks() {
        decide(List.of(link("cause", "between"), link("between", "effect")), wants("cause", 1));

        assertThat(decide(List.of(), wants("effect", 2))).containsExactly("effect WITHHELD explained by cause");
    }

    @Test
    void aCauseThatIsNotPagedKeepsNobodyAsleep() {
        assertThat(decide(List.of(link("cause", "effect")), wants("effect", 1))).containsExactly("effect PAGED urgent");
        assertThat(decide(List.of(), wants("cause", 2))).containsExactly("cause PAGED urgent");
    }

    @Test
    void aCauseOfLessUrgencyDoesNotStandForAGraveEffect() {
        decide(List.of(link("cause", "effect")), wants("cause", 3));
        lasts("cause");

        assertThat(decide(List.of(), wants("effect", 3))).containsExactly("effect WITHHELD explained by cause");
        assertThat(decide(List.of(), wants("effect", 3))).isEmpty();
        assertThat(decide(List.of(), wants("effect", 2))).containsExactly("effect PAGED urgent");
    }

    @Test
    void aCauseThatStandsForAHundredStandsForNoMore() {
        decide(List.of(), wants("cause", 1));
        for (int i = 0; i < 100; i++) {
            assertThat(decide(List.of(link("cause", "effect" + i)), wants("effect" + i, 2)))
                    .containsExactly("effect" + i + " WITHHELD explained by cause");
        }

        assertThat(decide(List.of(link("cause", "last")), wants("last", 2))).containsExactly("last PAGED urgent");
    }

    @Test
    void whatIsStillOpenAWhileAfterItsCauseIsPaged() {
        decide(List.of(link("cause", "effect")), wants("cause", 1), wants("effect", 1));
        decide(List.of(), over("cause"));
        Instant again = known("effect").getAgainAt();

        assertThat(again).isEqualTo(now.plus(Paging.GRACE));
        now = again;
        assertThat(look("effect")).containsExactly("effect PAGED still-open-after-its-explanation by cause");
    }

    @Test
    void whatEndsWithItsCauseIsNeverPaged() {
        decide(List.of(link("cause", "effect")), wants("cause", 1), wants("effect", 1));
        decide(List.of(), over("cause"));
        decide(List.of(), over("effect"));
        now = now.plus(Paging.GRACE);

        assertThat(look("effect")).isEmpty();
    }

    @Test
    void threadsThatExplainEachOtherArePagedOnce() {
        assertThat(decide(List.of(link("a", "b"), link("b", "a")), wants("a", 2), wants("b", 1)))
                .containsExactly("b PAGED urgent", "a WITHHELD explained by b");
    }

    @Test
    void aThreadIsForgottenAWeekAfterItsLastNews() {
        decide(List.of(), wants("a", 2));
        PagedThread thread = known("a");

        assertThat(Paging.nextLook(thread, now)).contains(now.plus(Paging.MEMORY));
        assertThat(Paging.nextLook(thread, now.plus(Paging.MEMORY))).isEmpty();
    }

    /** Whatever happens in whatever order: who asks and is not paged has a cause that is open and paged. */
    @Property(tries = 300)
    void nobodyIsLeftAsleepWithoutAPagedCause(@ForAll Random random, @ForAll @IntRange(min = 1, max = 60) int steps) {
        var priorities = new HashMap<String, Integer>();
        for (int step = 0; step < steps; step++) {
            var links = new ArrayList<ThreadLink>();
            var asked = new ArrayList<Page>();
            for (int i = random.nextInt(3); i > 0; i--) {
                links.add(link("t" + random.nextInt(8), "t" + random.nextInt(8)));
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                String id = "t" + random.nextInt(8);
                if (random.nextInt(4) == 0) {
                    asked.add(over(id));
                    priorities.remove(id);
                } else {
                    int priority = 1 + random.nextInt(3);
                    asked.add(wants(id, priority));
                    priorities.put(id, priority);
                }
            }
            paging.decide(links, asked, memory.due(now), now);
            for (String id : priorities.keySet()) {
                Page page = page(id);
                assertThat(page.getDecision()).isIn(PageDecision.PAGED, PageDecision.WITHHELD);
                if (page.getReason().equals("back-soon")) {
                    assertThat(known(id).getAgainAt())
                            .isAfter(now)
                            .isEqualTo(Objects.requireNonNull(known(id).getPagedAt())
                                    .plus(Paging.GRACE));
                } else if (page.getReason().equals("may-pass")) {
                    assertThat(page.getPriority()).isEqualTo(3);
                    assertThat(known(id).getAgainAt())
                            .isAfter(now)
                            .isEqualTo(page.getArrivedAt().plus(Paging.PASSES));
                } else if (page.getDecision() == PageDecision.WITHHELD) {
                    Page cause = page(page.getExplainedBy());
                    assertThat(cause.getDecision() == PageDecision.PAGED
                                    || known(id).getAgainAt() != null)
                            .as("%s waits for %s", page, cause)
                            .isTrue();
                }
            }
            now = now.plus(Duration.ofMinutes(random.nextInt(20)));
        }
    }

    @Property(tries = 200)
    void theOrderWithinASlotDoesNotMatter(@ForAll Random random) {
        var links = new ArrayList<ThreadLink>();
        for (int i = 0; i < 6; i++) {
            links.add(link("t" + random.nextInt(6), "t" + random.nextInt(6)));
        }
        var asked = new ArrayList<Page>();
        for (int i = 0; i < 6; i++) {
            asked.add(wants("t" + i, 1 + random.nextInt(3)));
        }
        var expected = new Paging(new Remembered(), Paging.Hours.ANY).decide(links, asked, List.of(), now);
        Collections.shuffle(asked, random);

        assertThat(new Paging(new Remembered(), Paging.Hours.ANY).decide(links, asked, List.of(), now))
                .isEqualTo(expected);
    }

    private Instant workedFrom(PagedThread thread, Page wanted, Instant at) {
        if (hoursAreBroken) {
            throw new IllegalStateException("no such zone");
        }
        assertThat(wanted.getPriority()).as("what is urgent is not asked for").isEqualTo(3);
        return at.isBefore(off) ? off : at;
    }

    private List<String> decide(List<ThreadLink> links, Page... asked) {
        now = now.plusSeconds(2);
        return said(paging.decide(links, Arrays.asList(asked), List.of(), now));
    }

    private PagedThread known(String threadId) {
        return Objects.requireNonNull(memory.get(threadId));
    }

    private Page page(String threadId) {
        return Objects.requireNonNull(known(threadId).getPage());
    }

    private List<String> lasts(String threadId) {
        now = Objects.requireNonNull(known(threadId).getAgainAt());
        return look(threadId);
    }

    private List<String> look(String threadId) {
        return said(paging.decide(List.of(), List.of(), List.of(threadId), now));
    }

    private static List<String> said(List<Page> pages) {
        assertThat(pages).extracting(Page::getPageId).doesNotHaveDuplicates();
        return pages.stream()
                .map(page -> page.getThreadId() + " " + page.getDecision() + " " + page.getReason()
                        + (page.getExplainedBy().isEmpty() ? "" : " by " + page.getExplainedBy()))
                .toList();
    }

    private Page wants(String threadId, int priority) {
        return page(threadId, PageDecision.WANTED, priority);
    }

    private Page flaps(String threadId, int priority) {
        return Page.newBuilder(wants(threadId, priority)).setReason("flaps").build();
    }

    private Page over(String threadId) {
        return page(threadId, PageDecision.OVER, 2);
    }

    private Page page(String threadId, PageDecision decision, int priority) {
        return Page.newBuilder()
                .setPageId("page-" + threadId + now + decision + priority)
                .setThreadId(threadId)
                .setVersion(1)
                .setDecision(decision)
                .setReason("urgent")
                .setTitle(threadId)
                .setSeverity(4)
                .setPriority(priority)
                .setService(threadId)
                .setOwner("team")
                .setScope("scope")
                .setArrivedAt(now)
                .build();
    }

    private ThreadLink link(String parent, String child) {
        return ThreadLink.newBuilder()
                .setLinkId(parent + ">" + child)
                .setParentId(parent)
                .setParentScope("scope-of-" + parent)
                .setChildId(child)
                .setChildScope("scope-of-" + child)
                .setReason("dependency")
                .setWeight(0.5)
                .setKey("service:" + parent)
                .setArrivedAt(now)
                .build();
    }

    private static final class Remembered implements Paging.Memory {
        private final Map<String, PagedThread> threads = new HashMap<>();

        @Override
        public @Nullable PagedThread get(String threadId) {
            PagedThread known = threads.get(threadId);
            return known == null ? null : PagedThread.newBuilder(known).build();
        }

        @Override
        public void put(PagedThread thread) {
            threads.put(thread.getThreadId(), PagedThread.newBuilder(thread).build());
        }

        List<String> due(Instant now) {
            var due = new HashSet<String>();
            threads.forEach((id, thread) -> {
                if (thread.getAgainAt() != null && !thread.getAgainAt().isAfter(now)) {
                    due.add(id);
                }
            });
            return due.stream().sorted().toList();
        }
    }
}
