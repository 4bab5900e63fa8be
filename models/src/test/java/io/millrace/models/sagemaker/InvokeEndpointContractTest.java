package io.millrace.models.sagemaker;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.millrace.models.remote.RemoteModelException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** InvokeEndpoint as it goes over the wire, against a real HTTP server. */
class InvokeEndpointContractTest {
    private static final List<String> LINES =
            List.of(ForestWire.line(List.of(1.5, 16.0)), ForestWire.line(List.of(-0.25, 1e-3)));

    private WireMockServer server;

    @BeforeAll
    static void credentials() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @BeforeEach
    void start() {
        server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void theRequestIsCsvByteForByteAndTheScoresComeBackByPosition() throws Exception {
        answers("{\"scores\":[{\"score\":0.02},{\"score\":0.25}]}");

        ForestScores scores;
        try (var endpoint = endpoint(Duration.ofSeconds(10))) {
            scores = endpoint.score(LINES).get();
        }

        server.verify(
                1,
                postRequestedFor(urlEqualTo("/endpoints/millrace-test/invocations"))
                        .withHeader("Content-Type", equalTo("text/csv"))
                        .withHeader("Accept", equalTo("application/json"))
                        .withHeader("X-Amzn-SageMaker-Inference-Id", matching("[0-9a-f]{32}"))
                        .withRequestBody(binaryEqualTo("1.5,16.0\n-0.25,0.001".getBytes(StandardCharsets.UTF_8))));
        assertThat(scores.size()).isEqualTo(2);
        assertThat(scores.score(0)).isEqualTo(0.02);
        assertThat(scores.score(1)).isEqualTo(0.25);
        assertThat(scores.variant()).isEqualTo("blue");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"score\":0.02}\n{\"score\":0.25}\n",
                "{\"score\": 0.02},\n{\"score\": 0.25},\n",
                "{ \"scores\": [ { \"score\": 0.02 }, { \"score\": 0.25 } ] }"
            })
    void everyDocumentedFormOfAnAnswerIsRead(String body) {
        assertThat(ForestWire.scores(body, 2)).containsExactly(0.02, 0.25);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"scores\":[{\"score\":0.02}]}|wrong-count",
                "{\"scores\":[]}|wrong-count",
                "{\"scores\":[{\"score\":1},{\"score\":2},{\"score\":3}]}|wrong-count",
                "{\"scores\":[{\"score\":0.02},{\"score\":\"NaN\"}]}|unreadable",
                "{\"scores\":[{\"score\":0.02},{}]}|unreadable",
                "{\"scores\":[{\"score\":0.02},|unreadable",
                "<html>busy</html>|unreadable",
                "17|wrong-count"
            })
    void anythingElseIsAFailureWithACode(String body, String code) {
        answers(body);

        assertThat(failure(Duration.ofSeconds(10))).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "424, ModelError, 1",
        "400, ValidationError, 1",
        "429, ModelNotReadyException, 3",
        "503, ServiceUnavailable, 3",
        "500, InternalFailure, 3",
        "530, InternalDependencyException, 3"
    })
    void everyErrorIsKnownByItsCodeAndOnlyPassingOnesAreTriedAgain(int status, String code, int calls) {
        server.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("X-Amzn-ErrorType", code)
                        .withBody("{\"Message\":\"no\"}")));

        assertThat(failure(Duration.ofSeconds(20))).isEqualTo(code);
        server.verify(calls, postRequestedFor(anyUrl()));
    }

    @Test
    void anAnswerBeyondTheDeadlineIsLate() {
        server.stubFor(post(anyUrl()).willReturn(aResponse().withFixedDelay(5_000)));

        assertThat(failure(Duration.ofMillis(300))).isEqualTo("late");
    }

    @Test
    void afterFiveFailuresInARowNobodyIsAskedForAWhile() {
        server.stubFor(
                post(anyUrl()).willReturn(aResponse().withStatus(424).withHeader("X-Amzn-ErrorType", "ModelError")));

        try (var endpoint = endpoint(Duration.ofSeconds(10))) {
            for (int i = 0; i < 5; i++) {
                assertThat(code(endpoint)).isEqualTo("ModelError");
            }
            assertThat(code(endpoint)).isEqualTo("circuit-open");
        }
        server.verify(5, postRequestedFor(anyUrl()));
    }

    private void answers(String body) {
        server.stubFor(post(anyUrl())
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withHeader("x-Amzn-Invoked-Production-Variant", "blue")
                        .withBody(body)));
    }

    private ForestEndpoint endpoint(Duration deadline) {
        return new SageMakerForestProvider("eu-west-1", URI.create(server.baseUrl()), deadline, 4)
                .open("millrace-test");
    }

    private String failure(Duration deadline) {
        try (var endpoint = endpoint(deadline)) {
            return code(endpoint);
        }
    }

    private static String code(ForestEndpoint endpoint) {
        return RemoteModelException.of(
                        catchThrowable(() -> endpoint.score(LINES).join()))
                .code();
    }
}
