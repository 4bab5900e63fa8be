package io.millrace.testing.simulation;

import io.millrace.testing.Estates;
import io.millrace.testing.simulation.Pending.Nature;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The records of a simulated estate in order of arrival, made minute by minute as they are asked for: memory does not
 * grow with time. Same scenario, seed, times and remediations give the same bytes. May be used from several threads.
 */
public final class Simulation implements Iterator<SimulatedRecord> {
    /** How long before the live moment a live simulation begins: long enough for warm models. */
    public static final Duration PAST = Duration.ofHours(48);

    private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");
    private static final Duration METRIC_DELAY = Duration.ofSeconds(120);
    private static final int METRIC_JITTER_MILLIS = 60_000;
    private static final int LINES_PER_RECORD = 100;
    private static final double NOISE_CATCH_UP_MINUTES = 30;

    private final Scenario scenario;
    private final Estate estate;
    private final long seed;
    private final Instant start;
    private final Instant end;
    private final EventIds ids;
    private final IncidentPlanner planner;
    private final NoiseEvents noise;
    private final Company company;
    private final Alarms alarms;
    private final Arrivals arrivals;
    private final Disturbances disturbances;
    private final PointWriter writer = new PointWriter();
    private final double[] values;
    private final List<Incident> incidents = new ArrayList<>();
    private final Emitted emitted = new Emitted();
    private long nextMinute;

    private Simulation(Scenario scenario, Estate estate, long seed, Instant start, Instant live, Instant end) {
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException(
                    "A simulation from " + start + " cannot end at " + end + "; the end must lie after the start");
        }
        this.scenario = scenario;
        this.estate = estate;
        this.seed = seed;
        this.start = start.truncatedTo(ChronoUnit.MINUTES);
        this.end = end;
        this.ids = new EventIds(seed);
        this.planner = new IncidentPlanner(scenario, estate, new IncidentScripts(estate, ids), seed, this.start, live);
        this.noise = new NoiseEvents(estate, ids);
        this.company = new Company(scenario, new NoiseSource(ids, List.of(), List.of()), seed);
        this.alarms = new Alarms(estate, ids, seed, this.start);
        this.arrivals = new Arrivals(scenario, seed);
        this.disturbances = new Disturbances(estate.series().size());
        this.values = new double[estate.series().size()];
        this.nextMinute = Math.floorDiv(this.start.getEpochSecond(), 60);
    }

    /** The example estate from start (its minute) to end (exclusive); a showcase stands in the middle. */
    public static Simulation over(Scenario scenario, long seed, Instant start, Instant end) {
        return of(scenario, Estate.example(seed), seed, start, middle(start, end), end);
    }

    /** The example estate from {@link #PAST} before the live moment, without end. */
    public static Simulation live(Scenario scenario, long seed, Instant live) {
        return of(scenario, Estate.example(seed), seed, live.minus(PAST), live, FOREVER);
    }

    /** Any estate, with the showcase around any moment. */
    public static Simulation of(Scenario scenario, Estate estate, long seed, Instant start, Instant live, Instant end) {
        return new Simulation(scenario, estate, seed, start, live, end);
    }

    private static Instant middle(Instant start, Instant end) {
        return start.plus(Duration.between(start, end).dividedBy(2));
    }

    @Override
    public synchronized boolean hasNext() {
        return head() != null;
    }

    /** When the next record arrives; an error if there is none. A live feeder waits until then before it takes it. */
    public synchronized Instant nextArrival() {
        var head = head();
        if (head == null) {
            throw new NoSuchElementException("The simulation ended at " + end);
        }
        return head.arrivedAt();
    }

    @Override
    public synchronized SimulatedRecord next() {
        var head = head();
        if (head == null) {
            throw new NoSuchElementException("The simulation ended at " + end);
        }
        arrivals.take();
        emitted.count(head);
        return new SimulatedRecord(
                head.nature().stream(), head.key(), head.data().get(), head.arrivedAt());
    }

    /**
     * A remediation was carried out: the metrics of its target recover from this time on, as far as the action suits the
     * trouble. What has already been made (at most the running minute) stays as it is.
     *
     * @param target id or ARN of the resource
     * @param action name of the document or step; its words decide what it does
     */
    public synchronized RemediationEffect remediated(String target, String action, Instant at) {
        long from = Math.max(Math.floorDiv(at.getEpochSecond(), 60) + 1, nextMinute);
        return disturbances.remedied(target, action, at, from);
    }

    /** What was planted and emitted until now. */
    public synchronized Truth truth() {
        return new Truth(
                1,
                scenario.name(),
                seed,
                start,
                emitted.until(start),
                emitted.counts(),
                incidents.stream()
                        .filter(Incident::isKnown)
                        .map(incident -> incident.truth(scopes(incident)))
                        .toList());
    }

    private List<String> scopes(Incident incident) {
        return Stream.concat(
                        incident.resources().stream().map(resource -> estate.service(resource.service())),
                        incident.reached().stream())
                .map(Service::scope)
                .distinct()
                .sorted()
                .toList();
    }

    public Estate estate() {
        return estate;
    }

    /** Whether records of one slot arrive in another order than they were made in. */
    boolean isShuffled() {
        return scenario.shuffle() != null;
    }

    /** Records made and not yet taken: what the simulation holds in memory. */
    synchronized int underWay() {
        return arrivals.size();
    }

    private @Nullable Pending head() {
        // A minute not yet made can only add arrivals after its own beginning.
        var head = arrivals.peek(Instant.ofEpochSecond(nextMinute * 60));
        while ((head == null || head.arrivedAt().getEpochSecond() >= nextMinute * 60)
                && nextMinute * 60 < end.getEpochSecond()) {
            make(nextMinute++);
            head = arrivals.peek(Instant.ofEpochSecond(nextMinute * 60));
        }
        return head != null && head.arrivedAt().isBefore(end) ? head : null;
    }

    private void make(long minute) {
        ticks(minute);
        for (var incident : planner.beginningIn(minute)) {
            begin(incident);
        }
        points(minute);
        alarms.evaluate(minute, values, disturbances::plantedOn, arrivals);
        noise(minute);
        disturbances.forgetThoseOverAt(minute);
    }

    private void ticks(long minute) {
        var time = Instant.ofEpochSecond(minute * 60);
        for (var nature : List.of(Nature.METRIC_TICK, Nature.EVENT_TICK)) {
            long jitter = (long) (1_500 * Noise.uniform(seed ^ 41 ^ nature.ordinal(), minute));
            var id = ids.uuid();
            var tick = new Envelope(
                    id,
                    "millrace",
                    "millrace.tick",
                    Estates.PRODUCTION,
                    Estates.REGION,
                    time,
                    List.of(),
                    Json.object());
            arrivals.tick(nature, time.plusMillis(100 + jitter), id, tick.bytes());
        }
    }

    private void begin(Incident incident) {
        if (incident.isPlanted()) {
            incidents.add(incident);
        }
        disturbances.begin(incident);
        for (var event : incident.takeEvents()) {
            arrivals.event(event, incident, true);
        }
        for (var event : incident.takeTold()) {
            arrivals.event(event, incident, false);
        }
        company.near(incident, event -> arrivals.event(event, null, false));
    }

    private void points(long minute) {
        boolean due = Math.floorMod(minute, (long) scenario.periodMinutes()) == 0;
        Consumer<Instant> decides = null;
        var first = estate.series().get(0);
        for (var series : estate.series()) {
            double value = disturbances.value(series, minute);
            values[series.index()] = value;
            var decided = disturbances.decidedBy(series, value);
            if (!due || (series.form() == Series.Form.COUNT && value == 0)) {
                continue;
            }
            first = writer.lines() == 0 ? series : first;
            writer.point(series, minute, value, scenario.periodMinutes());
            if (decided != null) {
                Consumer<Instant> one = arrival -> decided.conditionArrived(series, minute, arrival);
                decides = decides == null ? one : decides.andThen(one);
            }
            if (writer.lines() == LINES_PER_RECORD) {
                send(first, minute, decides);
                decides = null;
            }
        }
        if (writer.lines() > 0) {
            send(first, minute, decides);
        }
    }

    private void send(Series first, long minute, @Nullable Consumer<Instant> decides) {
        long delay = METRIC_DELAY.toMillis() + (long) (METRIC_JITTER_MILLIS * Noise.uniform(first.seed() ^ 51, minute));
        int lines = writer.lines();
        arrivals.points(
                Instant.ofEpochMilli(minute * 60_000 + delay), first.resource().id(), writer.take(), lines, decides);
    }

    private void noise(long minute) {
        var random = new SplittableRandom(Noise.hash(seed ^ 61, minute));
        double owed = arrivals.noiseOwed(scenario.noisePerSignal()) / NOISE_CATCH_UP_MINUTES;
        int count = poisson(random, Math.max(scenario.noiseFloorPerMinute(), owed));
        for (int i = 0; i < count; i++) {
            var at = Instant.ofEpochMilli(minute * 60_000 + random.nextInt(60_000));
            noise.at(at, random, event -> arrivals.event(event, null, false));
        }
    }

    /** Knuth's method; for large means the normal approximation. */
    private static int poisson(SplittableRandom random, double mean) {
        if (mean > 50) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * Noise.gaussian(random.nextLong(), 0)));
        }
        int count = -1;
        for (double left = Math.exp(mean); left > 1 || count < 0; left *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
