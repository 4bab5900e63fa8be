package io.millrace.patterns;

import io.millrace.domain.Signal;
import io.millrace.domain.record.Copies;
import io.millrace.domain.time.Slots;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Where signals meet that may be one situation. CEP writes each waiting signal anew with each one that comes to its key, so
 * keys are as narrow as the situation allows: what both have to do with (a resource, an alarm, a service), in one domain
 * (a scope, an account). Its empty automaton stays for ever, so a domain has {@value #MOST} places, however many things it has.
 */
public final class Places {
    static final int MOST = 32;

    private Places() {}

    /** Sorted places of things in a domain; none for no things. */
    static List<String> of(String domain, Collection<String> things) {
        var places = new TreeSet<String>();
        things.forEach(thing -> places.add(domain + "#" + number(thing)));
        return new ArrayList<>(places);
    }

    /** A copy of the signal for each place in which the situation may concern it, marked with the place. */
    public static List<Signal> copies(SituationPattern situation, Signal signal) {
        return situation.places(signal).stream()
                .map(place -> {
                    Signal copy = Copies.shallow(signal, new Signal());
                    copy.setPlace(place);
                    return copy;
                })
                .collect(Collectors.toList());
    }

    /** How long CEP waits for the rest of a match, in arrival time. */
    static Duration wait(SituationPattern situation) {
        return situation
                .pattern()
                .getWindowSize()
                .orElseThrow(() -> new IllegalStateException(
                        "The pattern of " + situation.type() + " waits for ever; it needs within(...)"));
    }

    /**
     * Whether this is the place that tells a match: of several in which its signals meet, the first. None does when its signals
     * arrived too far apart: what was held back for a while waits in CEP for longer than it would have.
     */
    public static boolean tells(SituationPattern situation, Map<String, List<Signal>> match) {
        return areNear(match, wait(situation).toMillis()) && isFirst(situation, match);
    }

    private static boolean areNear(Map<String, List<Signal>> match, long wait) {
        var slots = match.values().stream()
                .flatMap(List::stream)
                .mapToLong(
                        signal -> Slots.endOf(signal.getEvent().getArrivedAt().toEpochMilli()))
                .summaryStatistics();
        return slots.getMax() - slots.getMin() < wait;
    }

    private static boolean isFirst(SituationPattern situation, Map<String, List<Signal>> match) {
        TreeSet<String> shared = null;
        String here = "";
        for (List<Signal> stage : match.values()) {
            for (Signal signal : stage) {
                here = signal.getPlace();
                if (shared == null) {
                    shared = new TreeSet<>(situation.places(signal));
                } else {
                    shared.retainAll(situation.places(signal));
                }
            }
        }
        return shared == null || shared.isEmpty() || shared.first().equals(here);
    }

    private static long number(String thing) {
        var hash = new CRC32();
        hash.update(thing.getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % MOST;
    }
}
