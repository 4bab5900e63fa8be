package io.millrace.local.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.http.Fault;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stand-in by raw bytes; the job's own client is held to it in the whole-job test. */
class SageMakerStandInTest {
    private static SageMakerStandIn standIn;

    @BeforeAll
    static void start() {
        standIn = SageMakerStandIn.start();
        standIn.createEndpoint("forest", 4);
    }

    @AfterAll
    static void stop() {
        standIn.close();
    }

    @Test
    void aFarVectorScoresHigherAndTheSameOneTheSameInAnyForm() throws Exception {
        var csv = invoke("forest", "text/csv", "application/json", "0,0.1,0.2,0.1\n0,0.1,0.2,9\n");
        var json = invoke(
                "forest",
                "application/json",
                "application/jsonlines",
                "{\"instances\":[{\"features\":[0,0.1,0.2,9]}]}");

        JsonNode scores = new ObjectMapper().readTree(csv.body()).path("scores");
        assertThat(scores).hasSize(2);
        assertThat(scores.at("/1/score").asDouble())
                .isGreaterThan(2 * scores.at("/0/score").asDouble());
        assertThat(csv.headers().firstValue("x-amzn-invoked-production-variant"))
                .contains("AllTraffic");
        assertThat(json.headers().firstValue("content-type")).contains("application/jsonlines");
        assertThat(json.body()).isEqualTo("{\"score\":" + scores.at("/1/score").asText() + "}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forest|1,2,3|424|ModelError",
                "forest|1,2,3,x|424|ModelError",
                "forest|1,2,3,NaN|424|ModelError",
                "other|1,2,3,4|400|ValidationError"
            })
    void whatAnEndpointRefusesIsRefusedByItsCode(String endpoint, String body, int status, String code)
            throws Exception {
        var answer = invoke(endpoint, "text/csv", "application/json", body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("x-amzn-errortype")).contains(code);
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() throws Exception {
        assertThat(invoke("forest", "text/csv", "application/json", "1,2,3,4\n".repeat(800_000))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aPlannedFaultIsMetAndItSaysWhatItIs() throws Exception {
        standIn.faults().failNext("InvokeEndpoint", 1, Fault.error(503, "ServiceUnavailable", "planned"));

        var answer = invoke("forest", "text/csv", "application/json", "1,2,3,4");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("server")).contains(SageMakerStandIn.NAME);
    }

    private static HttpResponse<String> invoke(String endpoint, String type, String accept, String body)
            throws Exception {
        var request = HttpRequest.newBuilder(standIn.endpoint().resolve("/endpoints/" + endpoint + "/invocations"))
                .header("Content-Type", type)
                .header("Accept", accept)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
