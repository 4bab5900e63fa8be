package io.millrace.operators.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Random histories through the real thread and guard stages, each answer held against everything that was ever granted: no guardrail is
 * exceeded, no command id has two contents, none is lost in a crash, nothing is taken back but what ran and did harm, and that once,
 * every ladder ends or calls a person. A failing history is told
 * with its seed, and shrunk. A thousand histories; {@code -Djqwik.tries.default=10000} for more.
 */
class ActingSafelyTest {
    private static final Map<String, Integer> HEARD = new TreeMap<>();

    @Property(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void noHistoryExceedsAGuardrailOrLosesACommand(@ForAll long seed, @ForAll("histories") List<ActingMove> moves)
            throws Exception {
        try (var world = new ActingWorld(seed, moves)) {
            world.run();
            world.oracle().heard().forEach((word, times) -> HEARD.merge(word, times, Integer::sum));
        }
    }

    /** A test that meets no guardrail shows nothing of it. */
    @AfterContainer
    static void everyGuardrailWasMet() {
        assertThat(HEARD)
                .containsKeys(
                        "granted",
                        "rollback granted",
                        "diagnosis granted",
                        "kill-switch",
                        "allow-list",
                        "mode",
                        "tier",
                        "freeze",
                        "storm",
                        "cool-down",
                        "attempts",
                        "busy",
                        "share",
                        "budget",
                        "approval",
                        "approval: denie",
                        "approval: expir",
                        "approval: no lo");
    }

    @Provide
    Arbitrary<List<ActingMove>> histories() {
        var minutes = Arbitraries.integers().between(1, 400);
        var lengths = Arbitraries.integers().between(1, 90);
        var kinds = Arbitraries.frequency(
                Tuple.of(16, ActingMove.Kind.TROUBLE),
                Tuple.of(1, ActingMove.Kind.STORM),
                Tuple.of(1, ActingMove.Kind.FREEZE),
                Tuple.of(2, ActingMove.Kind.CONTENT),
                Tuple.of(3, ActingMove.Kind.CRASH));
        return Combinators.combine(
                        kinds,
                        minutes,
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 5),
                        lengths)
                .as(ActingMove::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(45);
    }
}
