package io.millrace.runbooks;

import io.millrace.domain.ContentVersion;
import io.millrace.domain.id.Ids;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.TreeMap;

/** A bundle and the first arrival that it decides about. Ordered by that; of two that begin together the later one counts. */
public final class EffectiveBundle implements Serializable, Comparable<EffectiveBundle> {
    private static final long serialVersionUID = 1;

    private static final Comparator<EffectiveBundle> ORDER = Comparator.comparing(EffectiveBundle::appliesFrom)
            .thenComparing(one -> one.bundle().effectiveFrom())
            .thenComparing(EffectiveBundle::version);

    private final ContentBundle bundle;
    private final Instant appliesFrom;

    /** @param appliesFrom in arrival time */
    public EffectiveBundle(ContentBundle bundle, Instant appliesFrom) {
        this.bundle = bundle;
        this.appliesFrom = appliesFrom;
    }

    /** As it travels and is kept. */
    public static EffectiveBundle of(ContentVersion record) {
        return new EffectiveBundle(ContentBundle.of(record.getFiles()), record.getAppliesFrom());
    }

    /** As it travels and is kept. */
    public ContentVersion toRecord() {
        return new ContentVersion(version(), bundle.effectiveFrom(), appliesFrom, new TreeMap<>(bundle.files()));
    }

    public ContentBundle bundle() {
        return bundle;
    }

    /** Of the bundle. */
    public String version() {
        return bundle.version();
    }

    /** In arrival time. */
    public Instant appliesFrom() {
        return appliesFrom;
    }

    /** Hash of the bundle's texts. */
    public String digest() {
        return digest(bundle);
    }

    static String digest(ContentBundle bundle) {
        var parts = new ArrayList<String>();
        parts.add("content");
        bundle.files().forEach((path, text) -> {
            parts.add(path);
            parts.add(text);
        });
        return Ids.hash(parts.toArray(new String[0]));
    }

    @Override
    public int compareTo(EffectiveBundle other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EffectiveBundle && compareTo((EffectiveBundle) other) == 0;
    }

    @Override
    public int hashCode() {
        return version().hashCode();
    }
}
