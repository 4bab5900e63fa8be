package io.millrace.testing.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which kinds of incidents are drawn, and how often each against the others. The usual mix is that of the planner's stories;
 * in any other a kind has the weight that was asked for, however many stories there are of it.
 */
public final class IncidentMix {
    /** Not drawn: one is placed by hand where a scenario has a storm, the other is noise. */
    private static final List<IncidentKind> NEVER_DRAWN =
            List.of(IncidentKind.ALARM_STORM, IncidentKind.SANDBOX_TROUBLE);

    private static final int MOST = 1000;

    private static final IncidentMix USUAL = new IncidentMix(Map.of());

    private final Map<IncidentKind, Integer> weights;

    private IncidentMix(Map<IncidentKind, Integer> weights) {
        this.weights = weights;
    }

    public static IncidentMix usual() {
        return USUAL;
    }

    /**
     * Only these kinds, as {@link IncidentKind#text()} spells them, each with its weight from 1 to {@value #MOST}.
     *
     * @throws IllegalArgumentException naming what is wrong and what there is
     */
    public static IncidentMix of(Map<String, Integer> weights) {
        var known = Stream.of(IncidentKind.values())
                .filter(kind -> !NEVER_DRAWN.contains(kind))
                .collect(Collectors.toMap(IncidentKind::text, kind -> kind));
        var mix = new EnumMap<IncidentKind, Integer>(IncidentKind.class);
        weights.forEach((text, weight) -> {
            var kind = known.get(text);
            if (kind == null) {
                throw new IllegalArgumentException("No kind of incident '" + text + "' is drawn; there are "
                        + known.keySet().stream().sorted().toList());
            }
            if (weight < 1 || weight > MOST) {
                throw new IllegalArgumentException(
                        "The weight of " + text + " was " + weight + "; it must be from 1 to " + MOST);
            }
            mix.put(kind, weight);
        });
        if (mix.isEmpty()) {
            throw new IllegalArgumentException("A mix names at least one kind of incident");
        }
        return new IncidentMix(mix);
    }

    boolean isUsual() {
        return weights.isEmpty();
    }

    /** One of these stories; null where none is of a kind of this mix. */
    @Nullable
    String draw(List<String> stories, Function<String, IncidentKind> kindOf, SplittableRandom random) {
        if (isUsual()) {
            return NoiseSource.pick(random, stories);
        }
        var kinds = new ArrayList<IncidentKind>();
        weights.forEach((kind, weight) -> {
            if (stories.stream().anyMatch(story -> kindOf.apply(story) == kind)) {
                for (int i = 0; i < weight; i++) {
                    kinds.add(kind);
                }
            }
        });
        if (kinds.isEmpty()) {
            return null;
        }
        var drawn = NoiseSource.pick(random, kinds);
        return NoiseSource.pick(
                random,
                stories.stream().filter(story -> kindOf.apply(story) == drawn).toList());
    }
}
