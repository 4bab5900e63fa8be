package io.millrace.local.redrive;

import io.millrace.operators.redrive.Redelivery;
import io.millrace.operators.redrive.Refusal;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Dead letters counted by stage, reason and stream: how many can come again, and why the others cannot. */
final class RedriveTally {
    private static final String ROW = "%-9s %-22s %-12s %9s %9s %9s%n";

    private final Map<Kind, long[]> kinds = new TreeMap<>(
            Comparator.comparing(Kind::stage).thenComparing(Kind::reason).thenComparing(Kind::stream));
    private final Map<Refusal, Long> refusals = new EnumMap<>(Refusal.class);
    private final Map<String, Long> streams = new TreeMap<>();

    private record Kind(String stage, String reason, String stream) {}

    void count(Redelivery redelivery) {
        var letter = redelivery.letter();
        long[] counts = kinds.computeIfAbsent(
                new Kind(letter.getStage(), letter.getReason(), letter.getStream()), kind -> new long[2]);
        counts[0]++;
        Refusal refusal = redelivery.refusal();
        if (refusal == null) {
            counts[1]++;
            streams.merge(redelivery.stream(), 1L, Long::sum);
        } else {
            refusals.merge(refusal, 1L, Long::sum);
        }
    }

    long letters() {
        return kinds.values().stream().mapToLong(counts -> counts[0]).sum();
    }

    /** How many of them can come again. */
    long coming() {
        return kinds.values().stream().mapToLong(counts -> counts[1]).sum();
    }

    /** How many come again on {@code metrics} or {@code events}. */
    long comingOn(String stream) {
        return streams.getOrDefault(stream, 0L);
    }

    String text() {
        var text = new StringBuilder();
        text.append(String.format(Locale.ROOT, ROW, "stage", "reason", "stream", "letters", "redriven", "not"));
        kinds.forEach((kind, counts) -> text.append(String.format(
                Locale.ROOT,
                ROW,
                kind.stage(),
                kind.reason(),
                kind.stream().isEmpty() ? "-" : kind.stream(),
                counts[0],
                counts[1],
                counts[0] - counts[1])));
        refusals.forEach((refusal, count) -> text.append(
                String.format(Locale.ROOT, "%,d cannot come again, because %s%n", count, refusal.because())));
        return text.toString();
    }
}
