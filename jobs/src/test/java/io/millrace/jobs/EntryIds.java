package io.millrace.jobs;

import io.millrace.domain.id.Ids;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The bus entries that a lake's rows call for, by id: what was said must be what is on record. */
final class EntryIds {
    private EntryIds() {}

    /** Sorted, with repeats if the lake has repeats. */
    static List<String> of(LakeRows lake) throws SQLException {
        var ids = new ArrayList<String>();
        changes(lake, "Thread Opened", "change = 'OPENED'", ids);
        changes(
                lake,
                "Thread Updated",
                "change in ('UPDATED', 'REOPENED', 'ACKNOWLEDGED', 'DIAGNOSED', 'REASSIGNED')",
                ids);
        changes(lake, "Thread Updated", "change = 'CLOSED' and resolved_at is null", ids);
        changes(lake, "Thread Resolved", "change = 'RESOLVED'", ids);
        changes(lake, "Escalation Raised", "change = 'ESCALATED'", ids);
        lake.rows(
                "select t.change_id, e.explanation_id from explanations e"
                        + " join threads t on t.thread_id = e.thread_id and t.version = e.thread_version"
                        + " where t.change in ('OPENED', 'UPDATED', 'REOPENED', 'RESOLVED', 'ESCALATED')",
                row -> {
                    ids.add(Ids.hash("Thread Updated", row.getString(1), row.getString(2)));
                    ids.add(Ids.hash("Ticket Requested", row.getString(1), row.getString(2)));
                });
        changes(lake, "Ticket Requested", "change in ('CLOSED', 'ACKNOWLEDGED', 'DIAGNOSED', 'REASSIGNED')", ids);
        lake.rows(
                "select case status when 'granted' then 'Remediation Requested' when 'awaiting_approval' then 'Approval Requested'"
                        + " else 'Remediation Refused' end, command_id from commands",
                row -> ids.add(Ids.hash(row.getString(1), row.getString(2))));
        lake.rows(
                "select command_id, outcome, event_id from outcomes where outcome in ('FIXED', 'HEALED', 'NOT_FIXED', 'MADE_WORSE', 'UNVERIFIABLE')",
                row -> ids.add(Ids.hash("Remediation Verified", row.getString(1), row.getString(2), row.getString(3))));
        lake.rows("select link_id from thread_links", row -> ids.add(Ids.hash("Thread Linked", row.getString(1))));
        lake.rows(
                "select problem_id, thread_ids[-1], epoch_ms(last_at)::varchar from problems",
                row -> ids.add(Ids.hash("Problem Detected", row.getString(1), row.getString(2), row.getString(3))));
        lake.rows(
                "select page_id from pages where decision = 'paged'",
                row -> ids.add(Ids.hash("Notification Requested", row.getString(1))));
        lake.rows(
                "select case kind when 'escalation' then 'Escalation Raised' else 'Notification Requested' end, notification_id"
                        + " from notifications",
                row -> ids.add(Ids.hash(row.getString(1), row.getString(2))));
        lake.rows(
                "select report_id from incident_reports where told",
                row -> ids.add(Ids.hash("Report Produced", row.getString(1))));
        lake.rows("select gap_id from catalog_gaps", row -> ids.add(Ids.hash("Report Produced", row.getString(1))));
        lake.rows(
                "select change_id from content_versions where action <> 'started'",
                row -> ids.add(Ids.hash("Report Produced", row.getString(1))));
        ids.sort(null);
        return ids;
    }

    private static void changes(LakeRows lake, String type, String changes, List<String> ids) throws SQLException {
        lake.rows("select change_id from threads where " + changes, row -> ids.add(Ids.hash(type, row.getString(1))));
    }
}
