package io.millrace.runbooks.catalog;

import static io.millrace.testing.Events.aFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Origin;
import io.millrace.domain.ThreadState;
import io.millrace.domain.ThreadStatus;
import io.millrace.testing.Estates;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTriggerTest {
    private static final String EVENT = "{source: [aws.guardduty], detail-type: [GuardDuty Finding]}";

    @Test
    void anEventOfANamedServiceStartsTheRunbookWithItsResourceAsTarget() {
        var content = new EventRunbooks().with("finding").compile();
        var event = finding().event();

        var runbook = content.planner().triggeredBy(event).orElseThrow();
        var command = content.planner()
                .plan(runbook, 0, 1, event, new PlanContext("t", "shop", "", "occurrence", "v"))
                .command()
                .orElseThrow();

        assertThat(runbook.id()).isEqualTo("finding");
        assertThat(command.getTarget()).isEqualTo(Estates.instanceArn(Estates.INSTANCE));
        assertThat(command.getConditionId()).isEmpty();
        assertThat(command.getEvidence()).containsExactly(event.getEventId());
    }

    @Test
    void onlyWhatOpensAndComesFromOutsideAndIsBelievedStarts() {
        var catalog = new EventRunbooks().with("finding").compile().runbooks();

        assertThat(catalog.triggeredBy(finding().event())).isPresent();
        assertThat(catalog.triggeredBy(finding().origin(Origin.PART).event())).isPresent();
        assertThat(catalog.triggeredBy(finding().origin(Origin.DERIVED).event()))
                .isEmpty();
        assertThat(catalog.triggeredBy(finding().status(EventStatus.RESOLVED).event()))
                .isEmpty();
        assertThat(catalog.triggeredBy(finding().status(EventStatus.UPDATED).event()))
                .isEmpty();
        assertThat(catalog.triggeredBy(
                        finding().status(EventStatus.INFORMATIONAL).event()))
                .isEmpty();
        assertThat(catalog.triggeredBy(finding().kind(EventKind.CHANGE).event()))
                .isEmpty();
        assertThat(catalog.triggeredBy(finding().kind(EventKind.OUTCOME).event()))
                .isEmpty();
        assertThat(catalog.triggeredBy(finding().attribute("untrusted", "true").event()))
                .as("claims to be AWS")
                .isEmpty();
        assertThat(catalog.triggeredBy(finding().source("com.example.guardduty").event()))
                .isEmpty();
    }

    @Test
    void figuresAndThreadNarrowWhatStarts() {
        var catalog = new EventRunbooks()
                .with(
                        "finding",
                        "  - event: " + EVENT,
                        "  - event: " + EVENT
                                + "\n    when: {sourceSeverity: {atLeast: 7}}\n    thread: {priority: [1, 2], situations: [alarm-storm]}")
                .compile()
                .runbooks();
        var grave = finding().value("sourceSeverity", 8).signal();

        assertThat(catalog.triggeredBy(grave, thread(2, "alarm-storm"))).isPresent();
        assertThat(catalog.triggeredBy(grave, thread(3, "alarm-storm"))).isEmpty();
        assertThat(catalog.triggeredBy(grave, thread(2))).isEmpty();
        assertThat(catalog.triggeredBy(grave.getEvent())).as("no thread").isEmpty();
        assertThat(catalog.triggeredBy(finding().value("sourceSeverity", 6).signal(), thread(2, "alarm-storm")))
                .isEmpty();
    }

    @Test
    void ofSeveralTheFirstByOrderThenByIdStartsAndOneThatIsOffIsNoneOfThem() {
        var two = new EventRunbooks().with("b-runbook").with("a-runbook");
        assertThat(first(two)).isEqualTo("a-runbook");

        two.with("c-runbook", "tier: 1", "tier: 1\norder: 50");
        assertThat(first(two)).isEqualTo("c-runbook");

        two.with("c-runbook", "tier: 1", "tier: 1\norder: 50", "mode: live", "mode: off");
        assertThat(first(two)).isEqualTo("a-runbook");
    }

    @Test
    void policysFieldsThatTheCatalogDerivesCanBeAskedFor() {
        var catalog = new EventRunbooks()
                .with(
                        "finding",
                        EVENT,
                        "{source: [aws.guardduty], detail-type: [GuardDuty Finding], accountKind: [development]}")
                .compile()
                .runbooks();

        assertThat(catalog.triggeredBy(finding().event())).isEmpty();
        assertThat(catalog.triggeredBy(finding().account("444455556666").event()))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{detail-type: [GuardDuty Finding]} | its source is named",
                "{source: [{prefix: aws.}], detail-type: [GuardDuty Finding]} | its source is named",
                "{source: [{anything-but: x}], detail-type: [GuardDuty Finding]} | its source is named",
                "{$or: [{source: [aws.guardduty]}, {source: [com.example.x]}], detail-type: [GuardDuty Finding]} | its source is named",
                "{source: [com.example.x], detail-type: [Finding]} | neither a service of AWS (aws.NAME) nor listed under triggerSources",
                "{source: [aws.guardduty, millrace], detail-type: [Finding]} | \"millrace\" is neither",
                "{source: [aws.partner/example.com/x], detail-type: [Finding]} | is neither a service of AWS",
                "{source: [aws.guardduty]} | give detail-type",
                "{source: [aws.guardduty], detail-type: [{prefix: Guard}]} | give detail-type",
                "{source: [aws.iam], detail-type: [AWS API Call via CloudTrail]} | even one that is denied",
                "{source: [aws.cloudwatch], detail-type: [CloudWatch Alarm State Change]} | use a condition on the metric",
                "{source: [aws.ssm], detail-type: [OpsItem Create]} | people write OpsItems",
                "{source: [aws.securityhub], detail-type: [Security Hub Findings - Imported]} | may be imported by anybody",
                "{source: [aws.securityhub], detail-type: [X], attributes: {productArn: [{wildcard: \"*\"}]}} | may be imported by anybody",
                "{source: [aws.securityhub], detail-type: [X], attributes: {productArn: [{anything-but: x}]}} | may be imported by anybody",
                "{source: [aws.securityhub], detail-type: [X], attributes: {productArn: [\"arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default\"]}} | may be imported",
                "{source: [aws.guardduty], detail-type: [GuardDuty Finding], titel: [x]} | events have no field \"titel\"",
                "{source: [aws.guardduty], detail-type: [GuardDuty Finding], title: [x]} | title is prose that outsiders write",
            })
    void whoeverCouldBeForgedStartsNothing(String pattern, String expected) {
        var problems = new EventRunbooks().with("finding", EVENT, pattern).problems();

        assertThat(problems).anySatisfy(problem -> assertThat(problem)
                .startsWith("catalog/finding.yaml:6: ")
                .contains(expected));
    }

    @Test
    void findingsOfSecurityHubThatAProductOfAwsMadeAndSourcesOfOnesOwnThatAreListedStart() {
        var hub = new EventRunbooks()
                .with(
                        "finding",
                        EVENT,
                        "{source: [aws.securityhub], detail-type: [Security Hub Findings - Imported],"
                                + " attributes: {productArn: [{wildcard: \"arn:aws:securityhub:*::product/aws/*\"}]}}");
        assertThat(hub.problems()).isEmpty();

        var own = new EventRunbooks()
                .with("finding", EVENT, "{source: [com.example.backup], detail-type: [Backup Failed]}")
                .changed("guardrails.yaml", "killSwitch:", "triggerSources: [com.example.backup]\nkillSwitch:");
        assertThat(own.problems()).isEmpty();

        var pretending = new EventRunbooks()
                .changed(
                        "guardrails.yaml", "killSwitch:", "triggerSources: [\"com.example.*\", millrace]\nkillSwitch:");
        assertThat(pretending.problems())
                .anySatisfy(problem -> assertThat(problem).contains("\"com.example.*\" is no source of your own"))
                .anySatisfy(problem -> assertThat(problem).contains("\"millrace\" is no source of your own"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "condition: high-cpu | a trigger has either condition: ID or event",
                "after: 31d | wanted 30d at most",
                "thread: {priority: [\"1\"]} | priority is never 1 as a string",
                "thread: {prioritys: [1]} | threads have no field \"prioritys\"; did you mean \"priority\"?",
                "thread: {title: [x]} | title is prose that outsiders write",
                "thread: {status: [DONE]} | status is never \"DONE\"",
                "evnt: {} | did you mean \"event\"?",
            })
    void whatIsWrongInATriggerIsToldAtItsLine(String line, String expected) {
        var problems = new EventRunbooks()
                .with("finding", EVENT, EVENT + "\n    " + line)
                .problems();

        assertThat(problems).anySatisfy(problem -> assertThat(problem)
                .matches("(?s)catalog/finding.yaml:[67]: .*")
                .contains(expected));
    }

    private static String first(EventRunbooks runbooks) {
        return runbooks.compile()
                .runbooks()
                .triggeredBy(finding().event())
                .orElseThrow()
                .id();
    }

    private static EventBuilder finding() {
        return aFinding("f-1");
    }

    private static ThreadState thread(int priority, String... situations) {
        return ThreadState.newBuilder()
                .setThreadId("thread")
                .setScope("shop")
                .setStatus(ThreadStatus.OPEN)
                .setTitle("a thread")
                .setSeverity(4)
                .setPriority(priority)
                .setService("checkout")
                .setOwner("checkout-team")
                .setAccount(Estates.PRODUCTION)
                .setRegion(Estates.REGION)
                .setContentVersion("v1")
                .setOpenedAt(Times.at("10:00"))
                .setLastEventAt(Times.at("10:00"))
                .setUpdatedAt(Times.at("10:00"))
                .setVersion(1)
                .setEventCount(0)
                .setMembers(List.of())
                .setIdentities(List.of())
                .setResources(List.of())
                .setSituations(List.of(situations))
                .build();
    }
}
