package io.millrace.domain.thread;

import static io.millrace.testing.Events.aCondition;
import static io.millrace.testing.Events.aFinding;
import static io.millrace.testing.Events.aHealthIssue;
import static io.millrace.testing.Events.aRecovery;
import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Events.anAnomaly;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.Situation;
import io.millrace.domain.ThreadMember;
import io.millrace.domain.ThreadStatus;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Metrics;
import io.millrace.testing.Times;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What belongs together in the eyes of a person, and what only happens to be near. */
class EvidenceTest {
    private static final String MEMORY = Metrics.memory("i-1").seriesKey();

    private final Scope scope = new Scope(ThreadSettings.defaults());

    @Test
    void modelAndConditionOnOneSeriesAreOneTroubleHoursApart() {
        scope.take(anAnomaly(MEMORY).at("10:00").on("i-1"));
        scope.take(aCondition("memory-leak", MEMORY).at("11:30").on("i-1"));

        assertThat(reasons()).containsExactly("opened", "same-series");
    }

    @Test
    void anotherTroubleOfAResourceThatHasBeenInTroubleForHoursIsItsOwn() {
        scope.take(aCondition("memory-leak", MEMORY).at("10:00").on("i-1"));
        scope.take(aCondition("memory-leak", MEMORY)
                .status(EventStatus.UPDATED)
                .at("11:55")
                .on("i-1"));
        scope.take(anAlarm("cpu").inAlarm().at("12:00").on("i-1"));

        assertThat(scope.threads()).hasSize(2);
    }

    @Test
    void figuresOfAConditionThatStaysMetAreNoMembers() {
        scope.take(aCondition("memory-leak", MEMORY).at("10:00").on("i-1"));
        var step = scope.take(aCondition("memory-leak", MEMORY)
                .status(EventStatus.UPDATED)
                .at("10:05")
                .on("i-1"));

        assertThat(step.state()).as("the ladder sees the figures").isPresent();
        assertThat(step.members()).isEmpty();
        assertThat(step.changes()).isEmpty();
        assertThat(scope.only().getLastEventAt()).isEqualTo(Times.at("10:05"));
    }

    @Test
    void whatIsNeededFailsFirst() {
        scope.take(balancer("payments", "10:00"));
        scope.take(balancer("checkout", "10:04").dependsOn("payments"));

        assertThat(reasons()).containsExactly("opened", "dependency");
    }

    @Test
    void theCauseMayBeToldAfterItsSymptom() {
        scope.take(balancer("checkout", "10:04").dependsOn("payments"));
        scope.take(balancer("payments", "10:00"));

        assertThat(reasons()).containsExactly("opened", "dependency");
    }

    @Test
    void whatIsNeededAndFailsLaterIsNoCause() {
        scope.take(balancer("checkout", "10:00").dependsOn("payments"));
        scope.take(balancer("payments", "10:04"));

        assertThat(scope.threads()).hasSize(2);
    }

    @Test
    void whatHasRecoveredExplainsNothingThatBeginsLater() {
        scope.take(balancer("payments", "10:00"));
        scope.take(anAlarm("other").inAlarm().at("10:01").on("alb-payments").service("payments", 1));
        scope.take(anAlarm("payments").ok().at("10:02"));
        scope.take(anAlarm("other").ok().at("10:02"));
        scope.take(balancer("checkout", "10:04").dependsOn("payments"));

        assertThat(scope.threads()).hasSize(2);
    }

    @Test
    void servicesThatDoNotNeedEachOtherHaveTwoTroubles() {
        scope.take(balancer("media", "10:00"));
        scope.take(balancer("search", "10:01"));

        assertThat(scope.threads()).hasSize(2);
    }

    @Test
    void twoHostsOfAServiceHaveTwoTroublesUnlessTheyShowTheSameAtOnce() {
        scope.take(host("i-1", "CPUUtilization", "10:00"));
        scope.take(host("i-2", "NetworkIn", "10:01"));
        assertThat(scope.threads()).hasSize(2);

        scope.take(host("i-3", "CPUUtilization", "10:03"));
        assertThat(scope.threads()).hasSize(2);
        scope.take(host("i-4", "CPUUtilization", "10:09"));
        assertThat(scope.threads()).hasSize(3);
    }

    @Test
    void aFindingAndAnAlarmOnOneHostAreTwoMatters() {
        scope.take(aFinding("probe").at("10:00").on("i-1"));
        scope.take(anAlarm("disk").inAlarm().at("10:01").on("i-1"));

        assertThat(scope.threads()).hasSize(2);
    }

    @Test
    void aCompositeAlarmIsPartOfWhatTriggeredIt() {
        scope.take(host("i-1", "CPUUtilization", "10:00"));
        var part = scope.only().getIdentities().get(0).getIdentity().substring("alarm:".length());
        scope.take(anAlarm("degraded").inAlarm().at("10:40").attribute("triggeringAlarms", "arn:x," + part));

        assertThat(reasons()).containsExactly("opened", "part-of");
    }

    @Test
    void aCompositeAlarmGoesWithThePartThatAlarmedLast() {
        scope.take(host("i-1", "CPUUtilization", "10:00"));
        scope.take(host("i-2", "NetworkIn", "09:50"));
        scope.take(anAlarm("late").inAlarm().at("10:20").on("i-2"));
        var parts = new ArrayList<String>();
        scope.threads().forEach(thread -> thread.getIdentities()
                .forEach(known -> parts.add(known.getIdentity().substring("alarm:".length()))));
        scope.take(anAlarm("degraded").inAlarm().at("10:21").attribute("triggeringAlarms", String.join(",", parts)));

        assertThat(scope.holding("degraded").getThreadId())
                .isEqualTo(scope.holding("late").getThreadId());
    }

    @Test
    void anAlarmThatACompositeListsIsNoPartOfWhatElseTriggeredIt() {
        scope.take(named("queue", "q-1").inAlarm().at("10:00"));
        scope.take(named("queue", "q-1").ok().at("10:02"));
        scope.take(named("cpu", "i-1").inAlarm().at("10:03"));
        scope.take(compositeOf("cpu", "queue").at("10:04"));
        scope.take(named("queue", "q-1").inAlarm().at("10:06"));

        assertThat(scope.threads()).hasSize(2);
        assertThat(scope.holding("queue").getEventCount()).isEqualTo(3);
    }

    @Test
    void aCompositeAlarmThatIsToldFirstTakesItsPart() {
        scope.take(compositeOf("cpu").at("10:04"));
        scope.take(named("cpu", "i-1").inAlarm().at("10:03"));

        assertThat(reasons()).containsExactly("opened", "same-resource");
    }

    /** As the parser makes it: an alarm is among its own resources. */
    private static EventBuilder named(String alarm, String host) {
        return anAlarm(alarm).on(arn(alarm), host);
    }

    private static EventBuilder compositeOf(String... alarms) {
        var arns = Arrays.stream(alarms).map(EvidenceTest::arn).toArray(String[]::new);
        return anAlarm("degraded").inAlarm().on(arns).attribute("triggeringAlarms", String.join(",", arns));
    }

    private static String arn(String alarm) {
        return anAlarm(alarm).event().getIdentity().substring("alarm:".length());
    }

    @Test
    void aCompositeAlarmThatOpensAgainGoesWithItsNewPart() {
        scope.take(host("i-1", "CPUUtilization", "10:00"));
        var first = scope.only().getIdentities().get(0).getIdentity().substring("alarm:".length());
        scope.take(anAlarm("degraded").inAlarm().at("10:01").attribute("triggeringAlarms", first));
        scope.take(anAlarm("degraded").ok().at("10:05"));
        scope.take(anAlarm("late").inAlarm().at("10:20").on("i-2"));
        var second = scope.holding("late").getIdentities().get(0).getIdentity().substring("alarm:".length());
        scope.take(anAlarm("degraded").inAlarm().at("10:21").attribute("triggeringAlarms", first + "," + second));

        assertThat(scope.holding("late").getEventCount()).isEqualTo(2);
    }

    @Test
    void whatReturnsJoinsLiveTroubleOfItsResourceRatherThanTroubleThatWasOver() {
        scope.take(anAnomaly(MEMORY).at("10:00").on("i-1"));
        scope.take(aRecovery(MEMORY).at("10:05").on("i-1"));
        scope.take(anAlarm("cpu").inAlarm().at("10:25").on("i-1"));
        scope.take(anAnomaly(MEMORY).at("10:26").on("i-1"));
        assertThat(scope.holding("cpu").getEventCount()).isEqualTo(2);

        scope.take(aRecovery(MEMORY).at("10:35").on("i-1"));
        assertThat(scope.holding("cpu").getEventCount()).isEqualTo(3);
    }

    @Test
    void twoIssuesOfAwsAreTwo() {
        scope.take(aHealthIssue("arn:aws:health:eu-west-1::event/EC2/a")
                .at("10:00")
                .on("i-1"));
        scope.take(aHealthIssue("arn:aws:health:eu-west-1::event/EC2/b")
                .at("10:10")
                .on("i-1"));

        assertThat(scope.threads()).hasSize(2);
    }

    @Test
    void aFlappingAlarmTakesNoNeighboursAndIsOverOnceItHasBeenQuiet() {
        var opened = scope.take(balancer("payments", "10:00")).state().orElseThrow();
        scope.take(Situation.newBuilder()
                .setSituationId("s")
                .setType("flapping-alarm")
                .setScope(opened.getScope())
                .setTitle("it flaps")
                .setSeverity(3)
                .setEventIds(List.of("e"))
                .setIdentities(List.of(opened.getIdentities().get(0).getIdentity()))
                .setResources(List.of())
                .setStartedAt(Times.at("10:00"))
                .setEndedAt(Times.at("10:00"))
                .setArrivedAt(Times.at("10:00:05"))
                .build());
        scope.take(balancer("checkout", "10:02").dependsOn("payments"));
        assertThat(scope.threads()).hasSize(2);

        scope.take(anAlarm("payments").ok().at("10:05").service("payments", 1));
        var flapping = scope.holding("payments");
        assertThat(flapping.getStatus()).isEqualTo(ThreadStatus.OPEN);

        scope.pass(flapping, Times.at("10:14"));
        assertThat(scope.holding("payments").getStatus()).isEqualTo(ThreadStatus.OPEN);
        scope.pass(scope.holding("payments"), Times.at("10:15:30"));
        assertThat(scope.holding("payments").getStatus()).isEqualTo(ThreadStatus.RESOLVED);
    }

    private static EventBuilder balancer(String service, String at) {
        return anAlarm(service).inAlarm().at(at).on("alb-" + service).service(service, 1);
    }

    private static EventBuilder host(String id, String metric, String at) {
        return anAlarm(id + "-" + metric)
                .inAlarm()
                .at(at)
                .on(id)
                .attribute("namespace", "AWS/EC2")
                .attribute("metricName", metric)
                .attribute("dim.InstanceId", id)
                .service("checkout", 1);
    }

    private List<String> reasons() {
        return scope.only().getMembers().stream().map(ThreadMember::getReason).toList();
    }
}
