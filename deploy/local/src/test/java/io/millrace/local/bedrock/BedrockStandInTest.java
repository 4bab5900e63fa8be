package io.millrace.local.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stand-in by raw bytes: it refuses what the service would, and never poses as a model. */
class BedrockStandInTest {
    private static final String ASKED = "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"e1: it began\"}]}],"
            + "\"inferenceConfig\":{\"maxTokens\":100},\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":"
            + "\"explain_thread\",\"inputSchema\":{\"json\":{\"type\":\"object\"}}}}],"
            + "\"toolChoice\":{\"tool\":{\"name\":\"explain_thread\"}}}}";

    @Test
    void theCitedScriptCallsTheToolAndSaysThatItIsNoModel() throws Exception {
        try (var standIn = BedrockStandIn.start("cited")) {
            var answer = converse(standIn, ASKED);

            assertThat(answer.statusCode()).isEqualTo(200);
            var body = new ObjectMapper().readTree(answer.body());
            assertThat(body.path("stopReason").asText()).isEqualTo("tool_use");
            assertThat(body.at("/output/message/content/0/toolUse/input/storyline/0/text")
                            .asText())
                    .contains("not of a model");
            assertThat(standIn.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "\"maxTokens\":100, \"maxTokens\":0",
        "\"role\":\"user\", \"role\":\"assistant\"",
        "{\"tool\":{\"name\":\"explain_thread\"}}, {\"tool\":{\"name\":\"other\"}}"
    })
    void whatTheServiceRefusesIsRefused(String right, String wrong) throws Exception {
        try (var standIn = BedrockStandIn.start("cited")) {
            var answer = converse(standIn, ASKED.replace(right, wrong));

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("x-amzn-errortype")).contains("ValidationException");
        }
    }

    @ParameterizedTest
    @CsvSource({"errors, 10", "nonsense, 20", "hostile, 20"})
    void aScriptHasSoManyDifferentAnswers(String script, int different) throws Exception {
        try (var standIn = BedrockStandIn.start(script)) {
            var answers = new TreeSet<String>();
            for (int i = 0; i < 20; i++) {
                var answer = converse(standIn, ASKED);
                answers.add(answer.headers().firstValue("x-amzn-errortype").orElse("") + answer.body());
            }
            assertThat(answers).hasSize(different);
        }
    }

    private static HttpResponse<String> converse(BedrockStandIn standIn, String body) throws Exception {
        var request = HttpRequest.newBuilder(standIn.endpoint().resolve("/model/some.model-v1%3A0/converse"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
