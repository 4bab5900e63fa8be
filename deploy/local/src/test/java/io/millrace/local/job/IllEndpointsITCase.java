package io.millrace.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.AnomalyState;
import io.millrace.domain.ForecastAnswer;
import io.millrace.domain.ForecastRequest;
import io.millrace.domain.ForecastWindow;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.MetricScore;
import io.millrace.domain.RemoteAnswer;
import io.millrace.domain.ScoreAnswer;
import io.millrace.domain.ScoreRequest;
import io.millrace.local.flink.LocalFlink;
import io.millrace.local.sagemaker.EndpointIllness;
import io.millrace.local.sagemaker.EndpointModel;
import io.millrace.local.sagemaker.FrozenAffinity;
import io.millrace.local.sagemaker.FrozenForest;
import io.millrace.local.sagemaker.SageMakerStandIn;
import io.millrace.local.sagemaker.SeriesEndpoint;
import io.millrace.models.sagemaker.EndpointWire;
import io.millrace.models.sagemaker.SageMakerEndpoints;
import io.millrace.operators.access.AccessQuestions;
import io.millrace.operators.access.RemoteAccess;
import io.millrace.operators.remote.AskOperatorFactory;
import io.millrace.operators.remote.Asking;
import io.millrace.operators.remote.Questions;
import io.millrace.operators.remote.RemoteCalls;
import io.millrace.operators.score.ForecastQuestions;
import io.millrace.operators.score.ForestQuestions;
import io.millrace.operators.score.RemoteForecasts;
import io.millrace.operators.stage.Records;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The asking operators against endpoints of all three algorithms that are ill in each way. The environment does not restart: one
 * failure would fail the test. Nothing is lost, the order stays, and each record without an answer says why.
 */
class IllEndpointsITCase {
    private static final Instant AT = Instant.parse("2026-03-02T06:10:00Z");
    private static final RemoteCalls CALLS = new RemoteCalls(Duration.ofSeconds(1), 10, 2);
    private static final RemoteForecasts FORECASTS = new RemoteForecasts(Map.of(), 576, 72, 10, CALLS);
    private static final int WANTED = 120;

    @TempDir
    Path scratch;

    @BeforeAll
    static void haveCredentials() {
        for (String key : new String[] {"aws.accessKeyId", "aws.secretAccessKey"}) {
            System.setProperty(key, "stand-in");
        }
    }

    @ParameterizedTest
    @EnumSource(EndpointIllness.class)
    @Timeout(300)
    void aForestThatIsIllLosesNothing(EndpointIllness illness) throws Exception {
        check(
                illness,
                FrozenForest.ofAWave(8),
                new ForestQuestions(),
                IllEndpointsITCase::score,
                ScoreRequest.class,
                ScoreAnswer.class);
    }

    @ParameterizedTest
    @EnumSource(EndpointIllness.class)
    @Timeout(300)
    void aForecasterThatIsIllLosesNothing(EndpointIllness illness) throws Exception {
        check(
                illness,
                new SeriesEndpoint(12, Duration.ofMinutes(5)),
                new ForecastQuestions(FORECASTS),
                IllEndpointsITCase::forecast,
                ForecastRequest.class,
                ForecastAnswer.class);
    }

    @ParameterizedTest
    @EnumSource(EndpointIllness.class)
    @Timeout(300)
    void anAccessModelThatIsIllLosesNothing(EndpointIllness illness) throws Exception {
        check(
                illness,
                FrozenAffinity.trainedOn(Stream.of()),
                new AccessQuestions(new RemoteAccess("ill", 0, CALLS.deadline(), CALLS.batch(), CALLS.inFlight())),
                IllEndpointsITCase::sighting,
                AccessSighting.class,
                AccessSighting.class);
    }

    private <I extends SpecificRecordBase, Q, A, O extends SpecificRecordBase> void check(
            EndpointIllness illness,
            EndpointModel model,
            Questions<I, Q, A, O> questions,
            IntFunction<I> input,
            Class<I> inputType,
            Class<O> outputType)
            throws Exception {
        List<I> asked = IntStream.range(0, WANTED).mapToObj(input).toList();
        var answers = new ArrayList<O>();
        try (var standIn = SageMakerStandIn.start()) {
            illness.befall(standIn, "ill", model);
            EndpointWire<Q, A> wire = questions.wire();
            var provider = new SageMakerEndpoints<>(wire, "eu-west-1", standIn.endpoint(), CALLS.deadline(), 2);
            StreamExecutionEnvironment environment =
                    LocalFlink.environment(LocalFlink.configuration(scratch, Duration.ofMinutes(10)), 1);
            environment.getConfig().disableGenericTypes();
            var inputs = environment.fromData(asked, Records.type(inputType));
            try (var out = new AskOperatorFactory<>(questions, CALLS, Asking.live(), provider, inputType)
                    .apply("Ask", inputs, questions::position, outputType)
                    .executeAndCollect()) {
                out.forEachRemaining(answers::add);
            }
        }

        List<RemoteAnswer> rows = answers.stream()
                .map(answer -> Objects.requireNonNull(questions.row(answer)))
                .toList();
        assertThat(rows)
                .extracting(RemoteAnswer::getPosition)
                .isEqualTo(asked.stream().map(questions::position).toList());
        assertThat(rows)
                .allMatch(row -> row.getAnswer() == null && !row.getFallback().isEmpty());
        assertThat(rows)
                .extracting(RemoteAnswer::getFallback)
                .containsAnyOf(codes(illness))
                .allMatch(code -> List.of(codes(illness)).contains(code) || code.equals("circuit-open"));
    }

    private static String[] codes(EndpointIllness illness) {
        return switch (illness) {
            case SERVER_ERROR -> new String[] {"ServiceUnavailable", "late"};
            case CLIENT_ERROR -> new String[] {"ModelError", "late"};
            case SILENT, SLOW -> new String[] {"late"};
            case TRUNCATED, GARBAGE -> new String[] {"unreadable", "late"};
            case WRONG_COUNT -> new String[] {"wrong-count", "late"};
        };
    }

    private static MetricDatum point(int number) {
        return MetricDatum.newBuilder()
                .setRecordId("record")
                .setLine(number)
                .setArrivedAt(AT)
                .setTimestamp(AT)
                .setAccount("1")
                .setRegion("eu-west-1")
                .setNamespace("AWS/EC2")
                .setMetricName("CPUUtilization")
                .setDimensions(List.of())
                .setSeriesKey("series-" + number)
                .setCount(1)
                .setSum(number)
                .setMin(number)
                .setMax(number)
                .build();
    }

    private static ScoreRequest score(int number) {
        MetricDatum point = point(number);
        MetricScore embedded = MetricScore.newBuilder()
                .setRecordId(point.getRecordId())
                .setLine(number)
                .setSeriesKey(point.getSeriesKey())
                .setAccount("1")
                .setRegion("eu-west-1")
                .setNamespace("AWS/EC2")
                .setMetricName("CPUUtilization")
                .setDimensions(List.of())
                .setTimestamp(AT)
                .setArrivedAt(AT)
                .setValue(number)
                .setAnomalyScore(0)
                .setThreshold(1)
                .setAnomalyGrade(0)
                .setExpected(0)
                .setModel("embedded")
                .build();
        return new ScoreRequest(point, embedded, 0.0, "ill", Collections.nCopies(8, number / 100.0), false);
    }

    private static ForecastRequest forecast(int number) {
        var window = new ForecastWindow(
                AT.toEpochMilli() - AT.toEpochMilli() % 300_000 - 72 * 300_000L,
                Collections.nCopies(72, (double) number));
        return new ForecastRequest(
                point(number), (double) number, "ill", List.of(), new AnomalyState(false, 0), window, "");
    }

    private static AccessSighting sighting(int number) {
        return AccessSighting.newBuilder()
                .setRecordId("r" + number)
                .setEventId("e" + number)
                .setArrivedAt(AT)
                .setEventTime(AT)
                .setAccount("1")
                .setRegion("eu-west-1")
                .setEntity("1:user/" + number)
                .setCallerArn("")
                .setAddress("7.7.7.7")
                .setNetwork("7.7.7.0/24")
                .setCall("s3.amazonaws.com ListBuckets")
                .setSurprise(7)
                .setSessions(100)
                .build();
    }
}
