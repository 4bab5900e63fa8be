package io.millrace.runbooks;

import io.millrace.domain.ContentOffer;
import io.millrace.domain.JudgedContent;
import io.millrace.domain.time.Slots;
import io.millrace.runbooks.yaml.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges a bundle that was found while the job runs: valid as a whole, and when it applies, or refused with every reason. Its policies'
 * tests must pass. Pure; a bundle that was judged before is not judged again.
 */
public final class ContentReview {
    /** Versions that operators keep, so that identities may end with what they began with. */
    public static final int KEPT = 4;

    /** A change reaches all operators within this, long before records that arrive at its moment do. */
    public static final Duration LEAD = Duration.ofSeconds(8);

    private ContentReview() {}

    /**
     * What becomes of an offer; empty when it was judged before.
     *
     * @param known versions that apply or will
     * @param judged all that were judged before
     */
    public static Optional<Answer> judge(ContentHistory known, Collection<JudgedContent> judged, ContentOffer offer) {
        var bundle = ContentBundle.of(offer.getFiles());
        String digest = EffectiveBundle.digest(bundle);
        if (judged.stream().anyMatch(one -> one.getDigest().equals(digest))
                || known.all().stream().anyMatch(one -> one.digest().equals(digest))) {
            return Optional.empty();
        }
        List<Problem> problems = problems(bundle, known, judged, offer.getArrivedAt());
        if (!problems.isEmpty()) {
            return Optional.of(new Answer(bundle, digest, null, problems));
        }
        Instant soonest =
                Instant.ofEpochMilli(Slots.endOf(offer.getArrivedAt().plus(LEAD).toEpochMilli()) + 1);
        Instant from = bundle.effectiveFrom().isAfter(soonest) ? bundle.effectiveFrom() : soonest;
        return Optional.of(new Answer(bundle, digest, new EffectiveBundle(bundle, from), List.of()));
    }

    private static List<Problem> problems(
            ContentBundle bundle, ContentHistory known, Collection<JudgedContent> judged, Instant now) {
        String version = bundle.version();
        boolean taken = known.find(version).isPresent()
                || judged.stream()
                        .anyMatch(one -> !one.getRefused() && one.getVersion().equals(version));
        if (taken) {
            return List.of(new Problem(
                    ContentBundle.BUNDLE_FILE,
                    0,
                    "version " + version
                            + " is known with other texts; a version never changes, give this one a new name"));
        }
        try {
            bundle.validate();
        } catch (InvalidContentException e) {
            return e.problems();
        } catch (RuntimeException e) {
            return List.of(new Problem(
                    ContentBundle.BUNDLE_FILE, 0, "the bundle cannot be validated, a defect of the validation: " + e));
        }
        long waiting = known.all().stream()
                .filter(one -> one.appliesFrom().isAfter(now))
                .count();
        if (waiting >= KEPT - 1) {
            return List.of(new Problem(
                    ContentBundle.BUNDLE_FILE,
                    0,
                    waiting + " versions wait for their time already; ship this one when one of them applies"));
        }
        return List.of();
    }

    /** A bundle that applies, or the problems for which it is refused. */
    public static final class Answer {
        private final ContentBundle bundle;
        private final String digest;
        private final @Nullable EffectiveBundle accepted;
        private final List<Problem> problems;

        private Answer(
                ContentBundle bundle, String digest, @Nullable EffectiveBundle accepted, List<Problem> problems) {
            this.bundle = bundle;
            this.digest = digest;
            this.accepted = accepted;
            this.problems = List.copyOf(problems);
        }

        public ContentBundle bundle() {
            return bundle;
        }

        public String digest() {
            return digest;
        }

        /** Empty when it is refused. */
        public Optional<EffectiveBundle> accepted() {
            return Optional.ofNullable(accepted);
        }

        /** Empty when it is accepted. */
        public List<Problem> problems() {
            return problems;
        }
    }
}
