package io.millrace.jobs.ends;

import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.ContentReview;
import io.millrace.runbooks.EffectiveBundle;
import io.millrace.runbooks.InvalidContentException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The content that a job begins with. */
final class ContentBundles {
    private ContentBundles() {}

    /**
     * For a job that goes on: the version that applies, those before it that are kept, those to come. What is invalid beside them is refused
     * and reported when the job runs.
     *
     * @param path a bundle, or a folder of versions; empty for the shipped example
     * @throws InvalidContentException when none is valid
     */
    static ContentHistory live(String path, Instant now) throws IOException {
        if (path.isEmpty()) {
            return valid(ContentBundle.shipped());
        }
        List<String> folders = ContentFolders.bundles(path);
        if (folders.size() == 1) {
            return valid(ContentFolders.read(folders.get(0)));
        }
        var valid = new ArrayList<EffectiveBundle>();
        var wrong = new ArrayList<InvalidContentException>();
        for (String folder : folders) {
            ContentBundle bundle = ContentFolders.read(folder);
            try {
                bundle.compile();
                valid.add(new EffectiveBundle(bundle, bundle.effectiveFrom()));
            } catch (InvalidContentException e) {
                wrong.add(e);
            }
        }
        if (valid.isEmpty()) {
            throw wrong.get(wrong.size() - 1);
        }
        return recent(ContentHistory.of(valid), now);
    }

    /**
     * For a bounded run: every version of the folder, each from its own effectiveFrom, or from the moment that a recorded run says.
     *
     * @param recorded moments by version
     * @throws InvalidContentException when one is invalid
     */
    static ContentHistory recorded(String path, Map<String, Instant> recorded) throws IOException {
        if (path.isEmpty()) {
            return valid(ContentBundle.shipped());
        }
        List<String> folders = ContentFolders.bundles(path);
        if (folders.size() == 1) {
            return valid(ContentFolders.read(folders.get(0)));
        }
        var all = new ArrayList<EffectiveBundle>();
        for (String folder : folders) {
            ContentBundle bundle = ContentFolders.read(folder);
            bundle.compile();
            all.add(new EffectiveBundle(bundle, recorded.getOrDefault(bundle.version(), bundle.effectiveFrom())));
        }
        return ContentHistory.of(all);
    }

    private static ContentHistory valid(ContentBundle bundle) {
        bundle.compile();
        return ContentHistory.of(bundle);
    }

    private static ContentHistory recent(ContentHistory all, Instant now) {
        long waiting = all.all().stream()
                .filter(bundle -> bundle.appliesFrom().isAfter(now))
                .count();
        return all.newest((int) waiting + ContentReview.KEPT);
    }
}
