package io.millrace.testing.simulation;

import io.millrace.testing.simulation.Resource.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides what goes wrong when. Hours are drawn one at a time from the seed and the hour, so planning needs no memory of
 * the past; around the live moment a showcase is placed by hand.
 */
final class IncidentPlanner {
    private static final int ATTEMPTS = 6;
    /** Companions never span, and one of several resources is more often busy: as many more are drawn. */
    private static final double DROPPED = 2;

    /** A place in the schedule whose incident is made when its time comes. */
    private record Slot(Instant start, int order, String story, List<Resource> targets) {}

    private final Scenario scenario;
    private final Estate estate;
    private final IncidentScripts scripts;
    private final ReachingScripts wide;
    private final long seed;
    private final Instant from;
    private final Instant plantFrom;
    private final PriorityQueue<Slot> slots =
            new PriorityQueue<>(Comparator.comparing(Slot::start).thenComparingInt(Slot::order));
    private int order;

    IncidentPlanner(Scenario scenario, Estate estate, IncidentScripts scripts, long seed, Instant start, Instant live) {
        this.scenario = scenario;
        this.estate = estate;
        this.scripts = scripts;
        this.wide = new ReachingScripts(estate, scripts);
        this.seed = seed;
        this.from = start;
        this.plantFrom = start.plus(scenario.warmUp());
        if (scenario.showcase()) {
            showcase(live);
        }
        if (scenario.stormAlarms() > 0) {
            place("storm", live.plusSeconds(60), shopInstances());
        }
    }

    /** Timed so that the first minute after the live moment shows something of each kind. */
    private void showcase(Instant live) {
        var minute = live.truncatedTo(ChronoUnit.MINUTES);
        place("cpu", minute.minus(Duration.ofMinutes(5)), instance("checkout", 0));
        place("disk-severe", live.minus(Duration.ofMinutes(142)), instance("media", 1));
        place("memory", live.minus(Duration.ofMinutes(100)), instance("search", 1));
        place("anomaly-first", live.minus(Duration.ofMinutes(8)), balancer("orders"));
        place("attacked", live.plusSeconds(8), instance("payments", 1));
        place("health", live.plusSeconds(25), instances("billing"));
        place("exposed", live.plusSeconds(50), instance("media", 0));
        place("flapping", live.plusSeconds(60), estate.resources("payments", Type.QUEUE));
        place("cpu-severe", live.plusSeconds(60), instance("payments", 2));
        place("alarm-first", live.plusSeconds(120), balancer("search"));
        place("cost", live.plusSeconds(170), instance("checkout", 1));
        place("disk", live.minus(Duration.ofMinutes(156)), instance("orders", 2));
    }

    /** The incidents that begin in this minute; one that disturbs a resource needs it undisturbed. */
    List<Incident> beginningIn(long minute, Predicate<Resource> undisturbed) {
        if (minute % 60 == 0) {
            drawHour(minute);
        }
        var begun = new ArrayList<Incident>();
        var next = slots.peek();
        while (next != null && next.start.getEpochSecond() < (minute + 1) * 60) {
            slots.remove();
            var incident = incident(next);
            if (incident.disturbances().isEmpty() || next.targets.stream().allMatch(undisturbed)) {
                begun.add(incident);
            }
            next = slots.peek();
        }
        return begun;
    }

    private void drawHour(long minute) {
        var random = new SplittableRandom(Noise.hash(seed ^ 11, minute / 60));
        double expected = scenario.incidentsPerHour();
        while (expected > 0 && random.nextDouble() < expected) {
            expected -= 1;
            var start = Instant.ofEpochSecond(minute * 60 + random.nextInt(3600));
            if (start.isBefore(plantFrom)) {
                continue;
            }
            var service = service(random);
            if (random.nextDouble() < DROPPED * scenario.spanShare()) {
                spanning(random, start);
            } else {
                draw(random, start, service);
            }
            if (random.nextDouble() < scenario.overlapShare()) {
                draw(random, start.plusSeconds(60 + random.nextInt(600)), companion(random, service));
            }
        }
        if (scenario.incidentsPerHour() > 0 && random.nextInt(6) == 0) {
            place("sandbox", Instant.ofEpochSecond(minute * 60 + random.nextInt(3600)), one(random, instances("lab")));
        }
    }

    /** A story that reaches into two scopes. */
    private void spanning(SplittableRandom random, Instant start) {
        switch (random.nextInt(4)) {
            case 0 -> place("cascade", start, join(database("payments"), balancer("payments"), functions("billing")));
            case 1 -> place("slow-need", start, join(balancer("search"), balancer("checkout")));
            case 2 ->
                place("health-wide", start, join(one(random, instances("billing")), one(random, instances("search"))));
            default -> place("vpn", start, estate.resources("network", Type.VPN));
        }
    }

    private List<Resource> cascading(SplittableRandom random) {
        return random.nextBoolean()
                ? join(database("payments"), balancer("payments"), balancer("checkout"))
                : join(database("orders"), balancer("orders"), balancer("checkout"));
    }

    private List<Resource> database(String service) {
        return estate.resources(service, Type.DATABASE);
    }

    private List<Resource> functions(String service) {
        return estate.resources(service, Type.FUNCTION).subList(0, 1);
    }

    @SafeVarargs
    private static List<Resource> join(List<Resource>... parts) {
        return Stream.of(parts).flatMap(List::stream).toList();
    }

    /** A story that the service has a resource for. */
    private void draw(SplittableRandom random, Instant start, Service service) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var story = STORIES.get(random.nextInt(STORIES.size()));
            var candidates = candidates(story, service);
            if (!candidates.isEmpty()) {
                place(story, start, targets(story, random, candidates));
                return;
            }
        }
    }

    private List<Resource> targets(String story, SplittableRandom random, List<Resource> candidates) {
        return switch (story) {
            case "health" -> candidates;
            case "cascade" -> cascading(random);
            default -> one(random, candidates);
        };
    }

    /** Stories by weight: each is drawn as often as it is listed. */
    private static final List<String> STORIES = List.of(
            "cpu",
            "cpu",
            "cpu",
            "cpu-severe",
            "cpu-severe",
            "memory",
            "memory",
            "disk",
            "disk-severe",
            "anomaly-first",
            "anomaly-first",
            "alarm-first",
            "alarm-first",
            "change",
            "change",
            "deployment",
            "deployment",
            "cascade",
            "cascade",
            "flapping",
            "flapping",
            "attacked",
            "exposed",
            "health",
            "cost");

    private List<Resource> candidates(String story, Service service) {
        return switch (story) {
            case "anomaly-first", "alarm-first", "change", "deployment" ->
                estate.resources(service.name(), Type.LOAD_BALANCER);
            case "flapping" -> estate.resources(service.name(), Type.QUEUE);
            case "health" -> instances(service.name());
            case "cascade" -> service.scope().equals("shop") ? database("payments") : List.of();
            default -> estate.resources(service.name(), Type.INSTANCE);
        };
    }

    private Incident incident(Slot slot) {
        var first = slot.targets.get(0);
        var start = slot.start;
        return switch (slot.story) {
            case "cpu" -> scripts.cpuRunaway(first, start, false);
            case "cpu-severe" -> scripts.cpuRunaway(first, start, true);
            case "memory" -> scripts.memoryLeak(first, start);
            case "disk" -> scripts.diskFilling(first, start, false);
            case "disk-severe" -> scripts.diskFilling(first, start, true);
            case "anomaly-first" -> scripts.anomalyAndAlarm(first, start, true);
            case "alarm-first" -> scripts.anomalyAndAlarm(first, start, false);
            case "flapping" -> scripts.flapping(first, start);
            case "attacked" -> scripts.attacked(first, start);
            case "exposed" -> scripts.exposed(first, start);
            case "health" -> scripts.healthIssue(slot.targets, start);
            case "cost" -> scripts.costAnomaly(first, start);
            case "change" -> wide.change(first, start);
            case "deployment" -> wide.deployment(first, start);
            case "cascade" -> wide.cascade(slot.targets, start);
            case "slow-need" -> wide.slowNeed(first, slot.targets.get(1), start);
            case "health-wide" -> wide.healthIssue(slot.targets, start);
            case "vpn" -> wide.vpn(slot.targets, start);
            case "storm" -> scripts.alarmStorm(slot.targets, start, scenario.stormAlarms());
            case "sandbox" -> scripts.sandboxTrouble(first, start);
            default -> throw new IllegalStateException("No story " + slot.story);
        };
    }

    /** What would have begun before the simulation does is left out. */
    private void place(String story, Instant start, List<Resource> targets) {
        if (start.isBefore(from)) {
            return;
        }
        slots.add(new Slot(start, order++, story, targets));
    }

    private Service service(SplittableRandom random) {
        var production = estate.services().stream()
                .filter(service -> service.environment().equals("production"))
                .filter(service -> !instances(service.name()).isEmpty())
                .toList();
        return production.get(random.nextInt(production.size()));
    }

    private Service companion(SplittableRandom random, Service service) {
        var near = estate.services().stream()
                .filter(other -> other.scope().equals(service.scope()))
                .toList();
        return near.get(random.nextInt(near.size()));
    }

    private List<Resource> shopInstances() {
        return List.of("checkout", "payments", "orders").stream()
                .flatMap(name -> estate.resources(name, Type.INSTANCE).stream())
                .toList();
    }

    private List<Resource> instances(String service) {
        return estate.resources(service, Type.INSTANCE).stream().limit(3).toList();
    }

    private List<Resource> instance(String service, int number) {
        return List.of(estate.resources(service, Type.INSTANCE).get(number));
    }

    private List<Resource> balancer(String service) {
        return estate.resources(service, Type.LOAD_BALANCER);
    }

    private static List<Resource> one(SplittableRandom random, List<Resource> from) {
        return List.of(from.get(random.nextInt(from.size())));
    }
}
