package io.millrace.operators.score;

import io.millrace.domain.AnomalyState;
import io.millrace.domain.JoinedMinute;
import io.millrace.domain.VectorPart;
import io.millrace.domain.VectorResourceState;
import io.millrace.domain.record.Copies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Gathers the parts of each minute of a resource, and gives the minutes out in order: each when every feature has spoken,
 * or two minutes (arrival) after its first part with what is there. Pure: the state passed in is not changed.
 */
final class VectorMinutes {
    /** Points of one minute of a metric stream are less apart; as for joined conditions. */
    private static final Duration WAIT = Duration.ofMinutes(2);

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /** Held open at most; of more that arrive at once the oldest is judged as it stands. */
    private static final int MOST_OPEN = 30;

    private final int features;

    VectorMinutes(int features) {
        this.features = features;
    }

    /** The state that a resource's first part begins. */
    static VectorResourceState initial(VectorPart part) {
        return VectorResourceState.newBuilder()
                .setJudged(Long.MIN_VALUE)
                .setAnomaly(new AnomalyState(false, 0))
                .setLast(part)
                .build();
    }

    /** Whether the part's minute is judged already: it changes nothing. */
    static boolean isLate(VectorResourceState state, VectorPart part) {
        return minute(part) <= state.getJudged();
    }

    /** The state with a part that is not late. Where a feature speaks twice in a minute the greater value counts. */
    static VectorResourceState add(VectorResourceState state, VectorPart part) {
        long arrived = part.getArrivedAt().toEpochMilli();
        var minutes = new TreeMap<Long, JoinedMinute>();
        state.getOpen().forEach(open -> minutes.put(open.getMinute(), open));
        JoinedMinute known = minutes.get(minute(part));
        var values = new TreeMap<String, Double>();
        if (known != null) {
            values.putAll(known.getValues());
        }
        values.merge(part.getFeature(), part.getValue(), Math::max);
        minutes.put(
                minute(part),
                new JoinedMinute(
                        minute(part),
                        known == null ? arrived : known.getOpenedAt(),
                        known == null ? arrived : Math.max(arrived, known.getArrivedAt()),
                        values));
        var next = Copies.shallow(state, new VectorResourceState());
        next.setOpen(new ArrayList<>(minutes.values()));
        next.setLast(part);
        next.setTouchedAt(Math.max(state.getTouchedAt(), arrived));
        return next;
    }

    /** The oldest open minute, if it can be judged at {@code now} (arrival time). */
    Optional<JoinedMinute> ready(VectorResourceState state, long now) {
        List<JoinedMinute> open = state.getOpen();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        JoinedMinute oldest = open.get(0);
        boolean complete = oldest.getValues().size() == features;
        return complete || open.size() > MOST_OPEN || dueAt(oldest) <= now ? Optional.of(oldest) : Optional.empty();
    }

    /** The state after its oldest open minute was judged. */
    static VectorResourceState judged(VectorResourceState state) {
        var next = Copies.shallow(state, new VectorResourceState());
        next.setJudged(state.getOpen().get(0).getMinute());
        next.setOpen(state.getOpen().stream().skip(1).collect(Collectors.toList()));
        return next;
    }

    /** Arrival time, epoch milliseconds, at which an open minute has waited long enough. */
    static long dueAt(JoinedMinute minute) {
        return minute.getOpenedAt() + WAIT.toMillis();
    }

    private static long minute(VectorPart part) {
        return Math.floorDiv(part.getTimestamp().toEpochMilli(), MINUTE) * MINUTE;
    }
}
