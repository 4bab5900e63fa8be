package io.millrace.domain.thread;

import io.millrace.domain.InhibitingSource;
import io.millrace.domain.InhibitionPart;
import io.millrace.domain.InhibitionSide;
import io.millrace.domain.InhibitionState;
import io.millrace.domain.Signal;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Who makes whom silent: a source that is on, and a target that has the rule's keys in common with it. */
final class Silencing {
    private Silencing() {}

    /** Whether a rule may make the signal silent at all. */
    static boolean isTarget(Signal signal) {
        return targets(signal).findAny().isPresent();
    }

    /** The first source that is on and makes the signal silent; nothing makes itself silent. */
    static Optional<InhibitingSource> source(InhibitionState state, Predicate<String> isOpen, Signal signal) {
        return state.getSources().stream()
                .filter(source -> !source.getIdentity().equals(signal.getEvent().getIdentity()))
                .filter(source -> part(source, signal).isPresent())
                .filter(source -> isOpen.test(source.getIdentity()))
                .findFirst();
    }

    /** The signal's part in the first rule by which the source makes it silent. */
    static Optional<InhibitionPart> part(InhibitingSource source, Signal signal) {
        return targets(signal)
                .filter(part -> source.getParts().stream().anyMatch(other -> silences(other, part)))
                .findFirst();
    }

    /** As Alertmanager has it: of two that match both sides of a rule neither makes the other silent. */
    private static boolean silences(InhibitionPart source, InhibitionPart target) {
        if (!source.getRule().equals(target.getRule())
                || source.getSide() == InhibitionSide.BOTH && target.getSide() == InhibitionSide.BOTH
                || source.getValues().size() != target.getValues().size()) {
            return false;
        }
        for (int i = 0; i < target.getValues().size(); i++) {
            if (source.getValues().get(i).stream().noneMatch(target.getValues().get(i)::contains)) {
                return false;
            }
        }
        return true;
    }

    private static Stream<InhibitionPart> targets(Signal signal) {
        return signal.getInhibitions().stream()
                .filter(part -> part.getSide() != InhibitionSide.SOURCE && part.getMostMillis() > 0);
    }
}
