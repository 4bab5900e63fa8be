package io.millrace.operators.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.domain.BusEvent;
import io.millrace.domain.CommandStatus;
import io.millrace.domain.ContentAction;
import io.millrace.domain.NotificationKind;
import io.millrace.domain.PageDecision;
import io.millrace.domain.contract.DetailType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BusEventsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<BusEvent> all() {
        return Stream.of(
                        BusEvents.of(Samples.change("OPENED")),
                        BusEvents.of(Samples.change("UPDATED")),
                        BusEvents.of(Samples.change("REOPENED")),
                        BusEvents.of(Samples.change("RESOLVED")),
                        BusEvents.of(Samples.change("ESCALATED")),
                        Optional.of(BusEvents.explained(Samples.change("OPENED"), Samples.explanation())),
                        Optional.of(BusEvents.ticket(Samples.change("OPENED"), Samples.explanation())),
                        Optional.of(BusEvents.ticket(Samples.change("CLOSED"), null)),
                        BusEvents.of(Samples.command(CommandStatus.GRANTED)),
                        BusEvents.of(Samples.command(CommandStatus.REFUSED)),
                        BusEvents.of(Samples.rollback()),
                        BusEvents.of(Samples.diagnosis()),
                        BusEvents.of(Samples.asked()),
                        BusEvents.of(Samples.outcome("FIXED")),
                        BusEvents.of(Samples.outcome("UNVERIFIABLE")),
                        BusEvents.of(Samples.link()),
                        BusEvents.of(Samples.question()),
                        BusEvents.of(Samples.page(PageDecision.PAGED)),
                        Optional.of(BusEvents.of(Samples.notification(NotificationKind.ESCALATION))),
                        Optional.of(BusEvents.of(Samples.notification(NotificationKind.UPDATE))),
                        BusEvents.of(Samples.problem()),
                        BusEvents.of(Samples.content(ContentAction.ACCEPTED)),
                        BusEvents.of(Samples.content(ContentAction.REFUSED)),
                        BusEvents.of(Samples.gap()),
                        BusEvents.of(Samples.report()))
                .map(Optional::orElseThrow)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyEventKeepsItsContractAndSaysNothingBeyondIt(BusEvent event) throws IOException {
        assertThat(new EntryCheck().violation(event)).isEmpty();

        var declared =
                contract(DetailType.of(event.getDetailType()).orElseThrow()).path("properties");
        assertThat(JSON.readTree(event.getDetail()).fieldNames()).toIterable().isSubsetOf(names(declared));
    }

    @Test
    void everyDetailTypeIsEmittedAndIdsDiffer() {
        assertThat(all())
                .extracting(BusEvent::getDetailType)
                .containsAll(
                        Stream.of(DetailType.values()).map(DetailType::text).toList());
        assertThat(all()).extracting(BusEvent::getEntryId).doesNotHaveDuplicates();
        assertThat(all()).isEqualTo(all());
    }

    @ParameterizedTest
    @CsvSource({"JOINED", "OPEN_AT_END"})
    void whatOnlyTheLakeIsToldMakesNoEvent(String change) {
        assertThat(BusEvents.of(Samples.change(change))).isEmpty();
    }

    @Test
    void aThreadThatWasGivenUpIsToldAndOneThatResolvedIsNotToldTwice() throws IOException {
        var givenUp = Samples.change("CLOSED");
        givenUp.setResolvedAt(null);
        var resolved = Samples.change("CLOSED");
        resolved.setResolvedAt(resolved.getLastEventAt());

        assertThat(JSON.readTree(BusEvents.of(givenUp).orElseThrow().getDetail())
                        .path("change")
                        .asText())
                .isEqualTo("CLOSED");
        assertThat(BusEvents.of(resolved)).isEmpty();
    }

    @Test
    void whatTheJobBeganWithIsNoNews() {
        assertThat(BusEvents.of(Samples.content(ContentAction.STARTED))).isEmpty();
    }

    @Test
    void aReportOfARefusedBundleSaysWhy() throws IOException {
        var detail = JSON.readTree(BusEvents.of(Samples.content(ContentAction.REFUSED))
                .orElseThrow()
                .getDetail());

        assertThat(detail.path("kind").asText()).isEqualTo("content-refused");
        assertThat(detail.path("text").asText()).contains("what applied goes on", "guardrails.yaml:3");
        assertThat(detail.has("appliesFrom")).isFalse();
    }

    @Test
    void aProposalAndAnExecutorsReportMakeNoEvent() {
        assertThat(BusEvents.of(Samples.command(CommandStatus.PROPOSED))).isEmpty();
        assertThat(BusEvents.of(Samples.outcome("STARTED"))).isEmpty();
    }

    @Test
    void aCommandSaysWhatAnExecutorNeeds() throws IOException {
        var event = BusEvents.of(Samples.command(CommandStatus.GRANTED)).orElseThrow();
        var detail = JSON.readTree(event.getDetail());

        assertThat(detail.path("parameters").toString())
                .isEqualTo("{\"Dry\":[\"false\"],\"InstanceId\":[\"i-0c2f5e7a91d34b680\"]}");
        assertThat(detail.path("expiresAt").asText()).isEqualTo("2026-08-05T10:12:12.345Z");
        assertThat(event.getResources()).containsExactly(Samples.INSTANCE);
    }

    @Test
    void aRollbackNamesTheCommandThatItTakesBackAndNothingElseDoes() throws IOException {
        var rollback =
                JSON.readTree(BusEvents.of(Samples.rollback()).orElseThrow().getDetail());
        var step = JSON.readTree(BusEvents.of(Samples.command(CommandStatus.GRANTED))
                .orElseThrow()
                .getDetail());

        assertThat(rollback.path("rollbackOf")).isEqualTo(step.path("commandId"));
        assertThat(step.has("rollbackOf")).isFalse();
    }

    @Test
    void aCommandWithoutATargetMayBeRefusedButNeverRequested() {
        var refused = Samples.command(CommandStatus.REFUSED);
        refused.setTarget("*");
        var granted = Samples.command(CommandStatus.GRANTED);
        granted.setTarget("*");

        assertThat(new EntryCheck().violation(BusEvents.of(refused).orElseThrow()))
                .isEmpty();
        assertThat(new EntryCheck().violation(BusEvents.of(granted).orElseThrow()))
                .hasValueSatisfying(violation -> assertThat(violation.message).contains("/target"));
    }

    @Test
    void theEntryNamesAHundredResourcesAtMost() {
        var change = Samples.change("OPENED");
        change.setResources(Collections.nCopies(5_000, Samples.INSTANCE));

        assertThat(BusEvents.of(change).orElseThrow().getResources()).hasSize(100);
    }

    /** A consumer reads version 1 for ever: what was required stays, and nothing more becomes required. */
    @ParameterizedTest
    @CsvSource({
        "THREAD_OPENED, 18",
        "THREAD_UPDATED, 18",
        "THREAD_RESOLVED, 19",
        "ESCALATION_RAISED, 19",
        "REMEDIATION_REQUESTED, 18",
        "REMEDIATION_REFUSED, 18",
        "REMEDIATION_VERIFIED, 7"
    })
    void schemasGrowByOptionalFieldsOnly(DetailType type, int required) throws IOException {
        var contract = contract(type);

        assertThat(contract.path("required")).hasSize(required);
        assertThat(contract.path("title").asText()).isEqualTo(type.text());
        assertThat(contract.has("additionalProperties"))
                .as("a consumer's copy must accept fields of later schemas")
                .isFalse();
        assertThat(names(contract.path("properties")))
                .containsAll(StreamSupport.stream(contract.path("required").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList());
    }

    private static JsonNode contract(DetailType type) throws IOException {
        return JSON.readTree(DetailType.class.getResource(type.schemaResource()));
    }

    private static List<String> names(JsonNode properties) {
        var names = new ArrayList<String>();
        properties.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
