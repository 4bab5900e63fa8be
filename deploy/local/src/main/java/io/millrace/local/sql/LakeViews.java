package io.millrace.local.sql;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Views over the tables that answer the everyday questions: they hide changelogs and sum deltas. */
final class LakeViews {
    private static final Map<String, String> VIEWS = new LinkedHashMap<>();

    static {
        VIEWS.put(
                "threads_current",
                "select * from threads qualify row_number() over (partition by thread_id order by version desc, arrived_at"
                        + " desc) = 1");
        VIEWS.put("threads_open", "select * from threads_current where status not in ('resolved', 'closed')");
        VIEWS.put(
                "explanations_current",
                "select * from explanations qualify row_number() over (partition by thread_id order by thread_version"
                        + " desc, arrived_at desc) = 1");
        VIEWS.put("decisions_final", "select * from decisions where origin = 'stream' and final");
        VIEWS.put(
                "scoreboard_hourly",
                "select stream, hour_start, outcome, sum(\"count\")::bigint as \"count\" from scoreboard group by all");
    }

    private LakeViews() {}

    /** Name and query, in an order in which they can be created. */
    static Map<String, String> all() {
        return Collections.unmodifiableMap(VIEWS);
    }
}
