package io.millrace.operators.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.time.Slots;
import io.millrace.operators.stage.Harnesses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** From CloudTrail's events to anomalies, stage by stage, with the operators' state. */
class AccessStagesTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(100);
    private static final String HOME = "203.0.113.9";
    private static final String THIEFS = "7.7.7.7";

    @Test
    void aStolenCredentialIsToldOnceWithWhoWhereAndWhy() throws Exception {
        List<AccessSighting> sightings = habit("ana", 100);
        for (int hour = 100; hour < 104; hour++) {
            sightings.add(sighting("ana", THIEFS, hour));
        }

        List<OpsEvent> events = judged(vouched(remembered(sightings)));

        assertThat(events).hasSize(1);
        OpsEvent event = events.get(0);
        assertThat(event.getKind()).isEqualTo(EventKind.ANOMALY);
        assertThat(event.getStatus()).isEqualTo(EventStatus.OPEN);
        assertThat(event.getOrigin()).isEqualTo(Origin.DERIVED);
        assertThat(event.getIdentity()).isEqualTo("anomaly:access:1:user/ana|7.7.7.0/24");
        assertThat(event.getResources()).containsExactly("arn:aws:iam::1:user/ana");
        assertThat(event.getArrivedAt()).isEqualTo(START.plus(Duration.ofHours(100)));
        assertThat(event.getAttributes()).containsEntry("sourceIPAddress", THIEFS);
        assertThat(event.getText())
                .startsWith("s3.amazonaws.com ListBuckets from 7.7.7.7; not seen there in some ")
                .contains("0 others are at home there");
        assertThat(event.getValues().get("score")).isGreaterThan(5.5);
    }

    @Test
    void whereColleaguesAreAtHomeNobodyIsStrange() throws Exception {
        var sightings = new ArrayList<AccessSighting>();
        for (String colleague : List.of("bob", "eve", "joe", "sue")) {
            for (int hour = 0; hour < 72; hour += 6) {
                sightings.add(sighting(colleague, "198.51.100.7", hour));
            }
        }
        sightings.addAll(habit("ana", 100));
        sightings.add(sighting("ana", "198.51.100.8", 100));

        List<AccessSighting> vouched = vouched(remembered(sightings));

        assertThat(vouched)
                .filteredOn(sighting -> sighting.getArrivedAt().equals(START.plus(Duration.ofHours(100))))
                .singleElement()
                .satisfies(sighting -> {
                    assertThat(sighting.getOthers()).isEqualTo(4);
                    assertThat(sighting.getSurprise()).isGreaterThan(5.5);
                });
        assertThat(judged(vouched)).isEmpty();
    }

    @Test
    void theOrderOfDeliveryWithinASlotDoesNotMatter() throws Exception {
        List<AccessSighting> sightings = habit("ana", 100);
        AccessSighting one = sighting("ana", THIEFS, 100);
        AccessSighting other = sighting("ana", "8.8.8.8", 100);
        var forward = new ArrayList<>(sightings);
        forward.addAll(List.of(one, other));
        var backward = new ArrayList<>(sightings);
        backward.addAll(List.of(other, one));

        List<OpsEvent> events = judged(vouched(remembered(forward)));

        assertThat(events).hasSize(1).isEqualTo(judged(vouched(remembered(backward))));
    }

    @Test
    void restoredFromASnapshotItKnowsTheHabit() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = remember(null)) {
            feed(harness, habit("ana", 100));
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = remember(snapshot)) {
            feed(harness, List.of(sighting("ana", THIEFS, 100)));
            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .satisfies(sighting -> assertThat(sighting.getSurprise()).isGreaterThan(5.5));
        }
    }

    @Test
    void anAccessAnomalyEndsWhenTheEntityWasNotSeenThereForTwelveHours() throws Exception {
        OperatorSubtaskState snapshot;
        OpsEvent opened;
        try (var harness = judge(null)) {
            harness.processElement(strange(100), 0);
            opened = harness.extractOutputValues().get(0);
            harness.processElement(sighting("ana", THIEFS, 107), 0);
            harness.processWatermark(hour(113));
            snapshot = harness.snapshot(1, 1);
        }

        try (var harness = judge(snapshot)) {
            harness.processWatermark(hour(118));
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.processWatermark(hour(119));

            OpsEvent over = harness.extractOutputValues().get(0);
            assertThat(harness.extractOutputValues()).hasSize(1);
            assertThat(over.getDetailType()).isEqualTo("Recovered");
            assertThat(over.getKind()).isEqualTo(EventKind.RECOVERY);
            assertThat(over.getStatus()).isEqualTo(EventStatus.RESOLVED);
            assertThat(over.getIdentity()).isEqualTo(opened.getIdentity());
            assertThat(over.getResources()).isEqualTo(opened.getResources());
            assertThat(over.getRevision()).isGreaterThan(opened.getRevision());
            assertThat(over.getText()).isEqualTo("Not seen there for 12 hours");
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void whoComesThereForAWeekHasMoved() throws Exception {
        try (var harness = judge(null)) {
            harness.processElement(strange(0), 0);
            for (int hour = 6; hour < 170; hour += 6) {
                harness.processElement(sighting("ana", THIEFS, hour), 0);
                harness.processWatermark(hour(hour));
            }

            assertThat(harness.extractOutputValues()).hasSize(2);
            OpsEvent over = harness.extractOutputValues().get(1);
            assertThat(over.getArrivedAt())
                    .isEqualTo(Instant.ofEpochMilli(hour(168).getTimestamp()));
            assertThat(over.getText()).contains("7 days");
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void atTheEndOfBoundedInputWhatIsOpenStaysOpen() throws Exception {
        try (var harness = judge(null)) {
            harness.processElement(strange(0), 0);
            harness.processWatermark(Watermark.MAX_WATERMARK);

            assertThat(harness.extractOutputValues()).hasSize(1);
        }
    }

    @Test
    void bothForgetWhoDidNotActForTheRetention() throws Exception {
        for (var opened : List.of(remember(null), vouch())) {
            try (var harness = opened) {
                feed(harness, habit("ana", 100));
                assertThat(harness.numKeyedStateEntries()).isPositive();

                harness.processWatermark(
                        new Watermark(START.plus(Duration.ofDays(202)).toEpochMilli()));

                assertThat(harness.numKeyedStateEntries()).isZero();
                assertThat(harness.numEventTimeTimers()).isZero();
            }
        }
    }

    @Test
    void onlyCallersInCloudTrailsEventsAreSighted() {
        assertThat(sighted("AWS API Call via CloudTrail", "aws.s3", HOME))
                .singleElement()
                .satisfies(sighting -> {
                    assertThat(sighting.getEntity()).isEqualTo("1:user/ana");
                    assertThat(sighting.getNetwork()).isEqualTo("203.0.113.0/24");
                    assertThat(sighting.getCall()).isEqualTo("s3.amazonaws.com ListBuckets");
                });
        assertThat(sighted("AWS Console Sign In via CloudTrail", "aws.signin", HOME))
                .hasSize(1);
        assertThat(sighted("AWS API Call via CloudTrail", "aws.s3", "cloudformation.amazonaws.com"))
                .isEmpty();
        assertThat(sighted("AWS API Call via CloudTrail", "com.example", HOME)).isEmpty();
    }

    @Test
    void aFindingAboutCredentialsIsASightingUntilItIsArchived() {
        OpsEvent finding = call("GuardDuty Finding", "aws.guardduty", THIEFS);
        finding.setStatus(EventStatus.OPEN);
        finding.setAttributes(Map.of(
                "userType", "AssumedRole",
                "roleName", "deployer",
                "userAccount", "1",
                "sourceIPAddress", THIEFS,
                "findingType", "UnauthorizedAccess:IAMUser/MaliciousIPCaller"));

        assertThat(SightCallers.in(finding)).hasValueSatisfying(sighting -> {
            assertThat(sighting.getEntity()).isEqualTo("1:role/deployer");
            assertThat(sighting.getCall()).isEqualTo("UnauthorizedAccess:IAMUser/MaliciousIPCaller");
        });
        finding.setStatus(EventStatus.RESOLVED);
        assertThat(SightCallers.in(finding)).isEmpty();
    }

    private static List<AccessSighting> sighted(String detailType, String source, String address) {
        return SightCallers.in(call(detailType, source, address)).stream().toList();
    }

    private static OpsEvent call(String detailType, String source, String address) {
        return OpsEvent.newBuilder()
                .setRecordId("r1")
                .setEventId("e1")
                .setOrigin(Origin.STREAM)
                .setArrivedAt(START)
                .setEventTime(START)
                .setSource(source)
                .setDetailType(detailType)
                .setKind(EventKind.OTHER)
                .setStatus(EventStatus.INFORMATIONAL)
                .setSeverity(1)
                .setIdentity("e1")
                .setDeliveryId("e1")
                .setRevision(0)
                .setTitle("call")
                .setText("")
                .setAccount("1")
                .setRegion("eu-west-1")
                .setResources(List.of())
                .setCorrelationKeys(List.of())
                .setAttributes(Map.of(
                        "userType", "IAMUser",
                        "userName", "ana",
                        "userAccount", "1",
                        "sourceIPAddress", address,
                        "eventSource", "s3.amazonaws.com",
                        "eventName", "ListBuckets"))
                .build();
    }

    /** One session an hour from home. */
    private static List<AccessSighting> habit(String user, int hours) {
        var sightings = new ArrayList<AccessSighting>();
        for (int hour = 0; hour < hours; hour++) {
            sightings.add(sighting(user, HOME, hour));
        }
        return sightings;
    }

    private static AccessSighting sighting(String user, String address, int hour) {
        Instant at = START.plus(Duration.ofHours(hour));
        return AccessSighting.newBuilder()
                .setRecordId(user + hour + address)
                .setEventId(user + hour + address)
                .setArrivedAt(at)
                .setEventTime(at.minusSeconds(300))
                .setAccount("1")
                .setRegion("eu-west-1")
                .setEntity("1:user/" + user)
                .setCallerArn("arn:aws:iam::1:user/" + user)
                .setAddress(address)
                .setNetwork(address.substring(0, address.lastIndexOf('.')) + ".0/24")
                .setCall("s3.amazonaws.com ListBuckets")
                .build();
    }

    private static List<AccessSighting> vouched(List<AccessSighting> sightings) throws Exception {
        try (var harness = vouch()) {
            feed(harness, sightings);
            return new ArrayList<>(harness.extractOutputValues());
        }
    }

    private static List<AccessSighting> remembered(List<AccessSighting> sightings) throws Exception {
        try (var harness = remember(null)) {
            feed(harness, sightings);
            return new ArrayList<>(harness.extractOutputValues());
        }
    }

    private static List<OpsEvent> judged(List<AccessSighting> sightings) throws Exception {
        try (var harness = judge(null)) {
            for (AccessSighting sighting : sightings) {
                harness.processElement(sighting, sighting.getArrivedAt().toEpochMilli());
            }
            return new ArrayList<>(harness.extractOutputValues());
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, AccessSighting, OpsEvent> judge(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new JudgeAccessesFunction(RemoteAccess.none())),
                        JudgeAccessesFunction::key,
                        Types.STRING),
                OpsEvent.class,
                snapshot);
    }

    private static Watermark hour(int hour) {
        return new Watermark(Slots.endOf(START.plus(Duration.ofHours(hour)).toEpochMilli()));
    }

    /** As the stages before hand it on. */
    private static AccessSighting strange(int hour) {
        AccessSighting sighting = sighting("ana", THIEFS, hour);
        sighting.setSurprise(8);
        sighting.setSessions(100);
        return sighting;
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, AccessSighting, AccessSighting> vouch()
            throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new VouchFunction(RETENTION)),
                        AccessSighting::getNetwork,
                        Types.STRING),
                AccessSighting.class,
                null);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, AccessSighting, AccessSighting> remember(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new SurpriseFunction(RETENTION)),
                        AccessSighting::getEntity,
                        Types.STRING),
                AccessSighting.class,
                snapshot);
    }

    private static void feed(
            KeyedOneInputStreamOperatorTestHarness<String, AccessSighting, ?> harness, List<AccessSighting> sightings)
            throws Exception {
        for (AccessSighting sighting : sightings) {
            harness.processElement(sighting, sighting.getArrivedAt().toEpochMilli());
        }
        long last = sightings.stream()
                .mapToLong(sighting -> sighting.getArrivedAt().toEpochMilli())
                .max()
                .orElseThrow();
        harness.processWatermark(new Watermark(Slots.endOf(last)));
    }
}
