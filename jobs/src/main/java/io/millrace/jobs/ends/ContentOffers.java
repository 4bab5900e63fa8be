package io.millrace.jobs.ends;

import io.millrace.domain.ContentOffer;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What the sources of content say. */
final class ContentOffers {
    private ContentOffers() {}

    /** The source has begun: the content stage tells what it knows. */
    static ContentOffer begin(Instant at) {
        return new ContentOffer("", at, true, Map.of());
    }

    /** A bundle was found. */
    static ContentOffer of(String folder, Map<String, String> files, Instant at, boolean atStart) {
        return new ContentOffer(folder, at, atStart, new TreeMap<>(files));
    }
}
