package io.millrace.local.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.access.Access;
import io.millrace.models.forecast.Forecast;
import io.millrace.models.forecast.SeriesWindow;
import io.millrace.models.remote.Answers;
import io.millrace.models.sagemaker.AccessWire;
import io.millrace.models.sagemaker.DeepArWire;
import io.millrace.models.sagemaker.EndpointWire;
import io.millrace.models.sagemaker.ForestWire;
import io.millrace.models.sagemaker.SageMakerEndpoints;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each algorithm by the job's own client, and as SageMaker calls a container. */
class EndpointContainerTest {
    private static final long FIVE_MINUTES = 300_000;
    private static final int DAY = 288;

    @BeforeAll
    static void credentials() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @Test
    void aForestTrainedOnVectorsScoresOthersHigher() {
        var lines = IntStream.range(0, 2_000).mapToObj(i -> Math.sin(i * 0.7) + "," + Math.sin(i * 0.7 + 0.7));
        FrozenForest forest = FrozenForest.trainedOn(lines, 2);

        Answers<Double> scores = ask(
                forest,
                new ForestWire(),
                List.of(ForestWire.line(List.of(0.1, 0.72)), ForestWire.line(List.of(9.0, -9.0))));

        assertThat(scores.get(1)).isGreaterThan(2 * scores.get(0));
        assertThat(scores.variant()).isEqualTo("AllTraffic");
    }

    @Test
    void aWindowIsCarriedOnAsItsDaysWent() {
        var values = new double[2 * DAY];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 7 == 0 ? Double.NaN : 100 + 50 * Math.sin(2 * Math.PI * i / DAY) + i % 3;
        }
        Answers<Forecast> forecasts = ask(
                new SeriesEndpoint(12, Duration.ofMinutes(5)),
                new DeepArWire(new double[] {0.1, 0.5, 0.9}, 12, 50),
                List.of(
                        new SeriesWindow(0, FIVE_MINUTES, values),
                        new SeriesWindow(0, FIVE_MINUTES, new double[] {7, 7, 7, 7, 7})));

        assertThat(forecasts.get(0).startMillis()).isEqualTo(2 * DAY * FIVE_MINUTES);
        for (int step = 0; step < 12; step++) {
            double truth = 101 + 50 * Math.sin(2 * Math.PI * step / DAY);
            assertThat(forecasts.get(0).quantile(0.5, step)).isBetween(truth - 5, truth + 5);
            assertThat(forecasts.get(0).quantile(0.1, step))
                    .isLessThan(forecasts.get(0).quantile(0.9, step));
            assertThat(forecasts.get(1).quantile(0.5, step)).isEqualTo(7);
        }
    }

    @Test
    void anEntityHasLowProductsWhereItWasNeverSeen() {
        var lines = Stream.generate(() -> "1:user/ana,203.0.113.9").limit(200);
        Answers<Double> products = ask(
                FrozenAffinity.trainedOn(lines),
                AccessWire.json(),
                List.of(
                        Access.of("1:user/ana", "203.0.113.77").orElseThrow(),
                        Access.of("1:user/ana", "203.0.7.7").orElseThrow(),
                        Access.of("1:user/ana", "7.7.7.7").orElseThrow(),
                        Access.of("1:user/new", "7.7.7.7").orElseThrow()));

        assertThat(products.get(0)).isGreaterThan(3);
        assertThat(products.get(1)).isBetween(0.0, products.get(0));
        assertThat(products.get(2)).isLessThan(-4);
        assertThat(products.get(3)).isZero();
    }

    @Test
    void aContainerIsHealthyAnswersAndRefusesByStatusAndText() throws Exception {
        try (var container = container(FrozenForest.ofAWave(2))) {
            assertThat(get(container, "/ping").statusCode()).isEqualTo(200);
            assertThat(get(container, "/execution-parameters").statusCode()).isEqualTo(404);
            assertThat(get(container, "/").body()).contains(SageMakerStandIn.NAME);

            assertThat(post(container, "text/csv", "1,2\n3,4").body()).startsWith("{\"scores\":[{\"score\":");
            var refused = post(container, "text/csv", "1,2,3");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).isEqualTo("feature_dim is 2, a vector has 3");
            assertThat(post(container, "application/x-recordio-protobuf", "x").statusCode())
                    .isEqualTo(415);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"start\":\"2009-11-01T00:00:00\",\"target\":[1]}|start must be like",
                "{\"start\":\"2009-11-01 00:00:00\",\"target\":[\"x\"]}|target has \"x\"",
                "{\"start\":\"2009-11-01 00:00:00\",\"target\":[1],\"cat\":[0]}|cat was given",
                "{\"start\":\"2009-11-01 00:00:00\",\"target\":[1],\"dynamic_feat\":[[0]]}|dynamic_feat was given"
            })
    void aWindowThatTheModelWasNotTrainedForIsRefused(String instance, String said) throws Exception {
        try (var container = container(new SeriesEndpoint(12, Duration.ofMinutes(5)))) {
            var answer = post(container, "application/json", "{\"instances\":[" + instance + "]}");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).startsWith(said);
        }
    }

    @Test
    void everyDocumentedOutputOfAForecastIsServed() throws Exception {
        try (var container = container(new SeriesEndpoint(2, Duration.ofMinutes(5)))) {
            var answer = post(
                    container,
                    "application/json",
                    "{\"instances\":[{\"start\":\"2009-11-01 00:00:00\",\"target\":[4,4,4,4]}],\"configuration\":"
                            + "{\"num_samples\":2,\"output_types\":[\"mean\",\"quantiles\",\"samples\"],\"quantiles\":[\"0.5\"]}}");

            assertThat(answer.body())
                    .isEqualTo("{\"predictions\":[{\"quantiles\":{\"0.5\":[4.0,4.0]},\"mean\":[4.0,4.0],"
                            + "\"samples\":[[4.0,4.0],[4.0,4.0]]}]}");
        }
    }

    /** The client is not closed: that takes two quiet seconds, and it ends with the JVM. */
    private static <Q, A> Answers<A> ask(EndpointModel model, EndpointWire<Q, A> wire, List<Q> questions) {
        try (var container = container(model)) {
            return new SageMakerEndpoints<>(wire, "eu-west-1", container.endpoint(), Duration.ofSeconds(20), 2)
                    .open("millrace-local")
                    .ask(questions)
                    .join();
        }
    }

    private static SageMakerStandIn container(EndpointModel model) {
        return SageMakerStandIn.container(InetAddress.getLoopbackAddress(), 0, "millrace-local", model);
    }

    private static HttpResponse<String> get(SageMakerStandIn container, String path) throws Exception {
        return send(HttpRequest.newBuilder(container.endpoint().resolve(path)).GET());
    }

    private static HttpResponse<String> post(SageMakerStandIn container, String type, String body) throws Exception {
        return send(HttpRequest.newBuilder(container.endpoint().resolve("/invocations"))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
