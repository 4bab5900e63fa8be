package io.millrace.local.grade;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How well a grouping of records agrees with the true one, by pairs of records. Pairwise F1 weighs pairs that belong together;
 * the adjusted Rand index (Hubert and Arabie 1985) is 1 for equal groupings and 0 on average for a random one. Pure.
 */
final class Grouping {
    private final Map<String, Long> truths = new HashMap<>();
    private final Map<String, Long> founds = new HashMap<>();
    private final Map<String, Map<String, Long>> both = new HashMap<>();
    private long records;

    /** The same record in the true grouping and in the one that was found. */
    void add(String truth, String found) {
        truths.merge(truth, 1L, Long::sum);
        founds.merge(found, 1L, Long::sum);
        both.computeIfAbsent(truth, group -> new HashMap<>()).merge(found, 1L, Long::sum);
        records++;
    }

    long records() {
        return records;
    }

    /** Pairs found together that belong together, by all found together; 1 when none was found together. */
    double precision() {
        double found = pairs(founds.values());
        return found == 0 ? 1 : right() / found;
    }

    /** Pairs found together that belong together, by all that belong together; 1 when none does. */
    double recall() {
        double together = pairs(truths.values());
        return together == 0 ? 1 : right() / together;
    }

    double f1() {
        double sum = precision() + recall();
        return sum == 0 ? 0 : 2 * precision() * recall() / sum;
    }

    double adjustedRandIndex() {
        double all = pairs(records);
        if (all == 0) {
            return 1;
        }
        double truth = pairs(truths.values());
        double found = pairs(founds.values());
        double expected = truth * found / all;
        double most = (truth + found) / 2;
        return most == expected ? 1 : (right() - expected) / (most - expected);
    }

    private double right() {
        return both.values().stream()
                .mapToDouble(groups -> pairs(groups.values()))
                .sum();
    }

    private static double pairs(Collection<Long> sizes) {
        return sizes.stream().mapToDouble(Grouping::pairs).sum();
    }

    private static double pairs(long size) {
        return size * (size - 1) / 2.0;
    }
}
