package io.millrace.domain.fold;

import io.millrace.domain.CorrelationKey;
import io.millrace.domain.KeyType;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.record.Copies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two pages as one event: what the lowest page says, on the resources of both. Whatever the order in which pages
 * are united, the result says the same; only its ids are those of the event that holds the others.
 */
public final class PageUnion {
    /** Resources of one event, the smallest by name: the bound that parsing sets too. */
    public static final int MAX_RESOURCES = 500;

    private static final String TRUNCATED = "truncated";
    private static final Comparator<CorrelationKey> BY_TYPE_AND_VALUE =
            Comparator.comparing(CorrelationKey::getType).thenComparing(CorrelationKey::getValue);

    private PageUnion() {}

    /** Under the ids of {@code holder}, which has arrived when the later of the two has. */
    static OpsEvent of(OpsEvent holder, OpsEvent other) {
        boolean otherIsLower = page(other) < page(holder);
        var next = under(holder, otherIsLower ? other : holder);
        next.setArrivedAt(
                holder.getArrivedAt().isBefore(other.getArrivedAt()) ? other.getArrivedAt() : holder.getArrivedAt());
        next.setRevision(Math.max(holder.getRevision(), other.getRevision()));
        next.setSeverity(Math.max(holder.getSeverity(), other.getSeverity()));

        var resources = new TreeSet<>(holder.getResources());
        resources.addAll(other.getResources());
        var cut = new TreeSet<String>();
        cut.addAll(cut(holder));
        cut.addAll(cut(other));
        while (resources.size() > MAX_RESOURCES) {
            resources.pollLast();
            cut.add("resources");
        }
        next.setResources(new ArrayList<>(resources));
        next.setCorrelationKeys(keys(holder, other, resources));
        if (!cut.isEmpty()) {
            next.setAttributes(with(next, TRUNCATED, String.join(",", cut)));
        }
        return next;
    }

    /** What {@code said} says, under the ids of {@code holder}. */
    static OpsEvent under(OpsEvent holder, OpsEvent said) {
        var next = Copies.shallow(said, new OpsEvent());
        next.setRecordId(holder.getRecordId());
        next.setEventId(holder.getEventId());
        next.setOrigin(holder.getOrigin());
        next.setDeliveryId(holder.getDeliveryId());
        next.setArrivedAt(holder.getArrivedAt());
        return next;
    }

    /** The event's attributes and one more. */
    static TreeMap<String, String> with(OpsEvent event, String name, String value) {
        var attributes = new TreeMap<>(event.getAttributes());
        attributes.put(name, value);
        return attributes;
    }

    private static List<CorrelationKey> keys(OpsEvent one, OpsEvent other, TreeSet<String> resources) {
        var keys = new TreeSet<>(BY_TYPE_AND_VALUE);
        keys.addAll(one.getCorrelationKeys());
        keys.addAll(other.getCorrelationKeys());
        keys.removeIf(key -> key.getType() == KeyType.RESOURCE);
        resources.forEach(name -> keys.add(new CorrelationKey(KeyType.RESOURCE, name)));
        return new ArrayList<>(keys);
    }

    private static List<String> cut(OpsEvent event) {
        String cut = event.getAttributes().getOrDefault(TRUNCATED, "");
        return cut.isEmpty() ? List.of() : List.of(cut.split(","));
    }

    private static int page(OpsEvent event) {
        return Page.number(event.getAttributes().get("page"));
    }
}
