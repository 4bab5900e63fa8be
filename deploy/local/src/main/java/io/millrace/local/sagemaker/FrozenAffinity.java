package io.millrace.local.sagemaker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.local.http.WireAnswer;
import io.millrace.local.http.WirePost;
import io.millrace.models.access.Access;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * IP Insights' formats with counted prefixes behind them: trained once on pairs, and never after. No embeddings: an
 * entity's product with an address is high as far as the entity was seen in its /24, /16 or /8, low elsewhere, and 0 for an
 * entity that was never seen.
 */
public final class FrozenAffinity implements EndpointModel {
    private static final int[] LENGTHS = {24, 16, 8};
    private static final double[] WEIGHTS = {1, 0.25, 0.05};
    private static final double NEVER = 0.01;
    private static final double USUAL = 4;

    private final Map<String, Map<Long, Integer>> counts = new HashMap<>();

    private FrozenAffinity() {}

    /** One trained on lines of {@code entity,address}. */
    public static FrozenAffinity trainedOn(Stream<String> lines) {
        var affinity = new FrozenAffinity();
        lines.forEach(line -> affinity.learn(pair(List.of(line.split(",", -1)))));
        return affinity;
    }

    private void learn(Access access) {
        var known = counts.computeIfAbsent(access.entity(), name -> new HashMap<>());
        known.merge(0L, 1, Integer::sum);
        for (int length : LENGTHS) {
            known.merge(prefix(access.address(), length), 1, Integer::sum);
        }
    }

    @Override
    public String description() {
        return "counted prefixes of " + counts.size() + " entities, no embeddings";
    }

    @Override
    public WireAnswer invoke(WirePost post) {
        var products = InstanceBody.rows(post).stream()
                .map(row -> JsonNodeFactory.instance.objectNode().put("dot_product", product(pair(row))))
                .toList();
        return InstanceBody.answer(post, "predictions", products);
    }

    private double product(Access access) {
        var known = counts.get(access.entity());
        if (known == null) {
            return 0;
        }
        double seen = NEVER;
        for (int i = 0; i < LENGTHS.length; i++) {
            seen += WEIGHTS[i] * known.getOrDefault(prefix(access.address(), LENGTHS[i]), 0);
        }
        return USUAL + Math.log(seen / (1 + known.getOrDefault(0L, 0)));
    }

    private static Access pair(List<String> row) {
        if (row.size() != 2 || row.get(0).isBlank()) {
            throw UnfitRequestException.badRequest(
                    "a pair is an entity and an address, not " + row.size() + " columns");
        }
        return Access.of(row.get(0), row.get(1).strip())
                .orElseThrow(() -> UnfitRequestException.badRequest(row.get(1) + " is not an IPv4 address"));
    }

    /** Unique over all lengths, and never 0. */
    private static long prefix(int address, int length) {
        return (long) length << 32 | Integer.toUnsignedLong(address & -1 << 32 - length);
    }
}
