package io.millrace.local.grade;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.sql.LakeSql;
import io.millrace.local.sql.LakeSqlException;
import io.millrace.local.sql.RowWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a lake says of a run.
 *
 * @param joined records that joined a thread, in order of arrival
 * @param folded event id to the id of the event that it was folded into
 * @param groups threads of several scopes that are one trouble: each to another of its group
 * @param pages given, in order of arrival
 * @param received event records, noise included
 * @param services services that any decision names
 */
record Found(
        List<Joined> joined,
        Map<String, String> folded,
        Map<String, String> groups,
        List<Page> pages,
        long received,
        long services) {
    private static final String JOINED = "select m.event_id, m.identity, m.event_time, m.arrived_at, m.thread_id,"
            + " m.status = 'resolved', coalesce(d.service, '') from thread_events m"
            + " left join (select event_id, max(service) as service from decisions group by event_id) d"
            + " on d.event_id = m.event_id where m.kind not in ('outcome', 'decision', 'question')"
            + " order by m.arrived_at, m.event_id";
    private static final String FOLDED = "select event_id, folded_into from decisions where folded_into <> ''";
    private static final String PAGES = "select thread_id, priority, service, arrived_at from pages"
            + " where decision = 'paged' order by arrived_at, thread_id";

    private static final String LINKED =
            // who is explained twice is explained by the first
            "select child_id, parent_id from thread_links qualify row_number() over"
                    + " (partition by child_id order by arrived_at, weight desc, parent_id) = 1 order by all";

    private static final String TOTALS =
            "select count(*), count(distinct service) filter (service <> '') from decisions_final";

    /**
     * A record in a thread.
     *
     * @param ends whether it tells of an end
     */
    record Joined(
            String eventId,
            String identity,
            Instant eventTime,
            Instant arrivedAt,
            String thread,
            boolean ends,
            String service) {}

    /**
     * A page.
     *
     * @param service of the thread
     */
    record Page(String thread, int priority, String service, Instant arrivedAt) {}

    static Found in(LakeSql lake) throws LakeSqlException {
        var joined = new ArrayList<Joined>();
        rows(
                lake,
                JOINED,
                row -> joined.add(new Joined(
                        row.get(0).asText(),
                        row.get(1).asText(),
                        time(row.get(2)),
                        time(row.get(3)),
                        row.get(4).asText(),
                        row.get(5).asBoolean(),
                        row.get(6).asText())));
        var folded = new HashMap<String, String>();
        rows(lake, FOLDED, row -> folded.put(row.get(0).asText(), row.get(1).asText()));
        var groups = new HashMap<String, String>();
        rows(lake, LINKED, row -> unite(groups, row.get(0).asText(), row.get(1).asText()));
        var pages = new ArrayList<Page>();
        rows(
                lake,
                PAGES,
                row -> pages.add(new Page(
                        row.get(0).asText(), row.get(1).asInt(), row.get(2).asText(), time(row.get(3)))));
        var totals = new long[2];
        rows(lake, TOTALS, row -> {
            totals[0] = row.get(0).asLong();
            totals[1] = row.get(1).asLong();
        });
        return new Found(joined, folded, groups, pages, totals[0], totals[1]);
    }

    /** Event id to its thread; of several, the first. */
    Map<String, String> threads() {
        var threads = new HashMap<String, String>();
        joined.forEach(record -> threads.putIfAbsent(record.eventId(), record.thread()));
        return threads;
    }

    /** The thread of an event, or of what it was folded into; null when it has none. */
    @Nullable
    String threadOf(String eventId, Map<String, String> threads) {
        String at = eventId;
        for (int step = 0; at != null && step <= folded.size(); step++) {
            var thread = threads.get(at);
            if (thread != null) {
                return thread;
            }
            at = folded.get(at);
        }
        return null;
    }

    /** What links join is one group: the smallest id of it stands for all. */
    String groupOf(String thread) {
        return end(groups, thread);
    }

    private static void unite(Map<String, String> groups, String one, String other) {
        String a = end(groups, one);
        String b = end(groups, other);
        if (!a.equals(b)) {
            groups.put(a.compareTo(b) < 0 ? b : a, a.compareTo(b) < 0 ? a : b);
        }
    }

    private static String end(Map<String, String> groups, String thread) {
        String at = thread;
        while (groups.containsKey(at)) {
            at = groups.get(at);
        }
        return at;
    }

    private static Instant time(JsonNode cell) {
        var text = cell.asText();
        return Instant.parse(text.endsWith("Z") ? text : text + "Z");
    }

    private static void rows(LakeSql lake, String sql, Consumer<List<JsonNode>> each) throws LakeSqlException {
        lake.query(sql, new RowWriter() {
            @Override
            public void columns(List<String> names) {}

            @Override
            public void row(List<JsonNode> cells) {
                each.accept(cells);
            }

            @Override
            public void end() {}
        });
    }
}
