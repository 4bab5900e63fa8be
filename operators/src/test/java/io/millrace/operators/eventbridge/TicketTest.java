package io.millrace.operators.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.Explanation;
import io.millrace.domain.Sentence;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadStatus;
import io.millrace.domain.contract.DetailType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aTicketSaysWhatATicketSystemWantsToKnowUnderTheThreadsId() throws IOException {
        JsonNode detail = detail(Samples.change("OPENED"), Samples.explanation());

        assertThat(detail.path("key").asText()).isEqualTo("thread-1");
        assertThat(detail.path("lastUpdated").asText()).as("of the words").isEqualTo("2026-08-05T10:07:13.345Z");
        assertThat(texts(detail.path("accounts"))).containsExactly("111122223333");
        JsonNode incident = detail.at("/payloads/serviceNow");
        assertThat(incident.path("correlation_id").asText()).isEqualTo("thread-1");
        assertThat(incident.path("short_description").asText()).isEqualTo("CPU of checkout");
        assertThat(incident.path("description").asText())
                .isEqualTo("At 10:02 the CPU rose.\nRecommended:\nLook at the last deployment.\n"
                        + "Millrace thread thread-1, version 3, 2 events.");
        JsonNode issue = detail.at("/payloads/jira/fields");
        assertThat(issue.at("/priority/name").asText()).isEqualTo("High");
        assertThat(texts(issue.path("labels"))).containsExactly("millrace", "millrace-thread-1");
        JsonNode item = detail.at("/payloads/opsCenter");
        assertThat(item.path("Severity").asText()).isEqualTo("2");
        assertThat(JSON.readTree(item.at("/OperationalData/~1aws~1dedup/Value").asText()))
                .isEqualTo(JSON.readTree("{\"dedupString\":\"thread-1\"}"));
        assertThat(JSON.readTree(
                        item.at("/OperationalData/~1aws~1resources/Value").asText()))
                .isEqualTo(JSON.readTree("[{\"arn\":\"" + Samples.INSTANCE + "\"}]"));
    }

    @ParameterizedTest
    @CsvSource({"OPEN, 2, Open", "VERIFYING, 2, Open", "RESOLVED, 6, Resolved", "CLOSED, 7, Resolved"})
    void aTicketEndsWithItsThread(ThreadStatus status, String state, String opsCenter) throws IOException {
        var change = Samples.change("UPDATED");
        change.setStatus(status);

        JsonNode payloads = detail(change, null).path("payloads");

        assertThat(payloads.at("/serviceNow/state").asText()).isEqualTo(state);
        assertThat(payloads.at("/opsCenter/Status").asText()).isEqualTo(opsCenter);
    }

    @Test
    void theContractRefusesWhatASystemWouldRefuse() throws IOException {
        var detail = (ObjectNode) detail(Samples.change("OPENED"), null);
        ((ObjectNode) detail.at("/payloads/serviceNow")).put("short_description", "x".repeat(161));
        ((ObjectNode) detail.at("/payloads/jira/fields")).putArray("labels").add("two words");
        ((ObjectNode) detail.at("/payloads/opsCenter")).put("Source", "an aws one");

        assertThat(new OutputContracts().violations(DetailType.TICKET_REQUESTED, detail))
                .hasSize(3)
                .anyMatch(violation -> violation.contains("short_description"))
                .anyMatch(violation -> violation.contains("labels"))
                .anyMatch(violation -> violation.contains("Source"));
    }

    @Property(tries = 200)
    void whateverAThreadIsCalledItsTicketKeepsTheLimitsOfEachSystem(
            @ForAll("texts") String title,
            @ForAll("texts") String text,
            @ForAll("texts") String service,
            @ForAll @IntRange(min = 1, max = 5) int severity,
            @ForAll @IntRange(min = 1, max = 5) int priority)
            throws IOException {
        var change = Samples.change("OPENED");
        change.setTitle("x" + title);
        change.setService(service);
        change.setSeverity(severity);
        change.setPriority(priority);
        change.setResources(List.of("arn:" + text, "arn:aws:ec2:eu-west-1:111122223333:instance/" + service));
        var explanation = Samples.explanation();
        explanation.setStoryline(Collections.nCopies(60, new Sentence(text, List.of())));

        JsonNode detail = detail(change, explanation);

        assertThat(new OutputContracts().violations(DetailType.TICKET_REQUESTED, detail))
                .isEmpty();
        int described = 0;
        for (JsonNode paragraph : detail.at("/payloads/jira/fields/description/content")) {
            described += paragraph.at("/content/0/text").asText().length() + 1;
        }
        assertThat(described).isLessThanOrEqualTo(32_767);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(200),
                Arbitraries.of("", " ", "\n", "\u0000", "\uD83D", "aws", "two words"),
                Arbitraries.of("\"", "\\", "x", "\uD83D\uDE00", "{{", "\n").map(part -> part.repeat(3_000)));
    }

    private static JsonNode detail(ThreadChange change, @Nullable Explanation explanation) throws IOException {
        return JSON.readTree(BusEvents.ticket(change, explanation).getDetail());
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
