package io.millrace.testing.simulation;

import io.millrace.testing.simulation.Disturbance.Course;
import io.millrace.testing.simulation.Resource.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether anybody could tell two incidents apart by what their records say. Where nobody could, the truth that they are
 * two would be known to the simulator alone, so they are not planted together. Trouble of one resource that is of
 * different kinds (an attack, a runaway process), of different hosts, of a host and its service, and of strangers in one
 * scope stays: there the records differ.
 */
final class Telling {
    /** What returns within half an hour is the same trouble; sources tell of its end some minutes later. */
    private static final Duration REST = Duration.ofMinutes(50);

    /** What needs a service fails within ten minutes after it, and a story takes up to twelve to show all it does. */
    private static final Duration SPREAD = Duration.ofMinutes(25);

    /** One metric of several hosts of a service; the first opinions on it come within some minutes of each other. */
    private static final Duration TOGETHER = Duration.ofMinutes(15);

    private static final Set<Type> WHOLE = EnumSet.of(Type.LOAD_BALANCER, Type.DATABASE, Type.FUNCTION, Type.VPN);

    private final Estate estate;
    private final List<Incident> known = new ArrayList<>();

    Telling(Estate estate) {
        this.estate = estate;
    }

    /** An incident that others have to differ from. */
    void know(Incident incident) {
        known.add(incident);
    }

    /** What ended long enough before need not be compared any more. */
    void forgetThoseOverAt(Instant now) {
        known.removeIf(one -> one.planned().plus(REST).isBefore(now));
    }

    boolean isLikeNone(Incident incident) {
        return known.stream().noneMatch(one -> isLike(one, incident));
    }

    private boolean isLike(Incident one, Incident other) {
        return isOneThing(one, other) || spreads(one, other) || isShared(one, other);
    }

    /** The same kind of trouble of one thing. */
    private static boolean isOneThing(Incident one, Incident other) {
        return !one.start().isAfter(other.planned().plus(REST))
                && !other.start().isAfter(one.planned().plus(REST))
                && one.subjects().stream().anyMatch(other.subjects()::contains);
    }

    /** Two services as a whole, of which one is or needs the other. */
    private boolean spreads(Incident one, Incident other) {
        if (Duration.between(one.start(), other.start()).abs().compareTo(SPREAD) >= 0) {
            return false;
        }
        return wholes(one).stream().anyMatch(here -> wholes(other).stream()
                .anyMatch(there -> here.equals(there)
                        || estate.service(here).dependsOn().contains(there)
                        || estate.service(there).dependsOn().contains(here)));
    }

    private static List<String> wholes(Incident incident) {
        var served = incident.resources().stream()
                .filter(resource -> WHOLE.contains(resource.type()))
                .map(Resource::service);
        return Stream.concat(served, incident.reached().stream().map(Service::name))
                .distinct()
                .toList();
    }

    /** One metric of two hosts of a service: at the same time, or both slowly rising. */
    private static boolean isShared(Incident one, Incident other) {
        return one.disturbances().stream()
                .anyMatch(here -> other.disturbances().stream().anyMatch(there -> isShared(here, there)));
    }

    private static boolean isShared(Disturbance here, Disturbance there) {
        var a = here.series();
        var b = there.series();
        boolean isOne = a.resource().type() == Type.INSTANCE
                && b.resource().type() == Type.INSTANCE
                && a.metric().equals(b.metric())
                && a.resource().service().equals(b.resource().service());
        if (!isOne) {
            return false;
        }
        boolean slow = here.course() == Course.RISE && there.course() == Course.RISE;
        return slow
                ? here.start() <= there.end() && there.start() <= here.end()
                : Math.abs(here.start() - there.start()) < TOGETHER.toMinutes();
    }
}
