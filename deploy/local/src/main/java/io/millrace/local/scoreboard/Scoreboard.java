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

    private static final String NOISE = "select measure, number from noise order by place";

    private static final String FLYWHEEL =
            "select place, title, service, owner, manual_because, times, toil_minutes, pages,"
                    + " escalations, acts from flywheel order by place limit ";

    private static final String SHADOWS = "select runbook, step, shown, would_have_helped, would_not_have_helped,"
            + " person_did_other, healed_alone, \"unknown\", helped_share from shadows"
            + " order by helped_share desc nulls last, would_have_helped desc, runbook, step";

    private static final int MOST_KINDS = 20;

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
        out.println();
        out.println("Noise");
        lake.query(NOISE, SqlFormat.TABLE.to(out));
        out.println();
        out.println("Manual work without a runbook, by toil (the first " + MOST_KINDS + " kinds)");
        lake.query(FLYWHEEL + MOST_KINDS, SqlFormat.TABLE.to(out));
        out.println();
        out.println("Runbooks in shadow, the readiest to go live first");
        lake.query(SHADOWS, SqlFormat.TABLE.to(out));
        out.flush();
    }

    /** One object: stages, policies, mattered_later, noise, flywheel and shadows, each an array of rows. */
    void printJson(PrintWriter out) throws LakeSqlException {
        out.print("{\"stages\": ");
        lake.query(STAGES, SqlFormat.JSON.to(out));
        out.print(", \"policies\": ");
        lake.query(POLICIES, SqlFormat.JSON.to(out));
        out.print(", \"mattered_later\": ");
        lake.query(MATTERED + examples, SqlFormat.JSON.to(out));
        out.print(", \"noise\": ");
        lake.query(NOISE, SqlFormat.JSON.to(out));
        out.print(", \"flywheel\": ");
        lake.query(FLYWHEEL + MOST_KINDS, SqlFormat.JSON.to(out));
        out.print(", \"shadows\": ");
        lake.query(SHADOWS, SqlFormat.JSON.to(out));
        out.println("}");
        out.flush();
    }
}
