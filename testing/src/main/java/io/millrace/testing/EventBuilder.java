package io.millrace.testing;

import io.millrace.domain.CorrelationKey;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.KeyType;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.Signal;
import io.millrace.domain.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way: ends as {@link #event}, {@link #folded} or {@link #signal}. Ids derive from what was said,
 * so two builders told the same give equal records; nothing is shared between what it builds.
 */
public final class EventBuilder {
    /** A source that speaks at once still needs this long to reach the stream. */
    private static final Duration DELIVERY = Duration.ofSeconds(1);

    private String source;
    private String detailType;
    private EventKind kind;
    private EventStatus status = EventStatus.OPEN;
    private Origin origin = Origin.STREAM;
    private int severity = 3;
    private String identity = "identity";
    private String title = "";
    private String text = "";
    private String account = Estates.PRODUCTION;
    private String region = Estates.REGION;
    private Instant eventTime = Times.at("10:00");
    private @Nullable Instant arrivedAt;
    private boolean future;
    private boolean late;
    private @Nullable Long revision;
    private @Nullable String eventId;
    private @Nullable String deliveryId;
    private final TreeSet<String> resources = new TreeSet<>();
    private final List<CorrelationKey> keys = new ArrayList<>();
    private final TreeMap<String, String> attributes = new TreeMap<>();
    private final TreeMap<String, Double> values = new TreeMap<>();

    private String scope = "shop";
    private String contentVersion = "test-1";
    private @Nullable String occurrenceId;
    private int flapCount = 1;
    private String service = "checkout";
    private String tier = "1";
    private String environment = "production";
    private String owner = "shop-sre";
    private List<String> copies = List.of();
    private String rule = "test-rule";
    private List<String> dependsOn = List.of();
    private boolean catalogGap;

    EventBuilder(String source, String detailType, EventKind kind) {
        this.source = source;
        this.detailType = detailType;
        this.kind = kind;
    }

    /** The event opens its identity: an alarm goes to ALARM, an issue starts. */
    public EventBuilder inAlarm() {
        return attribute("state", "ALARM").status(EventStatus.OPEN).kind(EventKind.ISSUE);
    }

    /** The event resolves its identity: an alarm returns to OK, an issue closes. */
    public EventBuilder ok() {
        return attribute("state", "OK").status(EventStatus.RESOLVED).kind(EventKind.RECOVERY);
    }

    /** When it happened; it arrives a second later unless {@link #arrivedAt} says otherwise. */
    public EventBuilder at(String time) {
        return at(Times.at(time));
    }

    public EventBuilder at(Instant time) {
        this.eventTime = time;
        return this;
    }

    /** When it reached the stream: Millrace's event time. */
    public EventBuilder arrivedAt(String time) {
        return arrivedAt(Times.at(time));
    }

    public EventBuilder arrivedAt(Instant time) {
        this.arrivedAt = time;
        return this;
    }

    /** Marked as the parser marks an event time beyond arrival and the allowed skew. */
    public EventBuilder future() {
        this.future = true;
        return this;
    }

    /** Marked as the parser marks what arrives long after it happened. */
    public EventBuilder late() {
        this.late = true;
        return this;
    }

    /** Replaces the affected resources. */
    public EventBuilder on(String... names) {
        resources.clear();
        resources.addAll(List.of(names));
        return this;
    }

    public EventBuilder source(String value) {
        this.source = value;
        return this;
    }

    public EventBuilder detailType(String value) {
        this.detailType = value;
        return this;
    }

    public EventBuilder kind(EventKind value) {
        this.kind = value;
        return this;
    }

    public EventBuilder status(EventStatus value) {
        this.status = value;
        return this;
    }

    public EventBuilder origin(Origin value) {
        this.origin = value;
        return this;
    }

    /** 1 (informational) to 5 (critical). */
    public EventBuilder severity(int value) {
        this.severity = value;
        return this;
    }

    public EventBuilder identity(String value) {
        this.identity = value;
        return this;
    }

    public EventBuilder title(String value) {
        this.title = value;
        return this;
    }

    public EventBuilder text(String value) {
        this.text = value;
        return this;
    }

    public EventBuilder account(String value) {
        this.account = value;
        return this;
    }

    public EventBuilder region(String value) {
        this.region = value;
        return this;
    }

    public EventBuilder eventId(String value) {
        this.eventId = value;
        return this;
    }

    public EventBuilder deliveryId(String value) {
        this.deliveryId = value;
        return this;
    }

    /** Orders updates of one identity, epoch milliseconds; the event time unless told. */
    public EventBuilder revision(long value) {
        this.revision = value;
        return this;
    }

    public EventBuilder key(KeyType type, String value) {
        keys.add(CorrelationKey.newBuilder().setType(type).setValue(value).build());
        return this;
    }

    public EventBuilder attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    public EventBuilder value(String name, double value) {
        values.put(name, value);
        return this;
    }

    /** Says which series a derived event speaks about: its key's parts become attributes, {@code dim.<Name>} included. */
    public EventBuilder series(String seriesKey) {
        attribute("seriesKey", seriesKey);
        var parts = seriesKey.split("\\|", 5);
        if (parts.length < 5) {
            return this;
        }
        account(parts[0]).region(parts[1]).attribute("namespace", parts[2]).attribute("metricName", parts[3]);
        for (var dimension : parts[4].split(",")) {
            int equals = dimension.indexOf('=');
            if (equals > 0) {
                attribute("dim." + dimension.substring(0, equals), dimension.substring(equals + 1));
            }
        }
        return this;
    }

    public EventBuilder scope(String value) {
        this.scope = value;
        return this;
    }

    public EventBuilder contentVersion(String value) {
        this.contentVersion = value;
        return this;
    }

    /** Names this opening of the identity; equal for all events of one identity unless told. */
    public EventBuilder occurrence(String value) {
        this.occurrenceId = value;
        return this;
    }

    public EventBuilder flapCount(int value) {
        this.flapCount = value;
        return this;
    }

    /** The service as triage found it: its name and tier (1 to 4). */
    public EventBuilder service(String name, int serviceTier) {
        this.service = name;
        this.tier = Integer.toString(serviceTier);
        return this;
    }

    /** Services that the event's service needs, by the catalog. */
    public EventBuilder dependsOn(String... services) {
        this.dependsOn = List.of(services);
        return this;
    }

    public EventBuilder environment(String value) {
        this.environment = value;
        return this;
    }

    public EventBuilder owner(String value, String... copiedTeams) {
        this.owner = value;
        this.copies = List.of(copiedTeams);
        return this;
    }

    public EventBuilder rule(String value) {
        this.rule = value;
        return this;
    }

    public EventBuilder catalogGap() {
        this.catalogGap = true;
        return this;
    }

    /** The canonical event. */
    public OpsEvent event() {
        var arrival = arrivedAt == null ? eventTime.plus(DELIVERY) : arrivedAt;
        var id =
                eventId == null ? Ids.uuid("test", identity, status.name(), detailType, eventTime.toString()) : eventId;
        return OpsEvent.newBuilder()
                .setRecordId(Ids.hash("test-record", id, arrival.toString()))
                .setEventId(id)
                .setOrigin(origin)
                .setArrivedAt(arrival)
                .setEventTime(eventTime)
                .setFuture(future)
                .setLate(late)
                .setSource(source)
                .setDetailType(detailType)
                .setKind(kind)
                .setStatus(status)
                .setSeverity(severity)
                .setIdentity(identity)
                .setDeliveryId(deliveryId == null ? id : deliveryId)
                .setRevision(revision == null ? eventTime.toEpochMilli() : revision)
                .setTitle(title)
                .setText(text)
                .setAccount(account)
                .setRegion(region)
                .setResources(new ArrayList<>(resources))
                .setCorrelationKeys(new ArrayList<>(keys))
                .setAttributes(new TreeMap<>(attributes))
                .setValues(new TreeMap<>(values))
                .build();
    }

    /** The event as it leaves the fold stage. */
    public FoldedEvent folded() {
        return FoldedEvent.newBuilder()
                .setEvent(event())
                .setScope(scope)
                .setContentVersion(contentVersion)
                .setOccurrenceId(occurrence())
                .setFlapCount(flapCount)
                .build();
    }

    /** The event as triage accepted it. */
    public Signal signal() {
        return Signal.newBuilder()
                .setEvent(event())
                .setScope(scope)
                .setContentVersion(contentVersion)
                .setOccurrenceId(occurrence())
                .setFlapCount(flapCount)
                .setSeverity(severity)
                .setService(service)
                .setTier(tier)
                .setEnvironment(environment)
                .setOwner(owner)
                .setCopies(new ArrayList<>(copies))
                .setRule(rule)
                .setCatalogGap(catalogGap)
                .setDependsOn(new ArrayList<>(dependsOn))
                .build();
    }

    private String occurrence() {
        return occurrenceId == null ? Ids.hash("test-occurrence", identity) : occurrenceId;
    }

    /** What this builder was told, for messages of failing tests. */
    @Override
    public String toString() {
        return Map.of("identity", identity, "status", status, "eventTime", eventTime)
                .toString();
    }
}
