package io.millrace.jobs;

import io.millrace.domain.BusEvent;
import io.millrace.domain.CatalogGap;
import io.millrace.domain.CatalogGapSighting;
import io.millrace.domain.Command;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.GuardInput;
import io.millrace.domain.Incident;
import io.millrace.domain.IncidentReport;
import io.millrace.domain.LinkOffer;
import io.millrace.domain.Notification;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Outcome;
import io.millrace.domain.Page;
import io.millrace.domain.PageInput;
import io.millrace.domain.Problem;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.ThreadInput;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.delay.Questions;
import io.millrace.domain.guard.GuardInputs;
import io.millrace.jobs.config.JobConfig;
import io.millrace.jobs.config.PropertyGroups;
import io.millrace.jobs.ends.Ends;
import io.millrace.jobs.ends.Sinks;
import io.millrace.jobs.ends.Sources;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.parse.ParseEventsFunction;
import io.millrace.operators.stage.CatalogGapFunction;
import io.millrace.operators.stage.DelaySignalsFunction;
import io.millrace.operators.stage.DistinctLinksFunction;
import io.millrace.operators.stage.FoldFunction;
import io.millrace.operators.stage.GatherSignalsFunction;
import io.millrace.operators.stage.GuardFunction;
import io.millrace.operators.stage.LimitSignalsFunction;
import io.millrace.operators.stage.LinkFunction;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.PageFunction;
import io.millrace.operators.stage.ProblemFunction;
import io.millrace.operators.stage.PureStage;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.SelectSituationFunction;
import io.millrace.operators.stage.ThreadFunction;
import io.millrace.operators.stage.TriageFunction;
import io.millrace.patterns.HoldSignalsFunction;
import io.millrace.patterns.SignalOrder;
import io.millrace.patterns.SituationPattern;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Millrace: raw records in; threads, commands and a lake out. The way of a record is DESIGN §2, line by line. */
public final class MillraceJob {
    private MillraceJob() {}

    public static void main(String[] args) throws Exception {
        JobConfig config = JobConfig.of(PropertyGroups.load(args));
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        define(environment, Ends.sources(config), Ends.stages(config), Ends.sinks(config));
        environment.execute("Millrace");
    }

    /** The whole job between two ends. */
    public static void define(StreamExecutionEnvironment environment, Sources sources, Stages stages, Sinks sinks) {
        JobGraph.settle(environment);
        var inputs = sources.in(environment);
        var rows = new Rows();
        var content = ContentStages.define(inputs.content(), stages, rows);

        SingleOutputStreamOperator<OpsEvent> parsed = inputs.events()
                .process(new ParseEventsFunction(stages.parsing()))
                .uid("parse-events")
                .name("Parse events");
        DataStream<OpsEvent> events = ExecutionStages.define(parsed, rows)
                .union(
                        MetricStages.define(inputs.metrics(), content, stages, rows),
                        AccessStages.define(parsed, stages, rows));
        SingleOutputStreamOperator<FoldedEvent> folded = rows.undecided(content.versions()
                .into(
                        events.keyBy(OpsEvent::getIdentity),
                        new FoldFunction(stages.content(), stages.fold()),
                        FoldedEvent.class)
                .uid("fold-events")
                .name("Fold events"));
        SingleOutputStreamOperator<Signal> triaged = rows.undecided(content.versions()
                .into(folded, new TriageFunction(stages.content()), Signal.class)
                .uid("triage-events")
                .name("Triage events"));
        SingleOutputStreamOperator<Signal> signals = rows.undecided(triaged.keyBy(Questions::identity)
                .process(new DelaySignalsFunction(), Records.type(Signal.class))
                .uid("delay-signals")
                .name("Delay signals"));
        SingleOutputStreamOperator<Signal> limited = signals.keyBy(Signal::getScope)
                .process(new LimitSignalsFunction(), Records.type(Signal.class))
                .uid("limit-signals")
                .name("Limit signals");
        DataStream<Situation> situations = situations(limited, stages);
        SingleOutputStreamOperator<ThreadChange> threads = rows.undecided(content.versions()
                .into(
                        inputs(signals, situations).keyBy(ThreadInput::getScope),
                        new ThreadFunction(stages.content(), stages.threads()),
                        ThreadChange.class)
                .uid("thread-signals")
                .name("Thread signals"));
        SingleOutputStreamOperator<ThreadLink> links = rows.undecided(threads.getSideOutput(Outputs.LINK_OFFERS)
                        .keyBy(LinkOffer::getKey)
                        .process(new LinkFunction(stages.threads()), Records.type(ThreadLink.class))
                        .uid("link-threads")
                        .name("Link threads"))
                .keyBy(ThreadLink::getLinkId)
                .process(new DistinctLinksFunction(stages.threads()), Records.type(ThreadLink.class))
                .uid("distinct-links")
                .name("Distinct links");
        SingleOutputStreamOperator<Page> pages = pages(threads, links, content, stages, rows);
        SingleOutputStreamOperator<Problem> recurring = rows.undecided(threads.getSideOutput(Outputs.INCIDENTS)
                .keyBy(Incident::getSignature)
                .process(new ProblemFunction(stages.problems()), Records.type(Problem.class))
                .uid("detect-problems")
                .name("Detect problems"));
        DataStream<Outcome> outcomes = threads.getSideOutput(Outputs.OUTCOMES);
        SingleOutputStreamOperator<Command> commands = rows.undecided(content.versions()
                .into(
                        guarded(threads, outcomes, parsed, rows).keyBy(input -> GuardFunction.KEY),
                        new GuardFunction(stages.content()),
                        Command.class)
                .uid("guard-commands")
                .name("Guard commands")
                .setParallelism(1));
        DataStream<Problem> problems = recurring.union(commands.getSideOutput(Outputs.PROBLEMS));
        SingleOutputStreamOperator<Notification> notifications =
                EscalationStages.define(threads, pages, commands, outcomes, content, stages, rows);
        DataStream<CatalogGap> gaps = triaged.getSideOutput(Outputs.CATALOG_GAPS)
                .keyBy(CatalogGapSighting::getAccount)
                .process(new CatalogGapFunction(), Records.type(CatalogGap.class))
                .uid("report-gaps")
                .name("Report gaps");
        SingleOutputStreamOperator<IncidentReport> reports =
                ReportStages.define(threads, pages, notifications, commands, outcomes, links, problems, rows);
        DataStream<BusEvent> entries = BusStages.define(
                signals.getSideOutput(Outputs.DECISION_REQUESTS),
                threads,
                links,
                pages,
                notifications,
                problems,
                commands,
                outcomes,
                gaps,
                reports,
                content,
                stages,
                rows);

        rows.add(Lake.DEAD_LETTERS, parsed.getSideOutput(ParseEventsFunction.DEAD_LETTERS));
        rows.add(Lake.EVENTS, events);
        rows.add(Lake.DECISIONS, folded.getSideOutput(Outputs.DECISIONS));
        rows.add(Lake.DECISIONS, triaged.getSideOutput(Outputs.DECISIONS));
        rows.add(Lake.DECISIONS, signals.getSideOutput(Outputs.DECISIONS));
        rows.add(Lake.DECISIONS, threads.getSideOutput(Outputs.DECISIONS));
        rows.add(Lake.SITUATIONS, threads.getSideOutput(Outputs.SITUATIONS));
        rows.add(Lake.THREADS, threads);
        rows.add(Lake.THREAD_EVENTS, threads.getSideOutput(Outputs.THREAD_EVENTS));
        rows.add(Lake.THREAD_LINKS, links);
        rows.add(Lake.PROBLEMS, problems);
        rows.add(Lake.PAGES, pages);
        rows.add(Lake.NOTIFICATIONS, notifications);
        rows.add(Lake.COMMANDS, commands);
        rows.add(Lake.OUTCOMES, outcomes);
        rows.add(Lake.OUTCOMES, reports.getSideOutput(Outputs.OUTCOMES));
        rows.add(Lake.INCIDENT_REPORTS, reports);
        rows.add(Lake.CATALOG_GAPS, gaps);
        rows.into(sinks);
        sinks.bus(entries);
    }

    /** Who is paged: a thread that another, paged one explains waits for it to be over. */
    private static SingleOutputStreamOperator<Page> pages(
            DataStream<ThreadChange> threads,
            DataStream<ThreadLink> links,
            ContentStages content,
            Stages stages,
            Rows rows) {
        var asking = new PureStage<ThreadChange, PageInput>(
                "page", PageFunction::input, ThreadChange::getChangeId, ThreadChange::getArrivedAt);
        DataStream<PageInput> inputs = rows.undecided(threads.process(asking, Records.type(PageInput.class))
                        .uid("ask-for-pages")
                        .name("Ask for pages"))
                .union(links.map(PageFunction::input, Records.type(PageInput.class))
                        .uid("bring-links")
                        .name("Bring links"));
        return rows.undecided(content.versions()
                .into(inputs.keyBy(input -> PageFunction.KEY), new PageFunction(stages.content()), Page.class)
                .uid("page-threads")
                .name("Page threads")
                .setParallelism(1));
    }

    /** Commands, and what else the guard is to know, meet in one input: its other one brings content. */
    private static DataStream<GuardInput> guarded(
            SingleOutputStreamOperator<ThreadChange> threads,
            DataStream<Outcome> outcomes,
            DataStream<OpsEvent> events,
            Rows rows) {
        var reading = new PureStage<OpsEvent, GuardInput>(
                "guard", GuardInputs::of, OpsEvent::getEventId, OpsEvent::getArrivedAt);
        var watching = new PureStage<ThreadChange, GuardInput>(
                "guard", GuardInputs::of, ThreadChange::getChangeId, ThreadChange::getArrivedAt);
        return threads.getSideOutput(Outputs.PROPOSALS)
                .map(GuardInputs::of, Records.type(GuardInput.class))
                .uid("bring-commands")
                .name("Bring commands")
                .union(
                        outcomes.map(GuardInputs::of, Records.type(GuardInput.class))
                                .uid("bring-outcomes")
                                .name("Bring outcomes"),
                        rows.undecided(threads.process(watching, Records.type(GuardInput.class))
                                .uid("watch-storms")
                                .name("Watch storms")),
                        rows.undecided(events.process(reading, Records.type(GuardInput.class))
                                .uid("read-calendars")
                                .name("Read calendars and approvals")));
    }

    /** Signals and situations of a scope meet in one input: the thread stage's other one brings content. */
    private static DataStream<ThreadInput> inputs(DataStream<Signal> signals, DataStream<Situation> situations) {
        return signals.map(ThreadFunction::input, Records.type(ThreadInput.class))
                .uid("bring-signals")
                .name("Bring signals")
                .union(situations
                        .map(ThreadFunction::input, Records.type(ThreadInput.class))
                        .uid("bring-situations")
                        .name("Bring situations"));
    }

    /** CEP sees signals only, one pattern per situation, and each only those that concern it. */
    private static DataStream<Situation> situations(DataStream<Signal> signals, Stages stages) {
        return stages.situations().stream()
                .map(situation -> situation(signals, situation))
                .reduce((one, other) -> one.union(other))
                .orElseThrow(() -> new IllegalStateException("There is no situation to look for"));
    }

    private static DataStream<Situation> situation(DataStream<Signal> signals, SituationPattern situation) {
        String name = situation.type().replace('-', ' ');
        DataStream<Signal> gathered = signals.flatMap(new GatherSignalsFunction(situation), Records.type(Signal.class))
                .uid("gather-" + situation.type())
                .name("Gather " + name);
        return CEP.pattern(held(gathered.keyBy(Signal::getPlace), situation), situation.pattern(), new SignalOrder())
                .process(new SelectSituationFunction(situation), Records.type(Situation.class))
                .uid("situate-" + situation.type())
                .name("Situate " + name);
    }

    /** Where one signal alone says nothing, it waits for the other before CEP, in the same task. */
    private static KeyedStream<Signal, String> held(KeyedStream<Signal, String> gathered, SituationPattern situation) {
        if (!HoldSignalsFunction.holds(situation)) {
            return gathered;
        }
        DataStream<Signal> held = gathered.process(
                        new HoldSignalsFunction(situation, Records.type(Signal.class)), Records.type(Signal.class))
                .uid("hold-" + situation.type())
                .name("Hold " + situation.type().replace('-', ' '));
        return DataStreamUtils.reinterpretAsKeyedStream(held, Signal::getPlace, Types.STRING);
    }
}
