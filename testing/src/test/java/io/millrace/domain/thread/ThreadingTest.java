package io.millrace.domain.thread;

import static io.millrace.testing.Events.aChange;
import static io.millrace.testing.Events.aCondition;
import static io.millrace.testing.Events.aConditionWithdrawn;
import static io.millrace.testing.Events.aCustomEvent;
import static io.millrace.testing.Events.aFinding;
import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Events.anOutcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.OpenIdentity;
import io.millrace.domain.Situation;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Metrics;
import io.millrace.testing.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadingTest {
    private final Scope scope = new Scope(ThreadSettings.defaults());

    @Test
    void troubleOpensAThread() {
        var step = scope.take(anAlarm("cpu").inAlarm().at("10:00").severity(4).service("checkout", 1));

        var thread = step.state().orElseThrow();
        assertThat(thread.getStatus()).isEqualTo(ThreadStatus.OPEN);
        assertThat(thread.getVersion()).isEqualTo(1);
        assertThat(thread.getPriority()).isEqualTo(1);
        assertThat(thread.getEventCount()).isEqualTo(1);
        assertThat(step.changes()).singleElement().satisfies(change -> {
            assertThat(change.getChange()).isEqualTo("OPENED");
            assertThat(change.getThreadId()).isEqualTo(thread.getThreadId());
        });
        assertThat(step.members()).singleElement().satisfies(member -> assertThat(member.getReason())
                .isEqualTo("opened"));
    }

    @Test
    void whatSpeaksOfNoTroubleOpensNothing() {
        scope.take(anAlarm("cpu").ok().at("10:00"));
        scope.take(aChange("UpdateService").at("10:00"));
        scope.take(anOutcome("command", "STARTED").at("10:00"));
        scope.take(anAlarm("cpu").status(EventStatus.INFORMATIONAL).severity(2).at("10:00"));

        assertThat(scope.threads()).isEmpty();
        assertThat(scope.changes()).isEmpty();
    }

    @Test
    void aSeriousEventOfASourceThatOnlyInformsOpensAThread() {
        var step = scope.take(anEventOf("aws.backup").severity(3).at("10:00"));

        assertThat(step.changes().get(0).getChange()).isEqualTo("OPENED");
        assertThat(scope.only().getIdentities()).hasSize(1);
    }

    @Test
    void aSeriousChangeOrRecoveryThatOnlyInformsOpensNothing() {
        scope.take(aChange("DeleteDBInstance").severity(5).at("10:00"));
        scope.take(anAlarm("cpu")
                .ok()
                .status(EventStatus.INFORMATIONAL)
                .severity(5)
                .at("10:00"));
        scope.take(anOutcome("command", "FAILED").severity(5).at("10:00"));

        assertThat(scope.threads()).isEmpty();
    }

    @Test
    void routineNoticesKeepNoCompanyAndChangesDo() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").on("i-1").service("checkout", 1));

        assertThat(scope.take(anEventOf("aws.ec2").severity(2).at("10:01").on("i-1"))
                        .state())
                .isEmpty();
        assertThat(reasonOf(anEventOf("aws.backup").severity(3).at("10:02").on("i-1")))
                .isEqualTo("same-resource");
        assertThat(reasonOf(aChange("ModifyInstance").severity(1).at("10:03").on("i-1")))
                .isEqualTo("same-resource");
    }

    @Test
    void theStrongestEvidenceIsTheReason() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").on("i-1").service("checkout", 1));

        assertThat(reasonOf(
                        anAlarm("cpu").status(EventStatus.UPDATED).at("10:01").on("i-1")))
                .isEqualTo("same-identity");
        assertThat(reasonOf(anAlarm("memory").inAlarm().at("10:02").on("i-1").service("checkout", 1)))
                .isEqualTo("same-resource");
        assertThat(reasonOf(anAlarm("latency").inAlarm().at("10:03").on("lb-1").service("checkout", 1)))
                .isEqualTo("same-service");
        assertThat(scope.threads()).hasSize(1);
    }

    @Test
    void aChangeJoinsWithItsReason() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").on("i-1"));

        assertThat(reasonOf(aChange("ModifyInstanceAttribute")
                        .at("09:58")
                        .arrivedAt("10:09")
                        .on("i-1")))
                .isEqualTo("same-resource");
        assertThat(scope.only().getIdentities()).as("nobody waits for a change").hasSize(1);
    }

    @Test
    void whatSharesNothingOpensItsOwn() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").on("i-1").service("checkout", 1));
        scope.take(anAlarm("queue").inAlarm().at("10:01").on("q-1").service("orders", 2));
        scope.take(anAlarm("stray").inAlarm().at("10:02").on("x-1").service("", 3));
        scope.take(anAlarm("astray").inAlarm().at("10:03").on("y-1").service("", 3));

        assertThat(scope.threads()).as("no service is not a shared service").hasSize(4);
    }

    @Test
    void amongEqualsTheThreadThatOpenedLastTakesIt() {
        scope.take(anAlarm("a").inAlarm().at("10:00").on("i-1").service("checkout", 1));
        scope.take(anAlarm("b").inAlarm().at("10:15").on("i-2").service("checkout", 1));
        assertThat(scope.threads()).hasSize(2);
        var newer = scope.holding("b");

        var step = scope.take(anAlarm("c").inAlarm().at("10:08").on("i-3").service("checkout", 1));

        assertThat(step.state().orElseThrow().getThreadId()).isEqualTo(newer.getThreadId());
    }

    @Test
    void aSharedResourceInAnOlderThreadBeatsTheServiceOfANewerOne() {
        scope.take(anAlarm("a").inAlarm().at("10:00").on("i-1").service("checkout", 1));
        scope.take(anAlarm("b").inAlarm().at("10:15").on("i-2").service("checkout", 1));

        var step = scope.take(anAlarm("c").inAlarm().at("10:16").on("i-1").service("checkout", 1));

        assertThat(step.state().orElseThrow().getThreadId())
                .isEqualTo(scope.holding("a").getThreadId());
    }

    @Test
    void windowsReachInBothDirectionsOfEventTime() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").on("i-1").service("checkout", 1));

        assertThat(reasonOf(
                        anAlarm("b").inAlarm().at("09:30").arrivedAt("10:01").on("i-1")))
                .isEqualTo("same-resource");
        assertThat(scope.only().getOpenedAt()).isEqualTo(Times.at("09:30"));
        assertThat(reasonOf(anAlarm("c").inAlarm().at("10:30").on("i-1"))).isEqualTo("same-resource");
        assertThat(scope.only().getLastEventAt()).isEqualTo(Times.at("10:30"));
    }

    @Test
    void oneSecondBeyondAWindowIsAnotherThread() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").on("i-1").service("checkout", 1));

        scope.take(anAlarm("b").inAlarm().at("10:30:01").on("i-1").service("orders", 1));
        scope.take(anAlarm("c")
                .inAlarm()
                .at("09:29:59")
                .arrivedAt("10:30:02")
                .on("i-1")
                .service("media", 1));
        scope.take(anAlarm("d")
                .inAlarm()
                .at("09:49:59")
                .arrivedAt("10:30:03")
                .on("i-9")
                .service("checkout", 1));

        assertThat(scope.threads()).hasSize(4);
    }

    @Test
    void theServiceWindowIsShorterThanTheResourceWindow() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").on("i-1").service("checkout", 1));

        assertThat(reasonOf(anAlarm("b").inAlarm().at("10:10").on("i-2").service("checkout", 1)))
                .isEqualTo("same-service");
        assertThat(reasonOf(anAlarm("c").inAlarm().at("10:20:01").on("i-3").service("checkout", 1)))
                .isEqualTo("opened");
    }

    @Test
    void aThreadResolvesWhenAllItsIdentitiesRecovered() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00"));
        scope.take(anAlarm("memory").inAlarm().at("10:01"));

        assertThat(scope.take(anAlarm("cpu").ok().at("10:05")).changes().get(0).getChange())
                .isEqualTo("JOINED");
        var last = scope.take(anAlarm("memory").ok().at("10:06"));

        assertThat(last.changes()).singleElement().satisfies(change -> assertThat(change.getChange())
                .isEqualTo("RESOLVED"));
        assertThat(scope.only().getStatus()).isEqualTo(ThreadStatus.RESOLVED);
        assertThat(scope.only().getResolvedAt()).isEqualTo(Times.at("10:06:01"));
    }

    @Test
    void aResolvedThreadIsReopenedByItsOwnIdentityWithinTheWindow() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00"));
        scope.take(anAlarm("cpu").ok().at("10:05"));

        var step = scope.take(anAlarm("cpu").inAlarm().at("10:35"));

        assertThat(step.changes()).singleElement().satisfies(change -> assertThat(change.getChange())
                .isEqualTo("REOPENED"));
        assertThat(scope.only().getStatus()).isEqualTo(ThreadStatus.OPEN);
        assertThat(scope.only().getResolvedAt()).isNull();
    }

    @Test
    void afterTheReopenWindowItsOwnIdentityOpensANewThread() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00"));
        scope.take(anAlarm("cpu").ok().at("10:05"));

        var step = scope.take(anAlarm("cpu").inAlarm().at("10:35:01"));

        assertThat(step.changes().get(0).getChange()).isEqualTo("OPENED");
        assertThat(scope.threads()).hasSize(2);
    }

    @Test
    void aResolvedThreadDoesNotAbsorbNewTrouble() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").on("i-1").service("checkout", 1));
        scope.take(anAlarm("cpu").ok().at("10:05").on("i-1").service("checkout", 1));

        var step = scope.take(anAlarm("memory").inAlarm().at("10:06").on("i-1").service("checkout", 1));

        assertThat(step.changes().get(0).getChange()).isEqualTo("OPENED");
    }

    @Test
    void aResolvedThreadClosesAfterTheReopenWindow() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00"));
        scope.take(anAlarm("cpu").ok().at("10:05"));

        assertThat(scope.pass("10:35:00").changes()).isEmpty();
        var step = scope.pass("10:35:01");

        assertThat(step.changes()).singleElement().satisfies(change -> {
            assertThat(change.getChange()).isEqualTo("CLOSED");
            assertThat(change.getReason()).contains("resolved");
        });
        assertThat(step.state().orElseThrow().getStatus()).isEqualTo(ThreadStatus.CLOSED);
    }

    @Test
    void aSilentThreadIsClosedAsStale() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").arrivedAt("10:00"));

        assertThat(scope.pass("2026-08-06T09:59:59Z").changes()).isEmpty();
        var step = scope.pass("2026-08-06T10:00:00Z");

        assertThat(step.changes().get(0).getChange()).isEqualTo("CLOSED");
        assertThat(step.changes().get(0).getReason()).contains("24 hours").contains("never seen to resolve");
    }

    @Test
    void newsPutsOffTheStaleClosing() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").arrivedAt("10:00"));
        scope.take(anAlarm("cpu").status(EventStatus.UPDATED).at("20:00").arrivedAt("20:00"));

        assertThat(scope.pass("2026-08-06T10:00:00Z").changes()).isEmpty();
        assertThat(new Threading(ThreadSettings.defaults()).due(scope.only()))
                .isEqualTo(Instant.parse("2026-08-06T20:00:00Z"));
    }

    @Test
    void membersIdentitiesAndResourcesAreBoundedAndTheNewestMembersStay() {
        var small = new Scope(new ThreadSettings(
                Duration.ofMinutes(30), Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(24), 3, 4));
        IntStream.range(0, 20)
                .forEach(i -> small.take(anAlarm("a" + i)
                        .inAlarm()
                        .at(Times.at("10:00").plusSeconds(i))
                        .on("i-common", "i-" + (char) ('z' - i))));

        var thread = small.only();
        assertThat(thread.getEventCount()).isEqualTo(20);
        assertThat(thread.getMembers()).hasSize(3);
        assertThat(thread.getMembers().get(2).getTitle()).isEqualTo("a19 is in ALARM");
        assertThat(thread.getIdentities()).hasSize(4);
        assertThat(thread.getResources()).hasSize(4).isSorted().contains("i-common", "i-z");
    }

    @Test
    void settledIdentitiesMakeRoomBeforeOpenOnes() {
        var small = new Scope(new ThreadSettings(
                Duration.ofMinutes(30), Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ofHours(24), 9, 2));
        small.take(anAlarm("open").inAlarm().at("10:00"));
        small.take(anAlarm("settled").inAlarm().at("10:01"));
        small.take(anAlarm("settled").ok().at("10:02"));
        small.take(anAlarm("third").inAlarm().at("10:03"));

        assertThat(small.only().getIdentities())
                .extracting(OpenIdentity::getIdentity)
                .noneMatch(identity -> identity.contains("settled"))
                .anyMatch(identity -> identity.contains("open"));
    }

    @Test
    void aSituationMarksTheThreadThatHoldsMostOfItOnce() {
        scope.take(anAlarm("a").inAlarm().at("10:00").on("i-1").service("", 3).severity(3));
        scope.take(anAlarm("b").inAlarm().at("10:01").on("i-2").service("", 3).severity(3));
        scope.take(anAlarm("c").inAlarm().at("10:02").on("i-2").service("", 3).severity(3));
        var situation = situation(4, identity("a"), identity("b"), identity("c"));

        var step = scope.take(situation);

        var marked = step.state().orElseThrow();
        assertThat(marked.getThreadId()).isEqualTo(scope.holding("b").getThreadId());
        assertThat(marked.getSituations()).containsExactly("flapping-alarm");
        assertThat(marked.getSeverity()).isEqualTo(4);
        assertThat(marked.getPriority()).as("rises with severity").isEqualTo(3);
        assertThat(step.changes()).singleElement().satisfies(change -> assertThat(change.getChange())
                .isEqualTo("UPDATED"));
        assertThat(scope.take(situation).changes()).as("once").isEmpty();
    }

    @Test
    void aThreadKeepsWhatItsSituationsSay() {
        scope.take(anAlarm("a").inAlarm().at("10:00").on("i-1"));

        var step = scope.take(situation(4, identity("a")));

        assertThat(step.changes()).singleElement().satisfies(change -> assertThat(change.getRecognised())
                .containsExactly(change.getReason()));
    }

    @Test
    void aSituationThatUnitesMakesOneThreadOfThoseThatHoldIt() {
        scope.take(anAlarm("a").inAlarm().at("10:00").on("i-1").service("", 3));
        scope.take(anAlarm("b").inAlarm().at("10:01").on("i-2").service("", 3));
        scope.take(anAlarm("c").inAlarm().at("10:02").on("i-3").service("", 3));
        var first = scope.holding("a").getThreadId();
        var situation = situation(4, identity("a"), identity("b"));
        situation.setUnites(true);

        var step = scope.take(situation);

        var thread = step.state().orElseThrow();
        assertThat(thread.getIdentities())
                .extracting(OpenIdentity::getIdentity)
                .containsExactlyInAnyOrder(identity("a"), identity("b"));
        assertThat(step.merged()).singleElement().satisfies(merged -> assertThat(merged.changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.getThreadId()).isEqualTo(first);
                    assertThat(change.getChange()).isEqualTo("CLOSED");
                    assertThat(change.getReason())
                            .isEqualTo("merged into " + thread.getThreadId() + ": flapping alarm");
                }));
        assertThat(scope.holding("c").getThreadId()).isNotEqualTo(thread.getThreadId());
    }

    @Test
    void recoveryIsToldOnlyWhenAllIsOverAndSomebodyWasWoken() {
        scope.take(anAlarm("a").inAlarm().at("10:00").on("i-1").severity(5));
        scope.take(anAlarm("b").inAlarm().at("10:01").on("i-1").severity(5));
        scope.take(anAlarm("a").ok().at("10:05").on("i-1"));
        assertThat(scope.take(recovery("a")).state()).as("b is still open").isEmpty();

        scope.take(anAlarm("b").ok().at("10:06").on("i-1"));
        assertThat(scope.take(recovery("b")).changes()).singleElement().satisfies(change -> {
            assertThat(change.getSituations()).containsExactly("recovery");
            assertThat(change.getStatus()).isEqualTo(ThreadStatus.RESOLVED);
        });
    }

    @Test
    void nobodyHearsThatWhatWokeNobodyIsOverForGood() {
        scope.take(anAlarm("a").inAlarm().at("10:00").on("i-1").service("", 4).severity(1));
        scope.take(anAlarm("a").ok().at("10:05").on("i-1").service("", 4).severity(1));

        assertThat(scope.take(recovery("a")).state()).isEmpty();
    }

    private static Situation recovery(String alarm) {
        var situation = situation(1, identity(alarm));
        situation.setType("recovery");
        return situation;
    }

    @Test
    void aSituationOfNobodysEventsMarksNothing() {
        scope.take(anAlarm("a").inAlarm().at("10:00"));

        assertThat(scope.take(situation(5, "alarm:unknown")).state()).isEmpty();
    }

    @Test
    void anEventMarkedFutureDoesNotStretchTheSpanAndJoinsWhereItArrived() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").on("i-1"));
        var future =
                anAlarm("b").inAlarm().at("23:00").arrivedAt("10:01").on("i-1").signal();
        future.getEvent().setFuture(true);

        assertThat(scope.take(future).members().get(0).getReason()).isEqualTo("same-resource");
        assertThat(scope.only().getLastEventAt()).isEqualTo(Times.at("10:01"));
    }

    @Test
    void aThreadOpenedByAFutureEventLiesWhereItArrived() {
        var future =
                anAlarm("b").inAlarm().at("23:00").arrivedAt("10:01").on("i-1").signal();
        future.getEvent().setFuture(true);

        scope.take(future);

        assertThat(scope.only().getOpenedAt()).isEqualTo(Times.at("10:01"));
        assertThat(scope.only().getLastEventAt()).isEqualTo(Times.at("10:01"));
        assertThat(scope.only().getIdentities().get(0).getSince()).isEqualTo(Times.at("10:01"));
    }

    @Test
    void aLateEventJoinsWhereItArrivedAndStretchesNothing() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").on("i-1"));
        var late = anAlarm("b")
                .inAlarm()
                .at("2026-08-04T10:00:00Z")
                .arrivedAt("10:20")
                .on("i-1");

        assertThat(scope.take(late.late()).members().get(0).getLate()).isTrue();

        assertThat(scope.only().getOpenedAt()).isEqualTo(Times.at("10:00"));
        assertThat(scope.only().getLastEventAt()).isEqualTo(Times.at("10:00"));
        assertThat(scope.only().getUpdatedAt()).isEqualTo(Times.at("10:20"));
        assertThat(scope.only().getMembers()).last().satisfies(member -> assertThat(member.getLate())
                .isTrue());
    }

    @Test
    void aLateEventThatHappenedInAThreadsTimeJoinsHoweverLongAgoThatWas() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").on("i-1"));
        var late = aChange("ModifyInstance").at("09:50").arrivedAt("18:00").on("i-1");

        assertThat(scope.take(late.late()).members().get(0).getReason()).isEqualTo("same-resource");

        assertThat(scope.only().getOpenedAt()).isEqualTo(Times.at("09:50"));
        assertThat(scope.only().getLastEventAt()).isEqualTo(Times.at("10:00"));
    }

    @Test
    void aLateEventThatNeitherHappenedNorArrivedInAThreadsTimeOpensItsOwn() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").on("i-1"));

        scope.take(anAlarm("b")
                .inAlarm()
                .at("2026-08-04T10:00:00Z")
                .arrivedAt("11:00")
                .on("i-1")
                .late());

        assertThat(scope.threads()).hasSize(2);
        assertThat(scope.holding("b").getOpenedAt()).isEqualTo(Times.at("2026-08-04T10:00:00Z"));
        assertThat(scope.holding("b").getUpdatedAt()).isEqualTo(Times.at("11:00"));
    }

    @Test
    void whatIsOnlyOldButNotMarkedLateIsMeasuredInItsOwnTime() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").on("i-1"));
        scope.take(anAlarm("b").inAlarm().at("09:25").arrivedAt("10:01").on("i-1"));

        assertThat(scope.threads()).hasSize(2);
    }

    @Test
    void anAnswerJoinsTheThreadItNamesWhateverElseItShares() {
        scope.take(anAlarm("a").inAlarm().at("10:00").on("i-1").service("checkout", 1));
        scope.take(anAlarm("b").inAlarm().at("10:00").on("i-2").service("orders", 1));
        var named = scope.holding("a").getThreadId();

        var step = scope.take(anOutcome("command", "STARTED")
                .at("10:01")
                .on("i-2")
                .service("orders", 1)
                .attribute("threadId", named));

        assertThat(step.members().get(0).getReason()).isEqualTo("named");
        assertThat(step.state().orElseThrow().getThreadId()).isEqualTo(named);
    }

    @Test
    void anAnswerToAThreadThatIsGoneJoinsNoNeighbour() {
        scope.take(anAlarm("b").inAlarm().at("10:00").on("i-2").service("orders", 1));

        var step = scope.take(anOutcome("command", "STARTED")
                .at("10:01")
                .on("i-2")
                .service("orders", 1)
                .attribute("threadId", "gone"));

        assertThat(step.state()).isEmpty();
    }

    @Test
    void anEventFromOutsideCannotNameAThread() {
        scope.take(anAlarm("a").inAlarm().at("10:00").on("i-1").service("checkout", 1));

        var step = scope.take(aFinding("f")
                .at("10:01")
                .on("i-9")
                .service("media", 3)
                .attribute("threadId", scope.only().getThreadId()));

        assertThat(step.changes().get(0).getChange()).isEqualTo("OPENED");
    }

    @Test
    void severityAndPriorityOnlyRise() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00").severity(4).service("checkout", 2));
        scope.take(anAlarm("cpu")
                .inAlarm()
                .at("10:01")
                .severity(2)
                .service("checkout", 2)
                .title("x"));

        assertThat(scope.only().getSeverity()).isEqualTo(4);
        assertThat(scope.only().getPriority()).isEqualTo(2);
        var worse = scope.take(anAlarm("cpu").inAlarm().at("10:02").severity(5).service("checkout", 2));
        assertThat(worse.changes().get(0).getChange()).isEqualTo("UPDATED");
        assertThat(scope.only().getPriority()).isEqualTo(1);
    }

    @Test
    void theFirstOpeningIsSinceAndUpdatesDoNotMoveIt() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00"));
        scope.take(anAlarm("cpu").status(EventStatus.UPDATED).at("10:20"));

        assertThat(scope.only().getIdentities().get(0).getSince()).isEqualTo(Times.at("10:00"));
    }

    @Test
    void anEscalationIsARowOfItsOwnVersion() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00"));

        var step =
                new Threading(ThreadSettings.defaults()).escalate(scope.only(), "nobody answered", Times.at("10:30"));

        assertThat(step.changes()).singleElement().satisfies(change -> {
            assertThat(change.getChange()).isEqualTo("ESCALATED");
            assertThat(change.getReason()).isEqualTo("nobody answered");
            assertThat(change.getVersion()).isEqualTo(2);
        });
    }

    @Test
    void aConditionThatIsNoLongerWatchedEndsTheWaitAndSaysSo() {
        String cpu = Metrics.cpu("i-1").seriesKey();
        scope.take(aCondition("high-cpu", cpu).on("i-1").at("10:00"));

        var step = scope.take(aConditionWithdrawn("high-cpu", cpu).on("i-1").at("10:20"));

        assertThat(step.changes()).singleElement().satisfies(change -> {
            assertThat(change.getChange()).isEqualTo("RESOLVED");
            assertThat(change.getReason()).isEqualTo("Condition high-cpu is no longer watched");
            assertThat(change.getSeverity()).isEqualTo(scope.changes().get(0).getSeverity());
        });
        assertThat(scope.take(aConditionWithdrawn("other", cpu).on("i-1").at("10:21"))
                        .state())
                .as("of what no thread knows it is no news")
                .isEmpty();
    }

    @Test
    void theStatesPassedInAreNeverModified() {
        scope.take(anAlarm("cpu").inAlarm().at("10:00"));
        var known = scope.only();
        var before = ThreadState.newBuilder(known).build();
        var threading = new Threading(ThreadSettings.defaults());

        threading.onSignal(
                List.of(known), anAlarm("memory").inAlarm().at("10:01").signal());
        threading.onSignal(List.of(known), anAlarm("cpu").ok().at("10:02").signal());
        threading.onSituation(List.of(known), situation(5, identity("cpu")));
        threading.onTime(known, Instant.parse("2027-01-01T00:00:00Z"));
        threading.escalate(known, "why", Times.at("11:00"));

        assertThat(known).isEqualTo(before);
    }

    private static EventBuilder anEventOf(String source) {
        return aCustomEvent(source, "Something Happened").status(EventStatus.INFORMATIONAL);
    }

    private String reasonOf(EventBuilder event) {
        return scope.take(event).members().get(0).getReason();
    }

    private static String identity(String alarm) {
        return anAlarm(alarm).event().getIdentity();
    }

    private static Situation situation(int severity, String... identities) {
        return Situation.newBuilder()
                .setSituationId("situation")
                .setType("flapping-alarm")
                .setScope("shop")
                .setTitle("cpu flaps")
                .setSeverity(severity)
                .setEventIds(List.of())
                .setIdentities(List.of(identities))
                .setResources(List.of())
                .setStartedAt(Times.at("10:00"))
                .setEndedAt(Times.at("10:10"))
                .setArrivedAt(Times.at("10:10"))
                .build();
    }
}
