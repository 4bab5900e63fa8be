package io.millrace.operators.stage;

import static io.millrace.testing.Events.aCustomEvent;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.domain.Decision;
import io.millrace.domain.DecisionAction;
import io.millrace.domain.DecisionRequest;
import io.millrace.domain.EventKind;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Signal;
import io.millrace.testing.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** Policies that ask a person: fold, triage and delay stage together. */
class AskedPeopleTest {
    /** Of the slot of 10:30:01: half an hour after an alarm of 10:00:01 arrived. */
    private static final Instant EXPIRES = Instant.parse("2026-08-05T10:30:01.999Z");

    @Test
    void whatNobodyAnswersIsAcceptedInTheEnd() throws Exception {
        try (var chain = TriageChain.of(ask("accept"))) {
            chain.take(alarm("10:00:01")).pass("10:30");
            assertThat(chain.signals()).isEmpty();
            assertThat(chain.questions()).singleElement().satisfies(question -> {
                assertThat(question.getQuestion()).isEqualTo("Is this the load test?");
                assertThat(question.getExpiresAt()).isEqualTo(EXPIRES);
                assertThat(question.getRule()).isEqualTo("load-test");
                assertThat(question.getUnanswered()).isEqualTo(DecisionAction.ACCEPTED);
            });

            chain.pass(EXPIRES);

            assertThat(chain.signals()).singleElement().satisfies(signal -> assertThat(signal.getAsks())
                    .isNull());
            assertThat(chain.finalRows())
                    .extracting(Decision::getAction, Decision::getReason)
                    .containsExactly(tuple(
                            DecisionAction.ACCEPTED,
                            "nobody answered until " + EXPIRES + ", as load-test wanted to know"));
        }
    }

    @Test
    void whatNobodyAnswersIsDischargedUntilItIsOverWhereThePolicySaysSo() throws Exception {
        try (var chain = TriageChain.of(ask("discharge"))) {
            chain.take(alarm("10:00:01")).pass("10:31").restart();
            chain.take(update("10:40", 2)).pass("10:41").take(ok("10:50")).pass("10:51");

            assertThat(chain.signals()).isEmpty();
            assertThat(chain.finalRows())
                    .extracting(Decision::getAction)
                    .containsExactly(DecisionAction.DISCHARGED, DecisionAction.DISCHARGED, DecisionAction.DISCHARGED);
            assertThat(chain.waiting()).isZero();
        }
    }

    @Test
    void anAnswerHoldsFromTheEndOfItsSlotAlsoAfterARestart() throws Exception {
        try (var chain = TriageChain.of(ask("discharge"))) {
            chain.take(alarm("10:00:01")).pass("10:01").restart();

            answer(chain, "10:05:00", "accept", "anna").pass("10:06");

            assertThat(chain.signals())
                    .filteredOn(signal -> signal.getEvent().getKind() != EventKind.DECISION)
                    .singleElement()
                    .satisfies(signal -> assertThat(signal.getEvent().getArrivedAt())
                            .isEqualTo(Instant.parse("2026-08-05T10:05:01.999Z")));
            assertThat(chain.finalRows())
                    .filteredOn(row -> row.getAction() == DecisionAction.ACCEPTED)
                    .extracting(Decision::getReason)
                    .containsExactly("decided by anna: it is ours, as load-test wanted to know");
        }
    }

    @Test
    void whatAPersonDischargesStaysQuietUntilItOpensAnew() throws Exception {
        try (var chain = TriageChain.of(ask("accept"))) {
            chain.take(alarm("10:00:01")).pass("10:01");
            answer(chain, "10:05", "discharge", "anna").pass("10:06");
            chain.take(update("10:10", 2)).pass("10:11");
            assertThat(trouble(chain)).isEmpty();

            chain.take(ok("10:20")).pass("10:21");
            chain.take(again("10:40")).pass("10:41");

            assertThat(trouble(chain)).isEmpty();
            assertThat(chain.questions())
                    .extracting(DecisionRequest::getQuestionId)
                    .hasSize(2)
                    .doesNotHaveDuplicates();
            chain.pass("11:11");
            assertThat(trouble(chain)).hasSize(1);
        }
    }

    @Test
    void answersToAnotherQuestionAndWordsThatNobodyKnowsChangeNothing() throws Exception {
        try (var chain = TriageChain.of(ask("accept"))) {
            chain.take(alarm("10:00:01")).pass("10:01");
            String identity = alarm("10:00:01").getIdentity();
            chain.take(decision("10:05", "0123", identity, "discharge", "x")).pass("10:06");
            chain.take(decision("10:07", chain.questions().get(0).getQuestionId(), identity, "perhaps", "y"))
                    .pass("10:08");
            assertThat(trouble(chain)).isEmpty();

            chain.pass("10:31");

            assertThat(trouble(chain)).hasSize(1);
        }
    }

    @Test
    void whatIsOverBeforeAnybodyAnswersWasNeverTold() throws Exception {
        try (var chain = TriageChain.of(ask("accept"))) {
            chain.take(alarm("10:00:01")).pass("10:01").take(ok("10:03")).pass("10:04");
            answer(chain, "10:05", "accept", "anna").pass("10:40");

            assertThat(trouble(chain)).isEmpty();
            assertThat(chain.waiting()).isZero();
        }
    }

    /** Two answers and the end within one slot: whoever is processed first, the outcome is one. */
    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void theOrderWithinASlotDoesNotMatter(@ForAll Random random) throws Exception {
        String question;
        try (var chain = TriageChain.of(ask("accept"))) {
            chain.take(alarm("10:00:01")).pass("10:01");
            question = chain.questions().get(0).getQuestionId();
        }
        String identity = alarm("10:00:01").getIdentity();
        var events = new ArrayList<>(List.of(
                decision("10:05:00.100", question, identity, "accept", "anna"),
                decision("10:05:00.900", question, identity, "discharge", "ben")));
        if (random.nextBoolean()) {
            events.add(ok("10:05:01.200"));
        }
        var expected = outcome(events);
        Collections.shuffle(events, random);

        assertThat(outcome(events)).isEqualTo(expected);
    }

    private static List<String> outcome(List<OpsEvent> events) throws Exception {
        try (var chain = TriageChain.of(ask("accept"))) {
            chain.take(alarm("10:00:01")).pass("10:01");
            for (OpsEvent event : events) {
                // each passes fold and triage on its own, as tasks of their own would let it
                chain.pass(Times.at("10:02")).take(event);
            }
            chain.pass("10:06");
            var outcome = new ArrayList<String>();
            chain.signals().forEach(signal -> outcome.add(signal.toString()));
            chain.rows().forEach(row -> outcome.add(row.toString()));
            Collections.sort(outcome);
            return outcome;
        }
    }

    private static List<Signal> trouble(TriageChain chain) {
        return chain.signals().stream()
                .filter(signal -> signal.getEvent().getKind() != EventKind.DECISION)
                .toList();
    }

    private static String ask(String unanswered) {
        return "policies:\n"
                + "  - id: load-test\n"
                + "    description: the team may be testing\n"
                + "    match: {source: [aws.cloudwatch]}\n"
                + "    then: {ask: {question: \"Is this the load test?\", within: 30m, unanswered: " + unanswered
                + "}}\n";
    }

    private static TriageChain answer(TriageChain chain, String at, String word, String by) throws Exception {
        String question = chain.questions().get(0).getQuestionId();
        return chain.take(decision(at, question, alarm("10:00:01").getIdentity(), word, by));
    }

    private static OpsEvent decision(String at, String question, String identity, String word, String by) {
        return aCustomEvent("millrace.people", "Operator Decision")
                .kind(EventKind.DECISION)
                .identity("decision:millrace.people:" + by + at)
                .eventId("decision-" + by + at)
                .text("it is ours")
                .attribute("questionId", question)
                .attribute("identity", identity)
                .attribute("decision", word)
                .attribute("by", by)
                .at(at)
                .arrivedAt(at)
                .event();
    }

    private static OpsEvent alarm(String at) {
        return anAlarm("cpu").severity(3).revision(1).at(at).arrivedAt(at).event();
    }

    private static OpsEvent update(String at, long revision) {
        return anAlarm("cpu")
                .severity(3)
                .title("worse")
                .revision(revision)
                .at(at)
                .arrivedAt(at)
                .event();
    }

    private static OpsEvent ok(String at) {
        return anAlarm("cpu").ok().revision(100).at(at).arrivedAt(at).event();
    }

    private static OpsEvent again(String at) {
        return anAlarm("cpu").severity(3).revision(101).at(at).arrivedAt(at).event();
    }
}
