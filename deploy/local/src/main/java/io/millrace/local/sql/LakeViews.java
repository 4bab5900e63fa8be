package io.millrace.local.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Views over the tables that answer the everyday questions: they hide changelogs and sum deltas. Those of the scoreboard are
 * files, in words that Athena knows too.
 */
public final class LakeViews {
    private static final List<String> OF_SCOREBOARD = List.of(
            "mattered_later", "scoreboard_stages", "scoreboard_policies", "tenants", "flywheel", "noise", "shadows");
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
        VIEWS.putAll(ofScoreboard());
    }

    private LakeViews() {}

    /** Name and query, in an order in which they can be created. */
    static Map<String, String> all() {
        return Collections.unmodifiableMap(VIEWS);
    }

    /** Name and query of the views of the scoreboard, in an order in which they can be created, here and in Athena. */
    public static Map<String, String> ofScoreboard() {
        var views = new LinkedHashMap<String, String>();
        OF_SCOREBOARD.forEach(name -> views.put(name, query(name)));
        return views;
    }

    private static String query(String name) {
        var file = "/lake-views/" + name + ".sql";
        try (var in = LakeViews.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("The class path lacks " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
