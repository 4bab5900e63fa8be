package io.millrace.local.scoreboard;

import io.millrace.local.sql.LakeSql;
import io.millrace.local.sql.LakeSqlException;
import io.millrace.local.sql.SqlFormat;
import java.io.PrintWriter;

/** The scoreboard of one lake, written for a person or as JSON. All figures come from views that analysts can ask too. */
final class Scoreboard {
    private static final String STAGES =
            "select stage, outcome, records, others from scoreboard_stages order by place, outcome";

    private static final String POLICIES = "select rule, action, decisions, identities, threads, pages, mattered_later,"
            + " by_identity from scoreboard_policies order by stage, decisions desc, rule, action";

    private static final String MATTERED = "select rule, title, event_time, mattered_at, what, thread_id, priority"
            + " from mattered_later order by matched, priority, event_time, rule, event_id limit ";

    private final LakeSql lake;
    private final int examples;

    /** @param examples how many of the events that mattered later are listed */
    Scoreboard(LakeSql lake, int examples) {
        this.lake = lake;
        this.examples = examples;
    }

    void print(PrintWriter out) throws LakeSqlException {
        out.println("Stages");
        lake.query(STAGES, SqlFormat.TABLE.to(out));
        out.println();
        out.println("Policies");
        lake.query(POLICIES, SqlFormat.TABLE.to(out));
        if (examples > 0) {
            out.println();
            out.println("Hidden, but within half an hour part of P1 or P2 trouble (the first " + examples + ")");
            lake.query(MATTERED + examples, SqlFormat.TABLE.to(out));
        }
        out.flush();
    }

    /** One object: stages, policies and mattered_later, each an array of rows. */
    void printJson(PrintWriter out) throws LakeSqlException {
        out.print("{\"stages\": ");
        lake.query(STAGES, SqlFormat.JSON.to(out));
        out.print(", \"policies\": ");
        lake.query(POLICIES, SqlFormat.JSON.to(out));
        out.print(", \"mattered_later\": ");
        lake.query(MATTERED + examples, SqlFormat.JSON.to(out));
        out.println("}");
        out.flush();
    }
}
