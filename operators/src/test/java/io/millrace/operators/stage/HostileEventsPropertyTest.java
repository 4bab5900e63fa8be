package io.millrace.operators.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.CorrelationKey;
import io.millrace.domain.DeadLetter;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.KeyType;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.Signal;
import io.millrace.domain.fold.FoldSettings;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.testing.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** Canonical events with nonsense in every field: each is decided, by whatever rule, and none is a dead letter. */
class HostileEventsPropertyTest {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "*",
            "|",
            "a=b,c|d",
            "event:",
            "\n\t\0",
            "\ud83d\ude00",
            "\u202eabc",
            "arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680",
            "arn:::::",
            "i-0c2f5e7a91d34b680",
            "checkout",
            "ALARM",
            "true",
            "NaN",
            "-1",
            "9".repeat(500),
            "x".repeat(4096),
            "{\"a\":1}",
            "2026-08-05T10:00:00Z");
    private static final List<String> NAMES = List.of(
            "state",
            "own",
            "page",
            "totalPages",
            "communicationId",
            "commandId",
            "executionId",
            "outcome",
            "threadId",
            "format",
            "redrivenFromStage",
            "service",
            "eventTypeCategory",
            "sourceIPAddress",
            "userArn",
            "conditionId",
            "seriesKey",
            "",
            "dim.");
    private static final List<String> SOURCES =
            List.of("aws.health", "aws.cloudwatch", "aws.securityhub", "aws.iam", "millrace", "millrace.executor", "");
    private static final List<String> TYPES = List.of(
            "AWS Health Event",
            "CloudWatch Alarm State Change",
            "Remediation Outcome",
            "Remediation Refused",
            "Operator Decision",
            "Thread Acknowledged",
            "Condition Met",
            "Recovered",
            "AWS API Call via CloudTrail",
            "");
    private static final double[] VALUES = {0, -0.0, 1, -1, 1e308, -1e308, Double.MIN_VALUE};
    private static final int EVENTS = 150;

    @Property(tries = 6)
    void everyEventIsDecidedAndNoneIsADeadLetter(@ForAll long seed) throws Exception {
        var events = events(new Random(seed));
        var letters = new ArrayList<DeadLetter>();
        var folded = new ArrayList<FoldedEvent>();
        var signals = new ArrayList<Signal>();
        int repeats;
        try (var fold = Harnesses.fold(FoldSettings.defaults(), null)) {
            for (OpsEvent event : events) {
                fold.processElement(event, event.getArrivedAt().toEpochMilli());
            }
            fold.processWatermark(new Watermark(Times.at("23:00").toEpochMilli()));
            folded.addAll(fold.extractOutputValues());
            repeats = Harnesses.side(fold, Outputs.DECISIONS).size();
            letters.addAll(Harnesses.side(fold, Outputs.DEAD_LETTERS));
        }
        var triage = new ProcessOperator<>(new TriageFunction(Harnesses.HISTORY));
        try (var harness = Harnesses.open(new OneInputStreamOperatorTestHarness<>(triage), Signal.class, null)) {
            for (FoldedEvent event : folded) {
                harness.processElement(event, 0);
            }
            signals.addAll(harness.extractOutputValues());
            letters.addAll(Harnesses.side(harness, Outputs.DEAD_LETTERS));
            assertThat(Harnesses.side(harness, Outputs.DECISIONS)).hasSameSizeAs(folded);
        }
        try (var threads = Harnesses.thread(ThreadSettings.defaults(), null)) {
            for (Signal signal : signals) {
                threads.processElement(
                        ThreadFunction.input(signal),
                        signal.getEvent().getArrivedAt().toEpochMilli());
            }
            threads.processWatermark(new Watermark(Times.at("23:00").toEpochMilli()));
            letters.addAll(Harnesses.side(threads, Outputs.DEAD_LETTERS));
        }

        assertThat(letters).extracting(DeadLetter::getMessage).isEmpty();
        assertThat(signals).isNotEmpty();
        assertThat(repeats + folded.size()).isGreaterThanOrEqualTo(EVENTS);
    }

    private static List<OpsEvent> events(Random random) {
        var events = new ArrayList<OpsEvent>();
        Instant arrival = Times.at("10:00");
        for (int i = 0; i < EVENTS; i++) {
            arrival = arrival.plus(Duration.ofSeconds(random.nextInt(90)));
            events.add(event(random, i, arrival));
        }
        return events;
    }

    /** Within the bounds that the parser keeps, and otherwise anything. */
    private static OpsEvent event(Random random, int number, Instant arrivedAt) {
        var time = pick(random, List.of(arrivedAt, Instant.EPOCH, Instant.parse("2262-04-11T00:00:00Z")));
        return OpsEvent.newBuilder()
                .setRecordId("record-" + number)
                .setEventId("id" + pick(random, TEXTS))
                .setOrigin(Origin.STREAM)
                .setArrivedAt(arrivedAt)
                .setEventTime(time)
                .setFuture(random.nextBoolean())
                .setLate(random.nextBoolean())
                .setSource(pick(random, SOURCES))
                .setDetailType(pick(random, TYPES))
                .setKind(pick(random, List.of(EventKind.values())))
                .setStatus(pick(random, List.of(EventStatus.values())))
                .setSeverity(1 + random.nextInt(5))
                .setIdentity("of" + pick(random, TEXTS))
                .setDeliveryId(pick(random, TEXTS))
                .setRevision(pick(random, List.of(0L, time.toEpochMilli(), arrivedAt.toEpochMilli())))
                .setTitle(pick(random, TEXTS))
                .setText(pick(random, TEXTS))
                .setAccount(pick(random, TEXTS))
                .setRegion(pick(random, TEXTS))
                .setResources(List.of(pick(random, TEXTS)))
                .setCorrelationKeys(List.of(
                        new CorrelationKey(pick(random, List.of(KeyType.values())), pick(random, TEXTS)),
                        new CorrelationKey(KeyType.IDENTITY, pick(random, TEXTS))))
                .setAttributes(attributes(random))
                .setValues(new TreeMap<>(Map.of("value", VALUES[random.nextInt(VALUES.length)])))
                .build();
    }

    private static Map<String, String> attributes(Random random) {
        var attributes = new TreeMap<String, String>();
        for (String name : NAMES) {
            if (random.nextBoolean()) {
                attributes.put(name, pick(random, TEXTS));
            }
        }
        return attributes;
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
