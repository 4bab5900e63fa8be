package io.millrace.operators.eventbridge.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.millrace.domain.contract.DetailType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aNoticeReadsTheSameInEachPlace() {
        var messages = Messages.of(new Notice("P2 Response time of checkout is high", "It is urgent.")
                .fact("Service", "checkout")
                .fact("Tenant", "")
                .fact("Owner", "checkout-team"));

        assertThat(messages.at("/slack/text").asText()).isEqualTo("P2 Response time of checkout is high");
        assertThat(messages.at("/slack/blocks"))
                .extracting(block -> block.path("type").asText())
                .containsExactly("header", "section", "section");
        assertThat(messages.at("/slack/blocks/2/fields"))
                .extracting(field -> field.path("text").asText())
                .containsExactly("Service: checkout", "Owner: checkout-team");
        assertThat(messages.at("/teams/attachments/0/content/body"))
                .extracting(MessagesTest::line)
                .containsExactly(
                        "P2 Response time of checkout is high",
                        "It is urgent.",
                        "Service: checkout",
                        "Owner: checkout-team");
        assertThat(messages.at("/email/subject").asText()).isEqualTo("P2 Response time of checkout is high");
        assertThat(messages.at("/sns/Message").asText())
                .isEqualTo(messages.at("/email/text").asText())
                .isEqualTo(
                        "P2 Response time of checkout is high\n\nIt is urgent.\n\nService: checkout\nOwner: checkout-team\n");
    }

    @Test
    void nothingFromOutsideMentionsLinksOrAddsALine() {
        var hostile =
                "<!channel> <https://evil.example|click> [click](https://evil.example)\r\nBcc: all@example.com \u202Egnp";
        var messages = Messages.of(new Notice(hostile, hostile).fact("Owner", hostile));

        assertThat(messages.at("/slack/text").asText()).doesNotContain("<", ">");
        assertThat(messages.at("/slack/blocks").findValues("type"))
                .extracting(JsonNode::asText)
                .doesNotContain("mrkdwn");
        assertThat(messages.at("/teams").toString()).doesNotContain("\"TextBlock\"", "\"FactSet\"");
        assertThat(messages.at("/email/subject").asText()).doesNotContain("\r", "\n", "\u202E");
        assertThat(messages.at("/sns/Subject").asText()).doesNotContain("\r", "\n");
        assertThat(messages.at("/email/text").asText().lines().filter(line -> line.startsWith("Bcc:")))
                .isEmpty();
    }

    @Property(tries = 300)
    void whateverIsSaidKeepsTheLimitsOfEachPlace(
            @ForAll("texts") String headline, @ForAll("texts") String text, @ForAll("texts") String value)
            throws IOException {
        var notice = new Notice(headline, text);
        for (int i = 0; i < 40; i++) {
            notice.fact("Fact " + i, value);
        }

        ObjectNode messages = Messages.of(notice);

        assertThat(CONTRACT.validate(messages)).isEmpty();
        // Teams counts UTF-16
        assertThat(2 * JSON.writeValueAsString(messages.path("teams")).length()).isLessThanOrEqualTo(28 * 1024);
        assertThat(messages.at("/sns/Message").asText().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(256 * 1024);
        assertThat(messages.at("/slack/blocks")).hasSizeLessThanOrEqualTo(SlackMessage.BLOCKS);
        String bytes = new String(JSON.writeValueAsBytes(messages), StandardCharsets.UTF_8);
        assertThat(JSON.readTree(bytes)).as("no half characters").isEqualTo(messages);
    }

    @Test
    void theContractRefusesWhatAPlaceWouldRefuse() {
        var messages = Messages.of(new Notice("headline", "text"));
        ((ObjectNode) messages.at("/slack/blocks/0/text")).put("text", "x".repeat(151));
        ((ObjectNode) messages.at("/sns")).put("Subject", "two\nlines");

        assertThat(CONTRACT.validate(messages))
                .extracting(error -> error.getInstanceLocation().toString())
                .contains("/sns/Subject")
                .anyMatch(place -> place.startsWith("/slack/blocks/0"));
    }

    /** Each contract is complete in itself, so that who takes one event needs one file; they must not drift apart. */
    @ParameterizedTest
    @EnumSource(names = {"APPROVAL_REQUESTED", "DECISION_REQUESTED", "ESCALATION_RAISED"})
    void everyContractSaysTheSameOfMessages(DetailType type) {
        assertThat(messagesIn(type)).isEqualTo(messagesIn(DetailType.NOTIFICATION_REQUESTED));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(300),
                Arbitraries.of("", " ", "\n", "\u0000", "\uD83D", "\uDE00", "é", "漢"),
                Arbitraries.of("\"", "\\", "x", "\uD83D\uDE00", "&", "\t", "\u202E")
                        .map(part -> part.repeat(10_240)));
    }

    private static String line(JsonNode block) {
        var line = new StringBuilder();
        block.path("inlines").forEach(run -> line.append(run.path("text").asText()));
        return line.toString();
    }

    private static final Schema CONTRACT = contract();

    private static Schema contract() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(messagesIn(DetailType.NOTIFICATION_REQUESTED));
    }

    private static JsonNode messagesIn(DetailType type) {
        try (var stream = DetailType.class.getResourceAsStream(type.schemaResource())) {
            return JSON.readTree(stream).at("/properties/messages");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
