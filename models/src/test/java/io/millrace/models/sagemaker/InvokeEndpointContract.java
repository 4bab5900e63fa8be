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
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.sun.net.httpserver.HttpServer;
import io.millrace.models.remote.Answers;
import io.millrace.models.remote.RemoteClients;
import io.millrace.models.remote.RemoteModel;
import io.millrace.models.remote.RemoteModelException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sagemakerruntime.SageMakerRuntimeAsyncClient;

/** InvokeEndpoint as it goes over the wire, against a real HTTP server: what holds for every algorithm. */
abstract class InvokeEndpointContract<Q, A> {
    private static final Duration LONG = Duration.ofSeconds(20);

    private static final WireMockServer SERVER =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    /** One for all, which ends with the JVM: closing a client takes two quiet seconds. */
    private static @Nullable SageMakerRuntimeAsyncClient client;

    /** The wire under test. */
    abstract EndpointWire<Q, A> wire();

    /** Two questions. */
    abstract List<Q> questions();

    /** The exact body that asks them. */
    abstract String requestBody();

    /** A container's answer to them, with as many rows as wanted. */
    abstract String answerBody(int rows);

    /** That the answers are what {@link #answerBody} says, in its order. */
    abstract void check(Answers<A> answers);

    @BeforeAll
    static void start() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        if (client == null) {
            SERVER.start();
            client = client(URI.create(SERVER.baseUrl()));
        }
    }

    private static SageMakerRuntimeAsyncClient client(URI address) {
        return RemoteClients.client(SageMakerRuntimeAsyncClient.builder(), "eu-west-1", address, LONG, 4);
    }

    @BeforeEach
    void forget() {
        SERVER.resetAll();
    }

    @Test
    void theRequestIsWhatTheContainerReadsByteForByteAndTheAnswersComeBackByPosition() {
        answers(answer(answerBody(2)));

        check(endpoint(LONG).ask(questions()).join());

        SERVER.verify(
                1,
                postRequestedFor(urlEqualTo("/endpoints/millrace-test/invocations"))
                        .withHeader("Content-Type", equalTo(wire().contentType()))
                        .withHeader("Accept", equalTo(wire().accept()))
                        .withHeader("X-Amzn-SageMaker-Inference-Id", matching("[0-9a-f]{32}"))
                        .withRequestBody(binaryEqualTo(requestBody().getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void theVariantThatAnsweredIsRecordedAndMayBeMissing() {
        answers(answer(answerBody(2)).withHeader("x-Amzn-Invoked-Production-Variant", "blue"));
        assertThat(endpoint(LONG).ask(questions()).join().variant()).isEqualTo("blue");

        answers(answer(answerBody(2)));
        assertThat(endpoint(LONG).ask(questions()).join().variant()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void anyOtherNumberOfAnswersIsAFailure(int rows) {
        answers(answer(answerBody(rows)));

        assertThat(failure(LONG)).isEqualTo("wrong-count");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>busy</html>",
                "{",
                "\"",
                "{\"scores\":[",
                "{\"predictions\":[{\"dot_product\":",
                "\u0000\uffff"
            })
    void garbageIsUnreadable(String body) {
        answers(answer(body));

        assertThat(failure(LONG)).isEqualTo("unreadable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "null", "[]", "{}", "\"yes\"", ""})
    void jsonOfAnotherKindHoldsNoAnswers(String body) {
        answers(answer(body));

        assertThat(failure(LONG)).isEqualTo("wrong-count");
    }

    @Test
    void anAnswerCutShortIsNeverAnAnswer() {
        String whole = answerBody(2);
        for (int length = 1; length < whole.length(); length += Math.max(1, whole.length() / 8)) {
            answers(answer(whole.substring(0, length)));

            assertThat(failure(LONG)).as(whole.substring(0, length)).isIn("unreadable", "wrong-count");
        }
    }

    @Test
    void moreThanOneDocumentIsUnreadable() {
        answers(answer(answerBody(2) + answerBody(2)));

        assertThat(failure(LONG)).isIn("unreadable", "wrong-count");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MALFORMED_RESPONSE_CHUNK")
    void aBrokenConnectionIsTriedAgainAndThenGivenUp(Fault fault) {
        SERVER.stubFor(post(anyUrl()).willReturn(aResponse().withFault(fault)));

        assertThat(failure(LONG)).isEqualTo("unreachable");
        SERVER.verify(3, postRequestedFor(anyUrl()));
    }

    /** The client hands on what came before it. */
    @Test
    void aBrokenChunkIsNeverAnAnswer() {
        answers(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));

        assertThat(failure(LONG)).isIn("unreachable", "unreadable", "wrong-count");
    }

    @ParameterizedTest
    @CsvSource({
        "424, ModelError, 1",
        "400, ValidationError, 1",
        "403, AccessDeniedException, 1",
        "429, ModelNotReadyException, 3",
        "503, ServiceUnavailable, 3",
        "500, InternalFailure, 3",
        "530, InternalDependencyException, 3"
    })
    void everyErrorIsKnownByItsCodeAndOnlyPassingOnesAreTriedAgain(int status, String code, int calls) {
        answers(aResponse()
                .withStatus(status)
                .withHeader("X-Amzn-ErrorType", code)
                .withBody("{\"Message\":\"no\"}"));

        assertThat(failure(LONG)).isEqualTo(code);
        SERVER.verify(calls, postRequestedFor(anyUrl()));
    }

    @Test
    void anErrorThatNamesNothingIsKnownByItsStatus() {
        answers(aResponse().withStatus(502).withBody("<html>bad gateway</html>"));

        assertThat(failure(LONG)).isEqualTo("http-502");
    }

    @Test
    void aSlowAnswerCountsUntilTheDeadlineAndNotAfterIt() {
        answers(answer(answerBody(2)).withFixedDelay(150));
        check(endpoint(LONG).ask(questions()).join());

        answers(answer(answerBody(2)).withFixedDelay(2_000));
        assertThat(failure(Duration.ofMillis(150))).isEqualTo("late");
    }

    @Test
    void afterFiveFailuresInARowNobodyIsAskedForAWhile() {
        answers(aResponse().withStatus(424).withHeader("X-Amzn-ErrorType", "ModelError"));

        RemoteModel<Q, A> endpoint = endpoint(LONG);
        for (int i = 0; i < 5; i++) {
            assertThat(code(endpoint, questions())).isEqualTo("ModelError");
        }
        assertThat(code(endpoint, questions())).isEqualTo("circuit-open");
        SERVER.verify(5, postRequestedFor(anyUrl()));
    }

    @Test
    void whatIsTooLargeIsNotSentAndNotTheEndpointsFault() {
        answers(answer(answerBody(2)));
        Q question = questions().get(0);
        int enough = EndpointLimits.MOST_BODY_BYTES / requestBody().length() * 2
                + questions().size();
        RemoteModel<Q, A> endpoint = endpoint(LONG);

        for (int i = 0; i < 6; i++) {
            assertThat(code(endpoint, Collections.nCopies(4 * enough, question)))
                    .isEqualTo("too-large");
        }
        SERVER.verify(0, postRequestedFor(anyUrl()));
        check(endpoint.ask(questions()).join());
    }

    @Test
    void aBatchOfTheGatheredSizeStaysBelowTheLimit() {
        Q question = questions().get(0);
        int fits = EndpointLimits.BATCH_BYTES / wire().bytes(question);

        assertThat(wire().body(Collections.nCopies(fits, question)).length())
                .isLessThan(EndpointLimits.MOST_BODY_BYTES);
    }

    @Test
    void nothingIsAskedOfNobody() {
        assertThat(endpoint(LONG).ask(List.of()).join().size()).isZero();
        SERVER.verify(0, postRequestedFor(anyUrl()));
    }

    /** The server answers none before all four are there. */
    @Test
    void severalRequestsAreUnderWayAtOnce() throws Exception {
        var allThere = new CountDownLatch(4);
        var threads = Executors.newFixedThreadPool(4);
        var gate = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gate.setExecutor(threads);
        gate.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                allThere.countDown();
                allThere.await();
                byte[] body = answerBody(2).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        gate.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + gate.getAddress().getPort());
            var endpoint = new SageMakerEndpoints<>(wire(), "eu-west-1", address, LONG, 4).open("millrace-test");
            IntStream.range(0, 4)
                    .mapToObj(i -> endpoint.ask(questions()))
                    .toList()
                    .forEach(answered -> check(answered.join()));
        } finally {
            gate.stop(0);
            threads.shutdownNow();
        }
    }

    private static void answers(ResponseDefinitionBuilder response) {
        SERVER.stubFor(post(anyUrl()).willReturn(response));
    }

    private static ResponseDefinitionBuilder answer(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }

    /** One whose breaker is new. */
    private RemoteModel<Q, A> endpoint(Duration deadline) {
        return new SageMakerEndpoint<>("millrace-test", wire(), Objects.requireNonNull(client), deadline);
    }

    private String failure(Duration deadline) {
        return code(endpoint(deadline), questions());
    }

    private static <Q, A> String code(RemoteModel<Q, A> endpoint, List<Q> questions) {
        return RemoteModelException.of(
                        catchThrowable(() -> endpoint.ask(questions).join()))
                .code();
    }
}
