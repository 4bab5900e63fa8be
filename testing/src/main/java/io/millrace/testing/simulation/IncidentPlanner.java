package io.millrace.testing.simulation;

import io.millrace.testing.simulation.Resource.Type;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what goes wrong when. When something begins is drawn hour by hour from the seed and the hour; what it is, when its
 * time comes, so that it {@linkplain Telling can be told} from what is going on: what could not is drawn anew. Around the
 * live moment a showcase is placed by hand.
 */
final class IncidentPlanner {
    private static final int ATTEMPTS = 8;
    /** Companions never span, and one of several resources is more often busy: as many more are drawn. */
    private static final double DROPPED = 2;

    /** What happens, and to what. */
    private record Story(String name, List<Resource> targets) {}

    /** Draws a story; null where the service has no resource for it. */
    private interface Drawing {
        @Nullable
        Story draw(SplittableRandom random);
    }

    /** A place in the schedule: an incident placed by hand, or what is to be drawn. */
    private record Slot(Instant start, int order, @Nullable Incident fixed, @Nullable Drawing drawing) {}

    private final Scenario scenario;
    private final Estate estate;
    private final IncidentScripts scripts;
    private final ReachingScripts wide;
    private final long seed;
    private final Instant from;
    private final Instant plantFrom;
    private final Telling telling;
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
        this.telling = new Telling(estate);
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
        place("cpu-stubborn", live.minus(Duration.ofMinutes(105)), instance("billing", 1));
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

    /** The incidents that begin in this minute. */
    List<Incident> beginningIn(long minute) {
        if (minute % 60 == 0) {
            drawHour(minute);
        }
        telling.forgetThoseOverAt(Instant.ofEpochSecond(minute * 60));
        var begun = new ArrayList<Incident>();
        var next = slots.peek();
        while (next != null && next.start.getEpochSecond() < (minute + 1) * 60) {
            slots.remove();
            begin(next).ifPresent(begun::add);
            next = slots.peek();
        }
        return begun;
    }

    /** What was placed by hand, or the first drawing that anybody could tell from what is going on. */
    private Optional<Incident> begin(Slot slot) {
        if (slot.drawing == null) {
            return Optional.ofNullable(slot.fixed);
        }
        var random = new SplittableRandom(Noise.hash(seed ^ 12, slot.order));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var story = slot.drawing.draw(random);
            if (story == null) {
                continue;
            }
            var incident = incident(story, slot.start);
            if (telling.isLikeNone(incident)) {
                telling.know(incident);
                return Optional.of(incident);
            }
        }
        return Optional.empty();
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
                plan(start, drawn -> spanning(drawn, service));
            } else {
                plan(start, drawn -> ofService(drawn, able(drawn, service)));
            }
            if (random.nextDouble() < scenario.overlapShare()) {
                plan(start.plusSeconds(60 + random.nextInt(600)), drawn -> ofService(drawn, companion(drawn, service)));
            }
        }
        if (scenario.incidentsPerHour() > 0 && random.nextInt(6) == 0) {
            plan(
                    Instant.ofEpochSecond(minute * 60 + random.nextInt(3600)),
                    drawn -> new Story("sandbox", one(drawn, instances("lab"))));
        }
    }

    /** A story that reaches into two scopes; null where the mix has none. */
    private @Nullable Story spanning(SplittableRandom random) {
        var story = scenario.mix().draw(SPANNING, IncidentPlanner::kind, random);
        return story == null ? null : spanning(story, random);
    }

    /** The same, or what befalls the service where the mix has nothing that reaches so far. */
    private @Nullable Story spanning(SplittableRandom random, Service service) {
        var story = spanning(random);
        return story == null ? ofService(random, able(random, service)) : story;
    }

    private Story spanning(String story, SplittableRandom random) {
        return switch (story) {
            case "cascade" -> new Story(story, join(database("payments"), balancer("payments"), functions("billing")));
            case "slow-need" -> new Story(story, join(balancer("search"), balancer("checkout")));
            case "health-wide" ->
                new Story(story, join(one(random, instances("billing")), one(random, instances("search"))));
            default -> new Story(story, estate.resources("network", Type.VPN));
        };
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

    private @Nullable Story ofService(SplittableRandom random, Service service) {
        var story = scenario.mix().draw(STORIES, IncidentPlanner::kind, random);
        if (story == null) {
            return spanning(random);
        }
        var candidates = candidates(story, service);
        return candidates.isEmpty() ? null : new Story(story, targets(story, random, candidates));
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

    /** Those that reach into two scopes. */
    private static final List<String> SPANNING = List.of("cascade", "slow-need", "health-wide", "vpn");

    private static IncidentKind kind(String story) {
        return switch (story) {
            case "cpu", "cpu-severe" -> IncidentKind.CPU_RUNAWAY;
            case "memory" -> IncidentKind.MEMORY_LEAK;
            case "disk", "disk-severe" -> IncidentKind.DISK_FILLING;
            case "anomaly-first", "alarm-first" -> IncidentKind.ANOMALY_AND_ALARM;
            case "change", "deployment" -> IncidentKind.CHANGE_THEN_SYMPTOM;
            case "cascade", "slow-need" -> IncidentKind.CASCADE;
            case "flapping" -> IncidentKind.FLAPPING_ALARM;
            case "attacked", "exposed" -> IncidentKind.SECURITY_FINDING;
            case "health", "health-wide" -> IncidentKind.HEALTH_ISSUE;
            case "cost" -> IncidentKind.COST_ANOMALY;
            case "vpn" -> IncidentKind.VPN_CHANGE;
            default -> throw new IllegalStateException("No story " + story + " is drawn");
        };
    }

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

    private Incident incident(Story story, Instant start) {
        var targets = story.targets;
        var first = targets.get(0);
        return switch (story.name) {
            case "cpu" -> scripts.cpuRunaway(first, start, false);
            case "cpu-severe" -> scripts.cpuRunaway(first, start, true);
            case "cpu-stubborn" -> scripts.cpuStubborn(first, start);
            case "memory" -> scripts.memoryLeak(first, start);
            case "disk" -> scripts.diskFilling(first, start, false);
            case "disk-severe" -> scripts.diskFilling(first, start, true);
            case "anomaly-first" -> scripts.anomalyAndAlarm(first, start, true);
            case "alarm-first" -> scripts.anomalyAndAlarm(first, start, false);
            case "flapping" -> scripts.flapping(first, start);
            case "attacked" -> scripts.attacked(first, start);
            case "exposed" -> scripts.exposed(first, start);
            case "health" -> scripts.healthIssue(targets, start);
            case "cost" -> scripts.costAnomaly(first, start);
            case "change" -> wide.change(first, start);
            case "deployment" -> wide.deployment(first, start);
            case "cascade" -> wide.cascade(targets, start);
            case "slow-need" -> wide.slowNeed(first, targets.get(1), start);
            case "health-wide" -> wide.healthIssue(targets, start);
            case "vpn" -> wide.vpn(targets, start);
            case "storm" -> scripts.alarmStorm(targets, start, scenario.stormAlarms());
            case "sandbox" -> scripts.sandboxTrouble(first, start);
            default -> throw new IllegalStateException("No story " + story.name);
        };
    }

    private void plan(Instant start, Drawing drawing) {
        slots.add(new Slot(start, order++, null, drawing));
    }

    /** Others have to differ from it; what would have begun before the simulation does is left out. */
    private void place(String story, Instant start, List<Resource> targets) {
        if (start.isBefore(from)) {
            return;
        }
        var incident = incident(new Story(story, targets), start);
        telling.know(incident);
        slots.add(new Slot(start, order++, incident, null));
    }

    private Service service(SplittableRandom random) {
        var production = estate.services().stream()
                .filter(service -> service.environment().equals("production"))
                .filter(service -> !instances(service.name()).isEmpty())
                .toList();
        return production.get(random.nextInt(production.size()));
    }

    /** The service; where few kinds are asked for, and perhaps none of them can befall it, another one at each attempt. */
    private Service able(SplittableRandom random, Service service) {
        return scenario.mix().isUsual() ? service : service(random);
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
