package io.millrace.jobs.ends;

import io.millrace.domain.ContentOffer;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Finds bundles that are new or have changed. Nothing copies a folder at one stroke: a bundle is offered when two looks in turn found the
 * same files in it. One that has not changed for {@link #SETTLED} looks is looked at no more, for versions never change.
 */
final class ContentWatch {
    static final int SETTLED = 20;

    private final String path;
    private final TreeMap<String, Seen> seen = new TreeMap<>();
    private boolean began;

    ContentWatch(String path) {
        this.path = path;
    }

    /** Bundles that are complete since the last look. @throws IOException when the folder cannot be read */
    List<ContentOffer> look(Instant now) throws IOException {
        var offers = new ArrayList<ContentOffer>();
        for (String folder : ContentFolders.bundles(path)) {
            Seen known = seen.get(folder);
            if (known == null) {
                seen.put(folder, new Seen(ContentFolders.listing(folder), !began, 0));
            } else if (known.looks < SETTLED) {
                seen.put(folder, looked(folder, known, now, offers));
            }
        }
        began = true;
        return offers;
    }

    private static Seen looked(String folder, Seen known, Instant now, List<ContentOffer> offers) throws IOException {
        String listing = ContentFolders.listing(folder);
        if (!known.listing.equals(listing)) {
            return new Seen(listing, false, 0);
        }
        if (known.looks == 0) {
            offers.add(ContentOffers.of(folder, ContentFolders.read(folder).files(), now, known.atStart));
        }
        return new Seen(listing, known.atStart, known.looks + 1);
    }

    private static final class Seen {
        private final String listing;
        private final boolean atStart;

        /** Looks that found the same since the first. */
        private final int looks;

        Seen(String listing, boolean atStart, int looks) {
            this.listing = listing;
            this.atStart = atStart;
            this.looks = looks;
        }
    }
}
