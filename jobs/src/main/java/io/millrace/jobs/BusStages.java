package io.millrace.jobs;

import io.millrace.domain.BusEvent;
import io.millrace.domain.CatalogGap;
import io.millrace.domain.Command;
import io.millrace.domain.ContentChange;
import io.millrace.domain.DecisionRequest;
import io.millrace.domain.ExplainRequest;
import io.millrace.domain.IncidentReport;
import io.millrace.domain.Notification;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.Problem;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadLink;
import io.millrace.operators.eventbridge.BusEventCheck;
import io.millrace.operators.eventbridge.BusEvents;
import io.millrace.operators.explain.AskModelFunction;
import io.millrace.operators.explain.GrantExplanationFunction;
import io.millrace.operators.explain.TellExplanationFunction;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.stage.ExplainFunction;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.PureStage;
import io.millrace.operators.stage.Records;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** What Millrace asks, and says of threads, their links, pages, escalations, updates, problems, commands and outcomes, of content and gaps in it: explain, publish → entries that keep the bus's contract. */
final class BusStages {
    private BusStages() {}

    /** The entries for the operations bus. */
    static DataStream<BusEvent> define(
            DataStream<DecisionRequest> questions,
            DataStream<ThreadChange> threads,
            DataStream<ThreadLink> links,
            DataStream<Page> pages,
            DataStream<Notification> notifications,
            DataStream<Problem> problems,
            DataStream<Command> commands,
            DataStream<Outcome> outcomes,
            DataStream<CatalogGap> gaps,
            DataStream<IncidentReport> reports,
            ContentStages content,
            Stages stages,
            Rows rows) {
        var aboutQuestions = new PureStage<DecisionRequest, BusEvent>(
                "publish", BusEvents::of, DecisionRequest::getQuestionId, DecisionRequest::getArrivedAt);
        var aboutThreads = new PureStage<ThreadChange, BusEvent>(
                "publish", BusEvents::of, ThreadChange::getChangeId, ThreadChange::getArrivedAt);
        var aboutLinks = new PureStage<ThreadLink, BusEvent>(
                "publish", BusEvents::of, ThreadLink::getLinkId, ThreadLink::getArrivedAt);
        var aboutPages = new PureStage<Page, BusEvent>("publish", BusEvents::of, Page::getPageId, Page::getArrivedAt);
        var aboutNotifications = new PureStage<Notification, BusEvent>(
                "publish",
                notification -> Optional.of(BusEvents.of(notification)),
                Notification::getNotificationId,
                Notification::getArrivedAt);
        var aboutProblems = new PureStage<Problem, BusEvent>(
                "publish", BusEvents::of, Problem::getProblemId, Problem::getArrivedAt);
        var aboutCommands = new PureStage<Command, BusEvent>(
                "publish", BusEvents::of, Command::getCommandId, Command::getArrivedAt);
        var aboutOutcomes =
                new PureStage<Outcome, BusEvent>("publish", BusEvents::of, Outcome::getEventId, Outcome::getArrivedAt);
        var aboutGaps = new PureStage<CatalogGap, BusEvent>(
                "publish", BusEvents::of, CatalogGap::getGapId, CatalogGap::getArrivedAt);
        var aboutReports = new PureStage<IncidentReport, BusEvent>(
                "publish", BusEvents::of, IncidentReport::getReportId, IncidentReport::getArrivedAt);
        var aboutContent = new PureStage<ContentChange, BusEvent>(
                "publish", BusEvents::of, ContentChange::getChangeId, ContentChange::getArrivedAt);
        return rows.undecided(said(threads, aboutThreads, "threads", rows)
                .union(
                        said(questions, aboutQuestions, "questions", rows),
                        said(links, aboutLinks, "links", rows),
                        said(pages, aboutPages, "pages", rows),
                        said(notifications, aboutNotifications, "notifications", rows),
                        said(problems, aboutProblems, "problems", rows),
                        said(commands, aboutCommands, "commands", rows),
                        said(outcomes, aboutOutcomes, "outcomes", rows),
                        said(gaps, aboutGaps, "gaps", rows),
                        said(reports, aboutReports, "reports", rows),
                        said(content.changes(), aboutContent, "content", rows),
                        explained(threads, content, stages, rows))
                .process(new BusEventCheck(Outputs.DEAD_LETTERS), Records.type(BusEvent.class))
                .uid("check-entries")
                .name("Check entries"));
    }

    /** The local analyst's words at once, and those of a language model when they come. */
    private static DataStream<BusEvent> explained(
            DataStream<ThreadChange> threads, ContentStages content, Stages stages, Rows rows) {
        SingleOutputStreamOperator<BusEvent> explanations = rows.undecided(content.versions()
                .into(
                        threads,
                        new ExplainFunction(stages.content(), stages.models().analystWanted()),
                        BusEvent.class)
                .uid("explain-threads")
                .name("Explain threads"));
        SingleOutputStreamOperator<ExplainRequest> questions = rows.undecided(explanations
                .getSideOutput(Outputs.EXPLAIN_REQUESTS)
                .keyBy(request -> GrantExplanationFunction.KEY)
                .process(new GrantExplanationFunction(stages.models().budget()), Records.type(ExplainRequest.class))
                .uid("grant-explanations")
                .name("Grant explanations")
                .setParallelism(1));
        SingleOutputStreamOperator<BusEvent> answers = rows.answers(rows.undecided(AskModelFunction.apply(
                        questions,
                        stages.models().deadline(),
                        stages.models().asking(),
                        stages.models().analyst())
                .uid("ask-model")
                .name("Ask model")
                .process(new TellExplanationFunction(), Records.type(BusEvent.class))
                .uid("tell-answers")
                .name("Tell answers")));
        rows.add(Lake.EXPLANATIONS, explanations.getSideOutput(Outputs.EXPLANATIONS));
        rows.add(Lake.EXPLANATIONS, answers.getSideOutput(Outputs.EXPLANATIONS));
        return explanations.union(answers);
    }

    /** What is worth saying of a stream's records. */
    private static <T extends SpecificRecordBase> SingleOutputStreamOperator<BusEvent> said(
            DataStream<T> records, PureStage<T, BusEvent> words, String what, Rows rows) {
        return rows.undecided(records.process(words, Records.type(BusEvent.class))
                .uid("publish-" + what)
                .name("Publish " + what));
    }
}
