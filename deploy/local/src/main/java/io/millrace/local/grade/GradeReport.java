package io.millrace.local.grade;

import io.millrace.testing.simulation.Deciding;
import io.millrace.testing.simulation.PlantedIncident;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A grade for a reader: the figures first, then each kind of incident, then what to look into. */
final class GradeReport {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int MOST_TOLD = 12;

    private final Grade grade;
    private final PrintWriter out;

    GradeReport(Grade grade, PrintWriter out) {
        this.grade = grade;
        this.out = out;
    }

    void print() {
        figures();
        kinds();
        toLookInto();
        out.flush();
    }

    /** A name and a figure in a line, so that scripts can read them too. */
    private void figures() {
        var truth = grade.truth();
        var counts = truth.counts();
        say("scenario               %s, seed %d, %s to %s", truth.scenario(), truth.seed(), truth.start(), truth.end());
        say(
                "records                %d events of incidents, %d of noise (%.1f to 1), %d received",
                counts.signalEvents(),
                counts.noiseEvents(),
                counts.noiseEvents() / (double) Math.max(1, counts.signalEvents()),
                grade.found().received());
        if (!truth.incidents().isEmpty()) {
            say("incidents              %d; %s", truth.incidents().size(), truth.shares());
        }
        var grouping = grade.grouping();
        say(
                "pairwise F1            %.4f (precision %.4f, recall %.4f, %d records)",
                grouping.f1(), grouping.precision(), grouping.recall(), grouping.records());
        say("adjusted Rand index    %.4f", grouping.adjustedRandIndex());
        var delays = grade.delays().values();
        long soon = delays.stream()
                .flatMap(Optional::stream)
                .filter(delay -> delay.compareTo(SOON) <= 0)
                .count();
        say("P1-P2 within 5 s       %d of %d", soon, delays.size());
        say(
                "P1-P2 without thread   %d",
                delays.stream().filter(Optional::isEmpty).count());
        long pages = grade.found().pages().size();
        if (grade.deserved() > 0) {
            say(
                    "pages                  %d for %d planted P1-P3 (%.2f)",
                    pages, grade.deserved(), pages / (double) grade.deserved());
            say("P1-P2 not paged        %d", grade.unpaged().size());
        } else {
            double places = Math.max(1, grade.found().services()) * grade.weeks();
            say("pages                  %d, %.2f per service and week", pages, pages / places);
        }
    }

    private void kinds() {
        var kinds = new TreeMap<String, List<PlantedIncident>>(
                grade.truth().incidents().stream().collect(Collectors.groupingBy(PlantedIncident::kind)));
        if (kinds.isEmpty()) {
            return;
        }
        say("%n  %-20s %8s %10s %10s", "kind", "planted", "found", "threads");
        kinds.forEach((kind, incidents) -> say(
                "  %-20s %8d %10d %10d",
                kind,
                incidents.size(),
                incidents.stream()
                        .filter(one -> !grade.threadsOf(one).isEmpty())
                        .count(),
                incidents.stream()
                        .flatMap(one -> grade.threadsOf(one).stream())
                        .distinct()
                        .count()));
    }

    private void toLookInto() {
        var found = new LinkedHashMap<String, String>();
        grade.delays().forEach((incident, delay) -> {
            if (delay.isEmpty()) {
                found.put(named(incident), "has no thread");
            } else if (delay.get().compareTo(SOON) > 0) {
                found.put(
                        named(incident), "had its thread " + delay.get().toSeconds() + " s after its deciding record");
            }
        });
        // a page may wait for minutes: who reads this must see which had none
        grade.unpaged()
                .forEach(incident -> found.merge(
                        named(incident),
                        "nobody was paged for it, and its deciding record arrived " + beforeTheEnd(incident),
                        (a, b) -> a + "; " + b));
        grade.truth().incidents().stream()
                .filter(incident -> grade.threadsOf(incident).size() > 1)
                .sorted(Comparator.comparing((PlantedIncident incident) ->
                                -grade.threadsOf(incident).size())
                        .thenComparing(PlantedIncident::id))
                .forEach(incident -> found.merge(
                        named(incident),
                        "is in threads " + shortened(grade.threadsOf(incident)),
                        (a, b) -> a + "; " + b));
        grade.mixed()
                .forEach((thread, incidents) ->
                        found.put("thread " + shortened(List.of(thread)), "holds " + String.join(", ", incidents)));
        if (found.isEmpty()) {
            return;
        }
        say("%nTo look into:");
        found.entrySet().stream().limit(MOST_TOLD).forEach(each -> say("  %s %s", each.getKey(), each.getValue()));
        if (found.size() > MOST_TOLD) {
            say("  and %d more", found.size() - MOST_TOLD);
        }
    }

    private String beforeTheEnd(PlantedIncident incident) {
        Deciding deciding = Objects.requireNonNull(incident.deciding(), "it is graded for it");
        return Duration.between(deciding.arrivedAt(), grade.truth().end()).toSeconds() + " s before the end";
    }

    private static String named(PlantedIncident incident) {
        return "P" + incident.priority() + " " + incident.id() + " (" + incident.kind() + ", "
                + Objects.requireNonNullElse(incident.service(), "") + ")";
    }

    private static String shortened(Iterable<String> threads) {
        var ids = new StringBuilder();
        threads.forEach(id -> ids.append(ids.isEmpty() ? "" : " ").append(id, 0, Math.min(12, id.length())));
        return ids.toString();
    }

    private void say(String sentence, Object... values) {
        out.printf(Locale.ROOT, sentence + "%n", values);
    }
}
