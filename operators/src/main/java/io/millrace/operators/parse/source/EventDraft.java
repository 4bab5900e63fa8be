package io.millrace.operators.parse.source;

import io.millrace.domain.CorrelationKey;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.KeyType;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.RawRecord;
import io.millrace.domain.fold.PageUnion;
import io.millrace.domain.id.Ids;
import io.millrace.domain.time.TimeBounds;
import io.millrace.operators.parse.json.BoundedText;
import io.millrace.operators.parse.json.Json;
import io.millrace.operators.parse.resource.ResourceArns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A canonical event in the making, used once. A mapping says what it knows; what it does not say comes from the envelope, and
 * every part is bounded here, in one place. What had to be cut is named in the attribute {@code truncated}.
 */
public final class EventDraft {
    static final int MAX_TITLE = 512;
    static final int MAX_TEXT = 4096;
    static final int MAX_ATTRIBUTES = 80;
    static final int MAX_VALUES = 64;
    static final int MAX_NAME = 128;
    static final int MAX_ATTRIBUTE = 1024;
    static final int MAX_RESOURCES = PageUnion.MAX_RESOURCES;
    /** A resource name longer than any ARN is dropped, not cut: half a name is another name. */
    static final int MAX_RESOURCE = 2048;

    static final int MAX_ID = 512;

    /** Last instant that epoch nanoseconds can hold (2262-04-11): Parquet readers and SQL engines stop there. */
    static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE / 1_000_000);

    private static final Comparator<CorrelationKey> BY_TYPE_AND_VALUE =
            Comparator.comparing(CorrelationKey::getType).thenComparing(CorrelationKey::getValue);

    private final Envelope envelope;
    private String source;
    private String detailType;
    private EventKind kind = EventKind.OTHER;
    private EventStatus status = EventStatus.INFORMATIONAL;
    private int severity = Severities.LOWEST;
    private String eventId;
    private String identity = "";
    private String deliveryId = "";
    private @Nullable Instant eventTime;
    private @Nullable Instant revision;
    private String title;
    private String text = "";
    private String account;
    private String region;
    private final TreeSet<String> resources = new TreeSet<>();
    /** As it was named in this account and Region. */
    private String lastResource = "";

    private final List<CorrelationKey> keys = new ArrayList<>();
    private final Map<String, String> attributes = new HashMap<>(32);
    private final Map<String, Double> values = new HashMap<>();
    private final Set<String> cut = new TreeSet<>();

    private EventDraft(Envelope envelope) {
        this.envelope = envelope;
        this.source = envelope.source();
        this.detailType = envelope.detailType();
        this.eventId = envelope.id();
        this.title = detailType;
        this.account = envelope.account();
        this.region = envelope.region();
    }

    /** With what the envelope says; its resources are not taken over by themselves. */
    public static EventDraft of(Envelope envelope) {
        return new EventDraft(envelope);
    }

    /** Who said it and where, when the envelope is only the messenger. */
    EventDraft said(String bySource, String asDetailType, String inAccount, String inRegion) {
        this.source = bySource;
        this.detailType = asDetailType;
        this.account = inAccount;
        this.region = inRegion;
        this.lastResource = "";
        return this;
    }

    public EventDraft kind(EventKind value) {
        this.kind = value;
        return this;
    }

    public EventDraft status(EventStatus value) {
        this.status = value;
        return this;
    }

    public EventStatus status() {
        return status;
    }

    /** 1 to 5. */
    public EventDraft severity(int value) {
        this.severity = value;
        return this;
    }

    /** Replaces the envelope's id where that is not unique by itself. */
    public EventDraft eventId(String value) {
        this.eventId = value;
        return this;
    }

    /** Stable name of the underlying thing; without one the event stands for itself. */
    public EventDraft identity(String value) {
        this.identity = value;
        return this;
    }

    /** Equal for exact repeats; the event's id unless told. */
    public EventDraft deliveryId(String value) {
        this.deliveryId = value;
        return this;
    }

    /** When it happened; null means the envelope's time, or arrival. */
    public EventDraft eventTime(@Nullable Instant value) {
        this.eventTime = value;
        return this;
    }

    /** Orders the updates of one identity; null means the event time. */
    public EventDraft revision(@Nullable Instant value) {
        this.revision = value;
        return this;
    }

    /** Ignored when blank: the detail type stands. */
    public EventDraft title(String value) {
        this.title = value.isBlank() ? title : value;
        return this;
    }

    public EventDraft text(String value) {
        this.text = value;
        return this;
    }

    /** Where the thing lives; what the envelope said instead is kept as {@code receivedInAccount}. */
    public EventDraft account(String value) {
        if (!value.isEmpty() && !value.equals(account)) {
            attribute("receivedInAccount", account);
            this.account = value;
            this.lastResource = "";
        }
        return this;
    }

    /** Where the thing lives; what the envelope said instead is kept as {@code receivedInRegion}. */
    public EventDraft region(String value) {
        if (!value.isEmpty() && !value.equals(region)) {
            attribute("receivedInRegion", region);
            this.region = value;
            this.lastResource = "";
        }
        return this;
    }

    String account() {
        return account;
    }

    String region() {
        return region;
    }

    /** Ignored when empty. */
    public EventDraft attribute(String name, String value) {
        if (value.isEmpty() || name.isEmpty()) {
            return this;
        }
        if (attributes.size() >= MAX_ATTRIBUTES && !attributes.containsKey(name)) {
            cut.add("attributes");
            return this;
        }
        attributes.put(bounded(name, MAX_NAME, "attributes"), bounded(value, MAX_ATTRIBUTE, "attributes"));
        return this;
    }

    /** An attribute for which there is always room: Millrace's own mark. */
    EventDraft always(String name, String value) {
        attributes.put(name, bounded(value, MAX_ATTRIBUTE, "attributes"));
        return this;
    }

    /** The scalar's text; ignored when it is none. */
    public EventDraft attribute(String name, Json value) {
        return attribute(name, value.text());
    }

    /** Only finite numbers; others are ignored. */
    public EventDraft value(String name, OptionalDouble value) {
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            if (values.size() >= MAX_VALUES && !values.containsKey(name)) {
                cut.add("values");
            } else {
                values.put(bounded(name, MAX_NAME, "values"), value.getAsDouble());
            }
        }
        return this;
    }

    public EventDraft value(String name, Json value) {
        return value(name, value.number());
    }

    /** An ARN, a short name that becomes one, or the source's own name. Ignored when blank. */
    public EventDraft resource(String name) {
        if (name.isBlank()) {
            return this;
        }
        if (name.length() > MAX_RESOURCE) {
            cut.add("resources");
            return this;
        }
        if (name.equals(lastResource)) {
            return this; // the envelope often names what the detail names
        }
        lastResource = name;
        resources.add(ResourceArns.ofName(name, account, region).orElse(name));
        ResourceArns.instanceOfManaged(name).ifPresent(resources::add);
        return this;
    }

    public EventDraft resources(Collection<String> names) {
        names.forEach(this::resource);
        return this;
    }

    /** A key beside identity and resources, which are added by themselves. Ignored when the value is empty. */
    public EventDraft key(KeyType type, String value) {
        if (!value.isEmpty()) {
            keys.add(new CorrelationKey(type, BoundedText.cut(value, MAX_ATTRIBUTE)));
        }
        return this;
    }

    /** The business service that the source itself names: an attribute and a key. */
    public EventDraft service(String name) {
        return attribute("service", name).key(KeyType.SERVICE, name);
    }

    /**
     * The finished event.
     *
     * @param index position among the events of one record
     */
    public OpsEvent event(RawRecord raw, int index, TimeBounds times) {
        var recordId = index == 0 ? raw.getRecordId() : Ids.hash(raw.getRecordId(), Integer.toString(index));
        var id = eventId.isEmpty() ? "record:" + recordId : shortened(eventId);
        var named = shortened(identity.isEmpty() ? "event:" + id : identity);
        var arrivedAt = raw.getArrivedAt();
        var time = representable(time(raw));
        var ordered = revision == null ? time : representable(revision);
        var kept = boundedResources();
        var boundedTitle = bounded(title, MAX_TITLE, "title");
        var boundedText = bounded(text, MAX_TEXT, "text");
        // not by the builder, which checks each field against the schema by reflection: half of this method's time
        return new OpsEvent(
                recordId,
                id,
                index == 0 ? Origin.STREAM : Origin.PART,
                arrivedAt,
                time,
                times.isFuture(time, arrivedAt),
                times.isLate(time, arrivedAt),
                BoundedText.cut(source, MAX_NAME * 2),
                BoundedText.cut(detailType, MAX_NAME * 2),
                kind,
                status,
                severity,
                named,
                deliveryId.isEmpty() ? id : shortened(deliveryId),
                // a revision from the future would shut out the true updates after it: it counts where it arrived
                (times.isFuture(ordered, arrivedAt) ? arrivedAt : ordered).toEpochMilli(),
                boundedTitle,
                boundedText,
                BoundedText.cut(account, MAX_NAME),
                BoundedText.cut(region, MAX_NAME),
                kept,
                correlationKeys(named, kept),
                attributesWithCuts(),
                values);
    }

    private List<String> boundedResources() {
        if (resources.size() <= MAX_RESOURCES) {
            return new ArrayList<>(resources);
        }
        cut.add("resources");
        return new ArrayList<>(new ArrayList<>(resources).subList(0, MAX_RESOURCES));
    }

    private List<CorrelationKey> correlationKeys(String named, List<String> kept) {
        var all = new ArrayList<CorrelationKey>(1 + kept.size() + keys.size());
        all.add(new CorrelationKey(KeyType.IDENTITY, named));
        kept.forEach(name -> all.add(new CorrelationKey(KeyType.RESOURCE, name)));
        if (keys.isEmpty()) {
            return all; // in order already
        }
        all.addAll(keys);
        var sorted = new TreeSet<>(BY_TYPE_AND_VALUE);
        sorted.addAll(all);
        return new ArrayList<>(sorted);
    }

    private Map<String, String> attributesWithCuts() {
        if (!cut.isEmpty()) {
            attributes.put("truncated", String.join(",", cut));
        }
        return attributes;
    }

    private String bounded(String given, int most, String part) {
        if (BoundedText.exceeds(given, most)) {
            cut.add(part);
        }
        return BoundedText.cut(given, most);
    }

    /** An id too long to keep ends in a hash of the whole: still equal only for equal ids. */
    private static String shortened(String id) {
        return id.length() <= MAX_ID ? id : BoundedText.cut(id, MAX_ID - 64) + "#" + Ids.hash(id);
    }

    private Instant time(RawRecord raw) {
        if (eventTime != null) {
            return eventTime;
        }
        var stated = envelope.time();
        return stated == null ? raw.getArrivedAt() : stated;
    }

    private static Instant representable(Instant time) {
        if (time.isBefore(Instant.EPOCH)) {
            return Instant.EPOCH;
        }
        return time.isAfter(LATEST) ? LATEST : Instant.ofEpochMilli(time.toEpochMilli());
    }
}
