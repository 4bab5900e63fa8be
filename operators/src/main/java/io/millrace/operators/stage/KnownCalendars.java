package io.millrace.operators.stage;

import io.millrace.domain.CalendarChange;
import io.millrace.domain.guard.Calendars;
import io.millrace.domain.time.Slots;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/** What change calendars said last, as the guard's state: each forgotten by a timer after {@link Calendars#MEMORY}. */
final class KnownCalendars {
    private final MapState<String, CalendarChange> said;

    /** What was asked for in the present slot: one reading for each version of content, not for each command. */
    private final TreeMap<String, Calendars.Known> asked = new TreeMap<>();

    KnownCalendars(RuntimeContext runtime) {
        said = runtime.getMapState(
                new MapStateDescriptor<>("calendars", Types.STRING, Records.type(CalendarChange.class)));
    }

    /** A calendar that content names always, others (content may name them later) while there is room. */
    void remember(CalendarChange change, Set<String> named, TimerService timers) throws Exception {
        CalendarChange known = said.get(change.getCalendar());
        if (known == null && !named.contains(change.getCalendar())) {
            int others = 0;
            for (String ignored : said.keys()) {
                others++;
            }
            if (others >= Calendars.MOST) {
                return;
            }
        }
        CalendarChange newest = Calendars.newest(known, change);
        said.put(newest.getCalendar(), newest);
        timers.registerEventTimeTimer(forgottenAt(newest));
    }

    /** Those that a version asks, as they stand in this slot. */
    Calendars.Known of(GuardRails rails) throws Exception {
        Calendars.Known read = asked.get(rails.version());
        if (read != null) {
            return read;
        }
        var known = new TreeMap<String, CalendarChange>();
        for (String calendar : rails.calendars()) {
            CalendarChange change = said.get(calendar);
            if (change != null) {
                known.put(calendar, change);
            }
        }
        asked.put(rails.version(), known::get);
        return known::get;
    }

    /** The slot is over. */
    void endSlot(long timer) throws Exception {
        asked.clear();
        var old = new ArrayList<String>();
        for (CalendarChange change : said.values()) {
            if (forgottenAt(change) <= timer) {
                old.add(change.getCalendar());
            }
        }
        for (String calendar : old) {
            said.remove(calendar);
        }
    }

    private static long forgottenAt(CalendarChange change) {
        return Slots.endOf(change.getArrivedAt().plus(Calendars.MEMORY).toEpochMilli());
    }
}
