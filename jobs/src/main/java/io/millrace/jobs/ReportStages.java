package io.millrace.jobs;

import io.millrace.domain.Command;
import io.millrace.domain.Incident;
import io.millrace.domain.IncidentReport;
import io.millrace.domain.Notification;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.Problem;
import io.millrace.domain.ReportFact;
import io.millrace.domain.ThreadAct;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.report.Facts;
import io.millrace.operators.stage.FollowMergedFunction;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.PureStage;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.ReportFunction;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.function.SerializableFunction;

/** What the other stages say of a thread meets on its id, and becomes its post-incident record when it has closed. */
final class ReportStages {
    private ReportStages() {}

    static SingleOutputStreamOperator<IncidentReport> define(
            SingleOutputStreamOperator<ThreadChange> threads,
            DataStream<Page> pages,
            DataStream<Notification> notifications,
            DataStream<Command> commands,
            DataStream<Outcome> outcomes,
            DataStream<ThreadLink> links,
            DataStream<Problem> problems,
            Rows rows) {
        var incidents = threads.getSideOutput(Outputs.INCIDENTS);
        var acts = threads.getSideOutput(Outputs.ACTS);
        DataStream<ReportFact> facts = recalled(
                        threads, Facts::of, ThreadChange::getChangeId, ThreadChange::getArrivedAt, "threads", rows)
                .union(
                        recalled(acts, Facts::of, ThreadAct::getEventId, ThreadAct::getArrivedAt, "acts", rows),
                        recalled(pages, Facts::of, Page::getPageId, Page::getArrivedAt, "pages", rows),
                        recalled(
                                notifications,
                                Facts::of,
                                Notification::getNotificationId,
                                Notification::getArrivedAt,
                                "notifications",
                                rows),
                        recalled(commands, Facts::of, Command::getCommandId, Command::getArrivedAt, "commands", rows),
                        recalled(outcomes, Facts::of, Outcome::getEventId, Outcome::getArrivedAt, "outcomes", rows),
                        recalled(links, Facts::of, ThreadLink::getLinkId, ThreadLink::getArrivedAt, "links", rows),
                        recalled(problems, Facts::of, Problem::getProblemId, Problem::getArrivedAt, "problems", rows),
                        recalled(
                                incidents,
                                Facts::of,
                                Incident::getThreadId,
                                Incident::getArrivedAt,
                                "incidents",
                                rows));
        SingleOutputStreamOperator<ReportFact> followed = rows.undecided(facts.keyBy(ReportFact::getThreadId)
                .process(new FollowMergedFunction(), Records.type(ReportFact.class))
                .uid("follow-merged")
                .name("Follow merged threads"));
        return rows.undecided(followed.keyBy(ReportFact::getThreadId)
                .process(new ReportFunction(), Records.type(IncidentReport.class))
                .uid("report-incidents")
                .name("Report incidents"));
    }

    private static <T extends SpecificRecordBase> SingleOutputStreamOperator<ReportFact> recalled(
            DataStream<T> records,
            SerializableFunction<T, Optional<ReportFact>> fact,
            SerializableFunction<T, String> id,
            SerializableFunction<T, Instant> arrivedAt,
            String what,
            Rows rows) {
        var recalling = new PureStage<T, ReportFact>("report", fact, id, arrivedAt);
        return rows.undecided(records.process(recalling, Records.type(ReportFact.class))
                .uid("recall-" + what)
                .name("Recall " + what));
    }
}
