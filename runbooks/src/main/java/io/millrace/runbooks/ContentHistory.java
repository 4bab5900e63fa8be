package io.millrace.runbooks;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The versions of content that are known, as text, and which of them decides about an arrival. Immutable, never empty. */
public final class ContentHistory implements Serializable {
    private static final long serialVersionUID = 1;

    private final ArrayList<EffectiveBundle> bundles;

    private ContentHistory(Collection<EffectiveBundle> bundles) {
        if (bundles.isEmpty()) {
            throw new IllegalArgumentException("There is no content; wanted at least one bundle");
        }
        this.bundles = new ArrayList<>(new TreeSet<>(bundles));
    }

    /** One bundle that decides about everything. */
    public static ContentHistory of(ContentBundle bundle) {
        return new ContentHistory(List.of(new EffectiveBundle(bundle, Instant.EPOCH)));
    }

    /** @param bundles at least one, each version once */
    public static ContentHistory of(Collection<EffectiveBundle> bundles) {
        return new ContentHistory(bundles);
    }

    /** Oldest first. */
    public List<EffectiveBundle> all() {
        return Collections.unmodifiableList(bundles);
    }

    /** What decides about an arrival: the newest that applies by then; before all of them, the first. */
    public EffectiveBundle at(Instant arrivedAt) {
        return bundles.get(place(arrivedAt));
    }

    /** Place in {@link #all()} of what decides about an arrival. */
    int place(Instant arrivedAt) {
        int place = bundles.size() - 1;
        while (place > 0 && bundles.get(place).appliesFrom().isAfter(arrivedAt)) {
            place--;
        }
        return place;
    }

    public Optional<EffectiveBundle> find(String version) {
        return bundles.stream().filter(known -> known.version().equals(version)).findFirst();
    }

    /** These, and one more; a version that is known stays as it is. */
    public ContentHistory with(EffectiveBundle bundle) {
        if (find(bundle.version()).isPresent()) {
            return this;
        }
        var all = new ArrayList<>(bundles);
        all.add(bundle);
        return new ContentHistory(all);
    }

    /** The newest of these. */
    public ContentHistory newest(int most) {
        return bundles.size() <= most
                ? this
                : new ContentHistory(bundles.subList(bundles.size() - most, bundles.size()));
    }
}
