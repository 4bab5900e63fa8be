package io.millrace.operators.lake;

import io.millrace.domain.CatalogGap;
import io.millrace.domain.Command;
import io.millrace.domain.ContentChange;
import io.millrace.domain.DeadLetter;
import io.millrace.domain.Decision;
import io.millrace.domain.Explanation;
import io.millrace.domain.IncidentReport;
import io.millrace.domain.MetricScore;
import io.millrace.domain.Notification;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.Problem;
import io.millrace.domain.RemoteAnswer;
import io.millrace.domain.Situation;
import io.millrace.domain.StreamCount;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadEvent;
import io.millrace.domain.ThreadLink;
import java.util.List;
import java.util.Map;

/** The catalog of the lake's tables. A new table is one line here and one in {@link #tables()}. */
public final class Lake {
    /** Every canonical event, as parsed. */
    public static final LakeTable<OpsEvent> EVENTS = new LakeTable<>("events", OpsEvent.class, OpsEvent::getArrivedAt);

    /** Why an event was or was not pursued. */
    public static final LakeTable<Decision> DECISIONS =
            new LakeTable<>("decisions", Decision.class, Decision::getArrivedAt);

    /** The changelog of threads; a view shows the newest version of each. */
    public static final LakeTable<ThreadChange> THREADS =
            new LakeTable<>("threads", ThreadChange.class, ThreadChange::getArrivedAt);

    /** Which event joined which thread, and why. */
    public static final LakeTable<ThreadEvent> THREAD_EVENTS =
            new LakeTable<>("thread_events", ThreadEvent.class, ThreadEvent::getArrivedAt);

    /** Which threads of different scopes are one trouble. */
    public static final LakeTable<ThreadLink> THREAD_LINKS =
            new LakeTable<>("thread_links", ThreadLink.class, ThreadLink::getArrivedAt);

    /** Incidents that keep coming back; the newest row of each is the problem. */
    public static final LakeTable<Problem> PROBLEMS = new LakeTable<>("problems", Problem.class, Problem::getArrivedAt);

    /** Who was paged for a thread, and for which it was withheld because another explains it. */
    public static final LakeTable<Page> PAGES = new LakeTable<>("pages", Page.class, Page::getArrivedAt);

    /** Whom threads have called in their course, and whom they kept informed. */
    public static final LakeTable<Notification> NOTIFICATIONS =
            new LakeTable<>("notifications", Notification.class, Notification::getArrivedAt);

    public static final LakeTable<Situation> SITUATIONS =
            new LakeTable<>("situations", Situation.class, Situation::getArrivedAt);

    public static final LakeTable<DeadLetter> DEAD_LETTERS =
            new LakeTable<>("dead_letters", DeadLetter.class, DeadLetter::getArrivedAt);

    /** Scores of metric points; sampled by whoever writes them. */
    public static final LakeTable<MetricScore> SCORES =
            new LakeTable<>("scores", MetricScore.class, MetricScore::getArrivedAt);

    /** The scores with a grade above 0. */
    public static final LakeTable<MetricScore> ANOMALIES =
            new LakeTable<>("anomalies", MetricScore.class, MetricScore::getArrivedAt);

    public static final LakeTable<Command> COMMANDS = new LakeTable<>("commands", Command.class, Command::getArrivedAt);

    public static final LakeTable<Explanation> EXPLANATIONS =
            new LakeTable<>("explanations", Explanation.class, Explanation::getArrivedAt);

    /** What remote models answered, or why not: a replay reads it instead of asking. */
    public static final LakeTable<RemoteAnswer> REMOTE_ANSWERS =
            new LakeTable<>("remote_answers", RemoteAnswer.class, RemoteAnswer::getArrivedAt);

    /** What became of each version of the content, and from when it applies: a replay reads the moment of a change off it. */
    public static final LakeTable<ContentChange> CONTENT_VERSIONS =
            new LakeTable<>("content_versions", ContentChange.class, ContentChange::getArrivedAt);

    /** Accounts that are in no catalog, once a day each. */
    public static final LakeTable<CatalogGap> CATALOG_GAPS =
            new LakeTable<>("catalog_gaps", CatalogGap.class, CatalogGap::getArrivedAt);

    public static final LakeTable<Outcome> OUTCOMES = new LakeTable<>("outcomes", Outcome.class, Outcome::getArrivedAt);

    /** What there is to know about each thread that has closed. */
    public static final LakeTable<IncidentReport> INCIDENT_REPORTS =
            new LakeTable<>("incident_reports", IncidentReport.class, IncidentReport::getArrivedAt);

    /** Points by stream, hour and outcome. Its {@code hour} is a partition too, hence the column's other name. */
    public static final LakeTable<StreamCount> SCOREBOARD =
            new LakeTable<>("scoreboard", StreamCount.class, StreamCount::getHour, Map.of("hour", "hour_start"));

    private static final List<LakeTable<?>> TABLES = List.of(
            EVENTS,
            DECISIONS,
            THREADS,
            THREAD_EVENTS,
            THREAD_LINKS,
            PROBLEMS,
            PAGES,
            NOTIFICATIONS,
            SITUATIONS,
            DEAD_LETTERS,
            SCORES,
            ANOMALIES,
            COMMANDS,
            EXPLANATIONS,
            OUTCOMES,
            INCIDENT_REPORTS,
            REMOTE_ANSWERS,
            CONTENT_VERSIONS,
            CATALOG_GAPS,
            SCOREBOARD);

    private Lake() {}

    /** All tables, in the order of a record's way. */
    public static List<LakeTable<?>> tables() {
        return TABLES;
    }
}
