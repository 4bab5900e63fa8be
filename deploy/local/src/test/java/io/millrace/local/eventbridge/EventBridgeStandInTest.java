package io.millrace.local.eventbridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.http.EntryFault;
import io.millrace.local.http.Fault;
import io.millrace.local.http.WireException;
import io.millrace.local.kinesis.KinesisOptions;
import io.millrace.local.kinesis.KinesisStandIn;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** The stand-in as the real client of SDK v2 sees it, and as its rules deliver. */
class EventBridgeStandInTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.750Z");
    private static final String FROM_MILLRACE = "{\"source\":[\"millrace\"]}";

    private final KinesisStandIn kinesis =
            KinesisStandIn.start(KinesisOptions.standard().withClock(() -> NOW));
    private Path logs;
    private EventBridgeStandIn standIn;
    private EventBridgeClient events;
    private final List<JsonNode> received = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void start(@TempDir Path folder) {
        logs = folder;
        standIn = EventBridgeStandIn.start(options());
        events = client(standIn);
    }

    @AfterEach
    void stop() {
        events.close();
        standIn.close();
        kinesis.close();
    }

    @Test
    void anEventReachesTheRulesThatMatchItInItsWholeEnvelope() {
        listen("commands", "{\"source\":[\"millrace\"],\"detail-type\":[\"Remediation Requested\"]}");

        var answer = put(entry("Remediation Requested", "{\"threadId\":\"t-1\",\"share\":0.10}").toBuilder()
                .time(Instant.parse("2026-02-28T23:59:59Z"))
                .resources("arn:aws:ec2:us-east-1:000000000000:instance/i-1")
                .build());
        put(entry("Thread Opened", "{\"threadId\":\"t-2\"}"));

        assertThat(answer.failedEntryCount()).isZero();
        assertThat(received).hasSize(1);
        assertThat(received.get(0))
                .hasToString(
                        "{\"version\":\"0\",\"id\":\"" + answer.entries().get(0).eventId()
                                + "\",\"detail-type\":\"Remediation Requested\",\"source\":\"millrace\",\"account\":\"000000000000\","
                                + "\"time\":\"2026-02-28T23:59:59Z\",\"region\":\"us-east-1\","
                                + "\"resources\":[\"arn:aws:ec2:us-east-1:000000000000:instance/i-1\"],"
                                + "\"detail\":{\"threadId\":\"t-1\",\"share\":0.10}}");
    }

    @Test
    void anEventWithoutTimeTakesTheClocks() {
        listen("all", FROM_MILLRACE);

        put(entry("Thread Opened", "{}"));

        assertThat(received.get(0).path("time").asText()).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void rulesMatchInsideTheDetail() {
        listen(
                "severe",
                "{\"detail\":{\"severity\":[{\"numeric\":[\">=\",3]}],\"owner\":[{\"anything-but\":\"lab\"}]}}");

        put(
                entry("Thread Opened", "{\"severity\":3,\"owner\":\"shop\"}"),
                entry("Thread Opened", "{\"severity\":2,\"owner\":\"shop\"}"),
                entry("Thread Opened", "{\"severity\":4,\"owner\":\"lab\"}"));

        assertThat(received).hasSize(1);
    }

    @Test
    void badEntriesFailAloneAndByPosition() {
        listen("all", FROM_MILLRACE);

        var answer = put(
                entry("Thread Opened", "{\"n\":1}"),
                entry("Thread Opened", "{\"n\":"),
                entry("Thread Opened", "[1]"),
                entry("Thread Opened", "{} {}"),
                entry("x".repeat(129), "{}"),
                PutEventsRequestEntry.builder().source("millrace").detail("{}").build(),
                entry("Thread Opened", "{}").toBuilder().source("aws.ec2").build(),
                entry("x".repeat(128), "{\"n\":8}"));

        assertThat(answer.failedEntryCount()).isEqualTo(6);
        assertThat(answer.entries())
                .extracting(PutEventsResultEntry::errorCode)
                .containsExactly(
                        null,
                        "MalformedDetail",
                        "MalformedDetail",
                        "MalformedDetail",
                        "InvalidArgument",
                        "InvalidArgument",
                        "NotAuthorizedForSourceException",
                        null);
        assertThat(answer.entries().get(5).errorMessage())
                .isEqualTo("Parameter DetailType is not valid. Reason: DetailType is a required argument.");
        assertThat(received)
                .extracting(event -> event.path("detail").path("n").asInt())
                .containsExactly(1, 8);
    }

    @Test
    void aRequestHasOneToTenEntries() {
        assertThat(errorOf(() -> events.putEvents(request -> request.entries(List.of()))))
                .isEqualTo("ValidationException");
        assertThat(put(Collections.nCopies(10, entry("Thread Opened", "{}")).toArray(PutEventsRequestEntry[]::new))
                        .entries())
                .hasSize(10);
        assertThat(errorOf(() -> put(
                        Collections.nCopies(11, entry("Thread Opened", "{}")).toArray(PutEventsRequestEntry[]::new))))
                .isEqualTo("ValidationException");
    }

    @Test
    void sizeCountsTimeSourceDetailTypeDetailAndResourcesInBytes() {
        // 14 for the time, 8 for the source, 1 for the detail type, 4 for the resource, é is two bytes
        var detail = "{\"text\":\"é" + "x".repeat(262_144 - 14 - 8 - 1 - 4 - 13) + "\"}";
        assertThat(detail.getBytes(UTF_8)).hasSize(262_144 - 27);
        var largest = entry("T", detail).toBuilder().time(NOW).resources("arn:").build();

        assertThat(put(largest).failedEntryCount()).isZero();
        assertThat(errorOf(() -> put(largest.toBuilder().resources("arn:a").build())))
                .isEqualTo("ValidationException");
    }

    @Test
    void allEntriesTogetherHaveAMebibyteAtMost() {
        restart(options().withLimits(EventBridgeLimits.documented().withEntryBytes(2_000_000)));
        var half = entry("T", "{\"t\":\"" + "x".repeat(524_288 - 9 - 8) + "\"}");

        assertThat(put(half, half).failedEntryCount()).isZero();
        assertThat(errorOf(() -> put(half, half, entry("T", "{}")))).isEqualTo("ValidationException");
    }

    @Test
    void anUnknownBusSwallowsEventsAsInAwsButIsCounted() {
        listen("all", FROM_MILLRACE);

        var answer = put(entry("Thread Opened", "{}").toBuilder()
                .eventBusName("elsewhere")
                .build());

        assertThat(answer.failedEntryCount()).isZero();
        assertThat(answer.entries().get(0).eventId()).isNotEmpty();
        assertThat(received).isEmpty();
        assertThat(standIn.dropped()).isOne();
    }

    @Test
    void busesAreNamedByNameOrArnAndKeepTheirRulesApart() {
        standIn.createBus("ops");
        standIn.putRule("ops", "all", FROM_MILLRACE);
        standIn.putTarget("ops", "all", "listener", RuleTarget.listener(received::add));
        var arn = events.describeEventBus(request -> request.name("ops")).arn();

        put(
                entry("Thread Opened", "{}"),
                entry("Thread Opened", "{}").toBuilder().eventBusName("ops").build(),
                entry("Thread Opened", "{}").toBuilder().eventBusName(arn).build());

        assertThat(arn).isEqualTo("arn:aws:events:us-east-1:000000000000:event-bus/ops");
        assertThat(received).hasSize(2);
        assertThatThrownBy(() -> events.describeEventBus(request -> request.name("nowhere")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void eventsComeBackToAStreamWithAPartitionKeyFromAPath() {
        kinesis.createStream("events", 1);
        standIn.putRule("default", "loop", FROM_MILLRACE);
        standIn.putTarget("default", "loop", "stream", RuleTarget.stream(kinesis, "events", "$.detail.threadId"));

        var answer = put(entry("Thread Linked", "{\"threadId\":\"t-7\"}"), entry("Thread Linked", "{}"));

        var records = kinesis.records("events");
        assertThat(records)
                .extracting(record -> record.partitionKey())
                .containsExactly("t-7", answer.entries().get(1).eventId());
        assertThat(new String(records.get(0).data(), UTF_8))
                .startsWith(
                        "{\"version\":\"0\",\"id\":\"" + answer.entries().get(0).eventId() + "\"")
                .endsWith("\"detail\":{\"threadId\":\"t-7\"}}");
        assertThat(records.get(0).approximateArrival()).isEqualTo(NOW);
    }

    @Test
    void rulesAndTargetsCanBePutOverTheWire() {
        kinesis.createStream("events", 1);

        var rule = events.putRule(request -> request.name("loop").eventPattern(FROM_MILLRACE));
        var targets = events.putTargets(request -> request.rule("loop")
                .targets(Target.builder()
                        .id("stream")
                        .arn(kinesis.arn("events"))
                        .kinesisParameters(parameters -> parameters.partitionKeyPath("$.detail.key"))
                        .build()));
        put(entry("Thread Opened", "{\"key\":\"k\"}"));

        assertThat(rule.ruleArn()).isEqualTo("arn:aws:events:us-east-1:000000000000:rule/loop");
        assertThat(targets.failedEntryCount()).isZero();
        assertThat(events.listRules(request -> request.namePrefix("lo")).rules())
                .extracting(Rule::name)
                .containsExactly("loop");
        assertThat(events.listTargetsByRule(request -> request.rule("loop")).targets())
                .extracting(Target::arn)
                .containsExactly("arn:aws:kinesis:us-east-1:000000000000:stream/events");
        assertThat(kinesis.records("events"))
                .extracting(record -> record.partitionKey())
                .containsExactly("k");
    }

    @Test
    void eachRuleWritesWhatItReceived() throws Exception {
        standIn.putRule("default", "commands", "{\"detail-type\":[\"Remediation Requested\"]}");
        standIn.putRule("default", "everything", FROM_MILLRACE);

        put(entry("Remediation Requested", "{\"n\":1}"), entry("Thread Opened", "{\"n\":2}"));

        assertThat(Files.readAllLines(logs.resolve("default/commands.ndjson")))
                .singleElement()
                .asString()
                .contains("\"detail\":{\"n\":1}");
        assertThat(Files.readAllLines(logs.resolve("default/everything.ndjson")))
                .hasSize(2);
    }

    @Test
    void aRuleHasFiveTargetsAndAPatternOf2048Characters() {
        standIn.putRule("default", "all", FROM_MILLRACE);
        IntStream.range(0, 5).forEach(i -> standIn.putTarget("default", "all", "target-" + i, RuleTarget.logOnly()));

        standIn.putTarget("default", "all", "target-0", RuleTarget.logOnly());
        assertThatThrownBy(() -> standIn.putTarget("default", "all", "one-more", RuleTarget.logOnly()))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("at most 5");
        var longest = "{\"source\":[\"" + "x".repeat(2_048 - 15) + "\"]}";
        events.putRule(request -> request.name("longest").eventPattern(longest));
        assertThat(errorOf(
                        () -> events.putRule(request -> request.name("longer").eventPattern(longest + " "))))
                .isEqualTo("ValidationException");
    }

    @Test
    void aPatternThatRulerDoesNotCompileIsRefused() {
        assertThatThrownBy(
                        () -> events.putRule(request -> request.name("bad").eventPattern("{\"source\":\"millrace\"}")))
                .isInstanceOf(InvalidEventPatternException.class);
        assertThatThrownBy(() -> events.putTargets(request -> request.rule("bad")
                        .targets(Target.builder().id("t").arn("arn:aws:sns:x").build())))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aChangedRuleKeepsItsTargetsAndForgetsItsPattern() {
        listen("all", FROM_MILLRACE);
        standIn.putRule("default", "all", "{\"source\":[\"other\"]}");

        put(
                entry("T", "{\"n\":1}"),
                entry("T", "{\"n\":2}").toBuilder().source("other").build());
        events.putRule(request ->
                request.name("all").eventPattern("{\"source\":[\"other\"]}").state("DISABLED"));
        put(entry("T", "{\"n\":3}").toBuilder().source("other").build());

        assertThat(received)
                .extracting(event -> event.path("detail").path("n").asInt())
                .containsExactly(2);
    }

    @Test
    void aTargetThatThrowsDoesNotKeepOthersFromTheirEvents() {
        standIn.putRule("default", "all", FROM_MILLRACE);
        standIn.putTarget("default", "all", "a-broken", RuleTarget.stream(kinesis, "no-such-stream"));
        standIn.putTarget("default", "all", "b-listener", RuleTarget.listener(received::add));

        assertThat(put(entry("T", "{}")).failedEntryCount()).isZero();
        assertThat(received).hasSize(1);
    }

    @Test
    void plannedFaultsComeAsTheServiceWouldAnswerThem() {
        standIn.faults().failNext("PutEvents", 1, Fault.error(400, "AccessDeniedException", "not allowed"));
        standIn.faults().failEntries("PutEvents", 1, 1, new EntryFault("ThrottlingException", "slow down"));

        assertThat(errorOf(() -> put(entry("T", "{}")))).isEqualTo("AccessDeniedException");
        var throttled = put(entry("T", "{}"), entry("T", "{}"));

        assertThat(throttled.failedEntryCount()).isEqualTo(2);
        assertThat(throttled.entries())
                .extracting(PutEventsResultEntry::errorCode)
                .containsOnly("ThrottlingException");
    }

    @Test
    void deliveryCanBePlannedToRepeat() {
        listen("all", FROM_MILLRACE);
        standIn.repeatDeliveries(1, 1);

        var answer = put(entry("T", "{}"));

        assertThat(received)
                .extracting(event -> event.path("id").asText())
                .containsExactly(
                        answer.entries().get(0).eventId(),
                        answer.entries().get(0).eventId());
    }

    @Test
    void eventIdsAreUuidsAndDiffer() {
        var ids = put(entry("T", "{}"), entry("T", "{}")).entries().stream()
                .map(PutEventsResultEntry::eventId)
                .toList();

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f-]{36}"));
    }

    @Test
    void twoWritersLoseNothing() throws InterruptedException {
        listen("all", FROM_MILLRACE);
        var writers = IntStream.range(0, 2)
                .mapToObj(writer -> new Thread(() ->
                        IntStream.range(0, 100).forEach(i -> put(entry("T", "{\"n\":" + (writer * 100 + i) + "}")))))
                .toList();
        writers.forEach(Thread::start);
        for (var writer : writers) {
            writer.join();
        }

        assertThat(received)
                .extracting(event -> event.path("detail").path("n").asInt())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).boxed().toList());
        assertThat(logs.resolve("default/all.ndjson"))
                .satisfies(file -> assertThat(Files.readAllLines(file)).hasSize(200));
    }

    @Test
    void speaksItsProtocolByteForByte() throws Exception {
        var http = HttpClient.newHttpClient();
        var body =
                "{\"Entries\":[{\"Source\":\"millrace\",\"DetailType\":\"T\",\"Detail\":\"{\",\"Time\":1772366400.25}]}";
        var request = HttpRequest.newBuilder(standIn.endpoint())
                .header("X-Amz-Target", "AWSEvents.PutEvents")
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();

        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Server")).contains("Millrace EventBridge stand-in, not AWS");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"Entries\":[{\"ErrorCode\":\"MalformedDetail\",\"ErrorMessage\":\"Detail is malformed.\"}],"
                                + "\"FailedEntryCount\":1}");
    }

    private EventBridgeOptions options() {
        return EventBridgeOptions.standard()
                .withClock(() -> NOW)
                .withKinesis(kinesis)
                .withLogFolder(logs);
    }

    private void restart(EventBridgeOptions options) {
        events.close();
        standIn.close();
        standIn = EventBridgeStandIn.start(options);
        events = client(standIn);
    }

    private static EventBridgeClient client(EventBridgeStandIn standIn) {
        return EventBridgeClient.builder()
                .endpointOverride(standIn.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(settings -> settings.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    private void listen(String rule, String pattern) {
        standIn.putRule("default", rule, pattern);
        standIn.putTarget("default", rule, "listener", RuleTarget.listener(received::add));
    }

    private PutEventsResponse put(PutEventsRequestEntry... entries) {
        return events.putEvents(request -> request.entries(entries));
    }

    private static PutEventsRequestEntry entry(String detailType, String detail) {
        return PutEventsRequestEntry.builder()
                .source("millrace")
                .detailType(detailType)
                .detail(detail)
                .build();
    }

    private static String errorOf(ThrowingCallable call) {
        var error = catchThrowableOfType(EventBridgeException.class, call);
        assertThat(error).as("an error of the service").isInstanceOf(AwsServiceException.class);
        assertThat(error.statusCode()).isEqualTo(400);
        return error.awsErrorDetails().errorCode();
    }
}
