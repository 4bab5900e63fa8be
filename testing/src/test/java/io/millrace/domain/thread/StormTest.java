package io.millrace.domain.thread;

import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Ladder;
import io.millrace.domain.LadderStatus;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StormTest {
    private final Scope scope = new Scope(ThreadSettings.defaults());

    @Test
    void aStormIsOneThreadWithItsFirstAlarmForAll() {
        for (int i = 0; i < 5_000; i++) {
            scope.take(alarm(i, Times.at("10:00").plusMillis(12L * i)));
        }

        var storm = scope.only();
        assertThat(storm.getTitle()).isEqualTo("alarm-0 is in ALARM");
        assertThat(storm.getSituations()).containsExactly("alarm-storm");
        assertThat(storm.getEventCount()).isEqualTo(5_000);
        assertThat(scope.changes())
                .filteredOn(change -> change.getChange().equals("CLOSED"))
                .hasSize(Storm.OPENINGS - 1)
                .allSatisfy(change -> assertThat(change.getReason())
                        .isEqualTo("merged into " + storm.getThreadId() + ": an alarm storm"));
    }

    @Test
    void aStormsStateAndChangelogStaySmallAndItsMembersAllHaveRows() {
        int rows = 0;
        int members = 0;
        for (int i = 0; i < 5_000; i++) {
            var step = scope.take(alarm(i, Times.at("10:00").plusMillis(12L * i)));
            rows += step.changes().size();
            members += step.members().size();
        }

        assertThat(members).isEqualTo(5_000);
        assertThat(rows).isLessThan(150);
        assertThat(scope.only().getMembers()).hasSize(50);
        assertThat(scope.only().getIdentities()).hasSize(100);
        assertThat(scope.only().getResources()).hasSize(100);
    }

    @Test
    void fewerOpeningsOrSlowerOnesAreNoStorm() {
        for (int i = 0; i < Storm.OPENINGS; i++) {
            scope.take(alarm(i, Times.at("10:00").plusSeconds(i)));
        }
        for (int i = 0; i < 100; i++) {
            scope.take(alarm(1_000 + i, Times.at("11:00").plusSeconds(7L * i)));
        }

        assertThat(scope.threads()).hasSize(Storm.OPENINGS + 100);
    }

    @Test
    void whenTheStormIsOverTroubleOpensAThreadAgain() {
        storm(50);
        scope.take(
                alarm(99, Times.at("10:00").plusSeconds(49).plus(Storm.WINDOW).plusSeconds(1)));

        assertThat(scope.threads()).hasSize(2);
    }

    @Test
    void whatWasMergedStillResolvesTheStorm() {
        storm(50);
        for (int i = 0; i < 50; i++) {
            scope.take(anAlarm("alarm-" + i).ok().at(Times.at("10:05").plusSeconds(i)));
        }

        assertThat(scope.only().getStatus()).isEqualTo(ThreadStatus.RESOLVED);
    }

    @Test
    void aStormThatIsLikeWhatIsThereIsOneThreadToo() {
        scope.take(series(0, 0, Times.at("09:50")));
        for (int i = 1; i < 600; i++) {
            scope.take(series(i, i % 3, Times.at("10:00").plusMillis(100L * i)));
        }

        var storm = scope.threads().stream()
                .filter(thread -> thread.getSituations().contains("alarm-storm"))
                .toList();
        assertThat(storm).hasSize(1);
        assertThat(storm.get(0).getEventCount()).isGreaterThan(550);
        assertThat(scope.threads()).as("it and the trouble before it").hasSize(2);
    }

    @Test
    void itIsOverWithTheLastAlarmAlsoOfThoseThatAreNoLongerListed() {
        manyAlarms(500);
        for (int i = 0; i < 499; i++) {
            scope.take(anAlarm("alarm-" + i).ok().at(Times.at("10:15").plusSeconds(i)));
        }
        scope.take(anAlarm("another").ok().at("10:29"));
        assertThat(scope.only().getStatus()).isEqualTo(ThreadStatus.OPEN);
        assertThat(scope.only().getEventCount())
                .as("without what is none of its")
                .isEqualTo(999);

        scope.take(anAlarm("alarm-499").ok().at("10:30"));

        assertThat(scope.only().getStatus()).isEqualTo(ThreadStatus.RESOLVED);
        assertThat(scope.only().getUnlisted()).isEmpty();
    }

    @Test
    void aStormThatAnEarlierVersionKeptInAnyOrderEndsToo() throws Exception {
        manyAlarms(500);
        var kept = ThreadState.fromByteBuffer(scope.only().toByteBuffer());
        var unsorted = new ArrayList<>(kept.getUnlisted());
        Collections.shuffle(unsorted, new Random(3));
        kept.setUnlisted(unsorted);
        var threading = new Threading(ThreadSettings.defaults());
        for (int i = 0; i < 500; i++) {
            assertThat(kept.getStatus()).isEqualTo(ThreadStatus.OPEN);
            var ok = anAlarm("alarm-" + i).ok().at(Times.at("10:15").plusSeconds(i));
            kept = ThreadState.fromByteBuffer(threading
                    .onSignal(List.of(kept), ok.signal())
                    .state()
                    .orElseThrow()
                    .toByteBuffer());
        }

        assertThat(kept.getStatus()).isEqualTo(ThreadStatus.RESOLVED);
        assertThat(kept.getUnlisted()).isEmpty();
    }

    @Test
    void aStormOfMoreThanItCanNameCountsToItsEnd() {
        int most = OpenIdentities.MOST_UNLISTED + 200;
        manyAlarms(most);
        assertThat(scope.only().getUnlisted()).hasSize(OpenIdentities.MOST_UNLISTED);
        assertThat(scope.only().getUnnamed()).isPositive();
        for (int i = 0; i < most; i++) {
            assertThat(scope.only().getStatus()).isEqualTo(ThreadStatus.OPEN);
            scope.take(anAlarm("alarm-" + i).ok().at(Times.at("10:30").plusMillis(10L * i)));
        }

        assertThat(scope.only().getStatus()).isEqualTo(ThreadStatus.RESOLVED);
    }

    @Test
    void aThreadWithARunbookAtWorkIsNotMerged() {
        for (int i = 0; i < Storm.OPENINGS; i++) {
            scope.take(alarm(i, Times.at("10:00").plusSeconds(i)));
        }
        var threads = new ArrayList<>(scope.threads());
        threads.sort(java.util.Comparator.comparing(ThreadState::getOpenedAt));
        threads.get(3).setLadders(List.of(ladder()));

        scope.take(alarm(99, Times.at("10:00").plusSeconds(30)));

        assertThat(scope.threads())
                .extracting(ThreadState::getThreadId)
                .containsExactlyInAnyOrder(
                        threads.get(0).getThreadId(), threads.get(3).getThreadId());
    }

    @Test
    void aScopeHoldsABoundedNumberOfThreadsHoweverLongItTrickles() {
        for (int i = 0; i < 2_000; i++) {
            scope.take(alarm(i, Times.at("10:00").plus(Duration.ofMinutes(3L * i))));
        }

        assertThat(scope.threads()).hasSize(Storm.MOST_THREADS);
        assertThat(scope.changes()).extracting(ThreadChange::getChange).doesNotContain("CLOSED");
    }

    private void manyAlarms(int alarms) {
        for (int i = 0; i < alarms; i++) {
            scope.take(alarm(i, Times.at("10:00").plusMillis(100L * i)));
        }
        assertThat(scope.threads()).hasSize(1);
    }

    private void storm(int alarms) {
        for (int i = 0; i < alarms; i++) {
            scope.take(alarm(i, Times.at("10:00").plusSeconds(i)));
        }
        assertThat(scope.threads()).hasSize(1);
    }

    /** An alarm of no service, on a resource of its own. */
    private static EventBuilder alarm(int number, Instant at) {
        return anAlarm("alarm-" + number).inAlarm().at(at).on("i-" + number).service("", 3);
    }

    /** An alarm on one of a few series. */
    private static EventBuilder series(int number, int series, Instant at) {
        return alarm(number, at).on("i-" + series).attribute("seriesKey", "series-" + series);
    }

    private static Ladder ladder() {
        return Ladder.newBuilder()
                .setRunbook("restart")
                .setRunbookVersion("1")
                .setOpeningCondition("opening")
                .setEvidence(anAlarm("alarm").inAlarm().at("10:00").signal().getEvent())
                .setRung(0)
                .setAttempt(1)
                .setCommandId("command")
                .setStatus(LadderStatus.REQUESTED)
                .setSince(Times.at("10:00"))
                .setVerifyBy(Times.at("10:30"))
                .build();
    }
}
