package io.millrace.patterns;

import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.id.Ids;
import io.millrace.domain.time.EventTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The catalog of situations, and the row that a match becomes. */
public final class Situations {
    private Situations() {}

    /** All shipped situations with their default knobs. */
    public static List<SituationPattern> shipped() {
        return with(SituationSettings.defaults());
    }

    /** All shipped situations: one line each. */
    public static List<SituationPattern> with(SituationSettings settings) {
        return List.of(
                new FlappingAlarm(settings),
                new AnomalyAndAlarm(settings),
                new ChangeThenSymptom(settings),
                new HealthThenSymptom(settings),
                new FailedBackupThenDeletion(settings),
                new BruteForceThenSuccess(settings),
                new CostSpikeAfterLaunch(settings),
                new MemoryLeak(settings),
                new DiskFilling(settings),
                new Silence(settings),
                new Cascade(settings),
                new RemedyWithoutEffect(settings),
                new Recovery(settings));
    }

    /** The situation over these signals of one scope; severity is given, everything else derives from them. */
    static Situation of(String type, String title, int severity, List<Signal> signals) {
        return of(type, title, severity, signals, signals.get(0).getScope());
    }

    /** @param scope of several, the one whose thread tells of it */
    static Situation of(String type, String title, int severity, List<Signal> signals, String scope) {
        var ordered = new ArrayList<>(signals);
        ordered.sort(new SignalOrder()::compare);
        List<String> eventIds =
                sorted(ordered, signal -> Stream.of(signal.getEvent().getEventId()));
        return Situation.newBuilder()
                .setSituationId(Ids.hash("situation", type, scope, String.join("\n", eventIds)))
                .setType(type)
                .setScope(scope)
                .setTitle(title)
                .setSeverity(severity)
                .setEventIds(eventIds)
                .setIdentities(
                        sorted(ordered, signal -> Stream.of(signal.getEvent().getIdentity())))
                .setResources(sorted(ordered, signal -> signal.getEvent().getResources().stream()))
                .setStartedAt(EventTimes.of(ordered.get(0).getEvent()))
                .setEndedAt(EventTimes.of(ordered.get(ordered.size() - 1).getEvent()))
                .setArrivedAt(latestArrival(ordered))
                .build();
    }

    /** The first signal that a stage of the pattern matched. */
    static Signal first(Map<String, List<Signal>> match, String stage) {
        List<Signal> signals = match.get(stage);
        if (signals == null || signals.isEmpty()) {
            throw new IllegalStateException("The pattern has no stage \"" + stage + "\", only " + match.keySet());
        }
        return signals.get(0);
    }

    private static List<String> sorted(List<Signal> signals, Function<Signal, Stream<String>> values) {
        return signals.stream().flatMap(values).distinct().sorted().collect(Collectors.toList());
    }

    private static Instant latestArrival(List<Signal> signals) {
        return signals.stream()
                .map(signal -> signal.getEvent().getArrivedAt())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
