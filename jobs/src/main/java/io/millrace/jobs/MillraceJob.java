package io.millrace.jobs;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.BusEvent;
import io.millrace.domain.Command;
import io.millrace.domain.ConditionPart;
import io.millrace.domain.DeadLetter;
import io.millrace.domain.ExplainRequest;
import io.millrace.domain.FoldedEvent;
import io.millrace.domain.ForecastAnswer;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.MetricScore;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Outcome;
import io.millrace.domain.ScoreAnswer;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.StreamCount;
import io.millrace.domain.ThreadChange;
import io.millrace.domain.VectorPart;
import io.millrace.jobs.config.JobConfig;
import io.millrace.jobs.config.PropertyGroups;
import io.millrace.jobs.ends.Ends;
import io.millrace.jobs.ends.Sinks;
import io.millrace.jobs.ends.Sources;
import io.millrace.operators.access.JudgeAccessesFunction;
import io.millrace.operators.access.SightCallers;
import io.millrace.operators.access.SurpriseFunction;
import io.millrace.operators.access.VouchFunction;
import io.millrace.operators.count.PreAggregateCounts;
import io.millrace.operators.count.SumCountsFunction;
import io.millrace.operators.eventbridge.BusEventCheck;
import io.millrace.operators.eventbridge.BusEvents;
import io.millrace.operators.explain.AskModelFunction;
import io.millrace.operators.explain.GrantExplanationFunction;
import io.millrace.operators.explain.TellExplanationFunction;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.logs.CountLogErrorsFunction;
import io.millrace.operators.logs.LogMinutes;
import io.millrace.operators.parse.ParseEventsFunction;
import io.millrace.operators.parse.ParseMetricsFunction;
import io.millrace.operators.remote.AskFunction;
import io.millrace.operators.score.ForecastFunction;
import io.millrace.operators.score.JudgeForecastsFunction;
import io.millrace.operators.score.JudgeJoinedConditionsFunction;
import io.millrace.operators.score.JudgeVectorsFunction;
import io.millrace.operators.score.RemoteThresholdFunction;
import io.millrace.operators.score.ScoreFunction;
import io.millrace.operators.score.VectorParts;
import io.millrace.operators.stage.ExplainFunction;
import io.millrace.operators.stage.FoldFunction;
import io.millrace.operators.stage.GuardFunction;
import io.millrace.operators.stage.LimitSignalsFunction;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.PureStage;
import io.millrace.operators.stage.Records;
import io.millrace.operators.stage.SelectSituationFunction;
import io.millrace.operators.stage.ThreadFunction;
import io.millrace.operators.stage.TriageFunction;
import io.millrace.patterns.SignalOrder;
import io.millrace.patterns.SituationPattern;
import java.time.Duration;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.cep.CEP;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Millrace: raw records in; threads, commands and a lake out. The way of a record is DESIGN §2, line by line. */
public final class MillraceJob {
    /** Longer than either model remembers. */
    private static final Duration ACCESS_RETENTION = Duration.ofDays(100);

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

        SingleOutputStreamOperator<MetricDatum> metrics = inputs.metrics()
                .process(new ParseMetricsFunction(
                        stages.farthestAhead(), stages.logs().region()))
                .uid("parse-metrics")
                .name("Parse metrics");
        SingleOutputStreamOperator<MetricDatum> logErrors = metrics.getSideOutput(ParseMetricsFunction.LOG_COUNTS)
                .keyBy(LogMinutes::seriesKey)
                .process(new CountLogErrorsFunction(stages.logs()), Records.type(MetricDatum.class))
                .uid("count-log-errors")
                .name("Count log errors");
        SingleOutputStreamOperator<OpsEvent> derived = metrics.union(logErrors)
                .keyBy(MetricDatum::getSeriesKey)
                .process(new ScoreFunction(stages.content(), stages.scoring()), Records.type(OpsEvent.class))
                .uid("score-series")
                .name("Score series");
        SingleOutputStreamOperator<OpsEvent> judged = AskFunction.apply(
                        derived.getSideOutput(Outputs.SCORE_REQUESTS),
                        stages.models().forestQuestions(stages.scoring()),
                        ScoreAnswer.class)
                .uid("score-remotely")
                .name("Score remotely")
                .keyBy(RemoteThresholdFunction::key)
                .process(new RemoteThresholdFunction(stages.scoring()), Records.type(OpsEvent.class))
                .uid("judge-scores")
                .name("Judge scores");
        SingleOutputStreamOperator<OpsEvent> departures = metrics.filter(
                        stages.scoring().forecasts())
                .uid("select-forecast-series")
                .name("Select forecast series")
                .keyBy(MetricDatum::getSeriesKey)
                .process(new ForecastFunction(stages.scoring()), Records.type(OpsEvent.class))
                .uid("forecast-series")
                .name("Forecast series");
        SingleOutputStreamOperator<OpsEvent> remoteDepartures = AskFunction.apply(
                        departures.getSideOutput(Outputs.FORECAST_REQUESTS),
                        stages.models().forecastQuestions(stages.scoring()),
                        ForecastAnswer.class)
                .uid("forecast-remotely")
                .name("Forecast remotely")
                .keyBy(JudgeForecastsFunction::key)
                .process(new JudgeForecastsFunction(stages.scoring()), Records.type(OpsEvent.class))
                .uid("judge-forecasts")
                .name("Judge forecasts");
        SingleOutputStreamOperator<OpsEvent> joined = derived.getSideOutput(Outputs.CONDITION_PARTS)
                .keyBy(ConditionPart::getJoinKey)
                .process(
                        new JudgeJoinedConditionsFunction(stages.content(), stages.scoring()),
                        Records.type(OpsEvent.class))
                .uid("judge-joined-conditions")
                .name("Judge joined conditions");
        SingleOutputStreamOperator<OpsEvent> vectors = metrics.flatMap(new VectorParts(stages.content()))
                .returns(Records.type(VectorPart.class))
                .uid("join-vectors")
                .name("Join vectors")
                .keyBy(VectorPart::getResourceKey)
                .process(new JudgeVectorsFunction(stages.content(), stages.scoring()), Records.type(OpsEvent.class))
                .uid("judge-vectors")
                .name("Judge vectors");
        SingleOutputStreamOperator<OpsEvent> parsed = inputs.events()
                .process(new ParseEventsFunction(stages.parsing()))
                .uid("parse-events")
                .name("Parse events");
        SingleOutputStreamOperator<AccessSighting> callers = parsed.process(
                        new PureStage<>("access", SightCallers::in, OpsEvent::getRecordId, OpsEvent::getArrivedAt),
                        Records.type(AccessSighting.class))
                .uid("sight-callers")
                .name("Sight callers");
        SingleOutputStreamOperator<AccessSighting> sightings = callers.keyBy(AccessSighting::getEntity)
                .process(new SurpriseFunction(ACCESS_RETENTION), Records.type(AccessSighting.class))
                .uid("know-networks")
                .name("Know networks");
        SingleOutputStreamOperator<AccessSighting> vouched = sightings
                .keyBy(AccessSighting::getNetwork)
                .process(new VouchFunction(ACCESS_RETENTION), Records.type(AccessSighting.class))
                .uid("vouch-for-callers")
                .name("Vouch for callers");
        SingleOutputStreamOperator<OpsEvent> accesses = AskFunction.apply(
                        vouched, stages.models().accessQuestions(), AccessSighting.class)
                .uid("ask-about-accesses")
                .name("Ask about accesses")
                .keyBy(JudgeAccessesFunction::key)
                .process(new JudgeAccessesFunction(stages.models().access()), Records.type(OpsEvent.class))
                .uid("judge-accesses")
                .name("Judge accesses");
        DataStream<OpsEvent> events =
                parsed.union(derived, judged, joined, vectors, departures, remoteDepartures, accesses);
        SingleOutputStreamOperator<FoldedEvent> folded = events.keyBy(OpsEvent::getIdentity)
                .process(new FoldFunction(stages.content(), stages.fold()), Records.type(FoldedEvent.class))
                .uid("fold-events")
                .name("Fold events");
        SingleOutputStreamOperator<Signal> signals = folded.process(
                        new TriageFunction(stages.content()), Records.type(Signal.class))
                .uid("triage-events")
                .name("Triage events");
        SingleOutputStreamOperator<Signal> limited = signals.keyBy(Signal::getScope)
                .process(new LimitSignalsFunction(), Records.type(Signal.class))
                .uid("limit-signals")
                .name("Limit signals");
        DataStream<Situation> situations = situations(limited, stages);
        SingleOutputStreamOperator<ThreadChange> threads = signals.keyBy(Signal::getScope)
                .connect(situations.keyBy(Situation::getScope))
                .process(new ThreadFunction(stages.content(), stages.threads()), Records.type(ThreadChange.class))
                .uid("thread-signals")
                .name("Thread signals");
        SingleOutputStreamOperator<Command> commands = threads.getSideOutput(Outputs.PROPOSALS)
                .keyBy(command -> GuardFunction.KEY)
                .process(new GuardFunction(stages.content()), Records.type(Command.class))
                .uid("guard-commands")
                .name("Guard commands")
                .setParallelism(1);
        DataStream<Outcome> outcomes = threads.getSideOutput(Outputs.OUTCOMES);

        SingleOutputStreamOperator<BusEvent> explanations = threads.process(
                        new ExplainFunction(stages.content(), stages.models().analystWanted()),
                        Records.type(BusEvent.class))
                .uid("explain-threads")
                .name("Explain threads");
        SingleOutputStreamOperator<ExplainRequest> questions = explanations
                .getSideOutput(Outputs.EXPLAIN_REQUESTS)
                .keyBy(request -> GrantExplanationFunction.KEY)
                .process(new GrantExplanationFunction(stages.models().budget()), Records.type(ExplainRequest.class))
                .uid("grant-explanations")
                .name("Grant explanations")
                .setParallelism(1);
        SingleOutputStreamOperator<BusEvent> answers = AskModelFunction.apply(
                        questions,
                        stages.models().deadline(),
                        stages.models().asking(),
                        stages.models().analyst())
                .uid("ask-model")
                .name("Ask model")
                .process(new TellExplanationFunction(), Records.type(BusEvent.class))
                .uid("tell-answers")
                .name("Tell answers");
        SingleOutputStreamOperator<BusEvent> aboutThreads = said(
                threads,
                new PureStage<ThreadChange, BusEvent>(
                        "publish", BusEvents::of, ThreadChange::getChangeId, ThreadChange::getArrivedAt),
                "threads");
        SingleOutputStreamOperator<BusEvent> aboutCommands = said(
                commands,
                new PureStage<Command, BusEvent>(
                        "publish", BusEvents::of, Command::getCommandId, Command::getArrivedAt),
                "commands");
        SingleOutputStreamOperator<BusEvent> aboutOutcomes = said(
                outcomes,
                new PureStage<Outcome, BusEvent>("publish", BusEvents::of, Outcome::getEventId, Outcome::getArrivedAt),
                "outcomes");
        SingleOutputStreamOperator<BusEvent> entries = aboutThreads
                .union(aboutCommands, aboutOutcomes, explanations, answers)
                .process(new BusEventCheck(Outputs.DEAD_LETTERS), Records.type(BusEvent.class))
                .uid("check-entries")
                .name("Check entries");
        sinks.bus(entries);

        sinks.lake(Lake.EVENTS, events);
        sinks.lake(
                Lake.DECISIONS,
                folded.getSideOutput(Outputs.DECISIONS).union(signals.getSideOutput(Outputs.DECISIONS)));
        DataStream<MetricScore> scores = derived.getSideOutput(Outputs.SCORES)
                .union(judged.getSideOutput(Outputs.SCORES), vectors.getSideOutput(Outputs.SCORES));
        sinks.lake(Lake.SCORES, scores);
        sinks.lake(
                Lake.ANOMALIES,
                scores.filter(score -> score.getAnomalyGrade() > 0)
                        .uid("select-anomalies")
                        .name("Select anomalies"));
        sinks.lake(Lake.SITUATIONS, situations);
        sinks.lake(Lake.THREADS, threads);
        sinks.lake(Lake.THREAD_EVENTS, threads.getSideOutput(Outputs.THREAD_EVENTS));
        sinks.lake(Lake.COMMANDS, commands);
        sinks.lake(Lake.OUTCOMES, outcomes);
        sinks.lake(
                Lake.EXPLANATIONS,
                explanations.getSideOutput(Outputs.EXPLANATIONS).union(answers.getSideOutput(Outputs.EXPLANATIONS)));
        sinks.lake(
                Lake.REMOTE_ANSWERS,
                judged.getSideOutput(Outputs.REMOTE_ANSWERS)
                        .union(
                                remoteDepartures.getSideOutput(Outputs.REMOTE_ANSWERS),
                                accesses.getSideOutput(Outputs.REMOTE_ANSWERS),
                                answers.getSideOutput(Outputs.REMOTE_ANSWERS)));
        sinks.lake(Lake.SCOREBOARD, counts(metrics, logErrors, derived));
        sinks.lake(
                Lake.DEAD_LETTERS,
                metrics.getSideOutput(ParseMetricsFunction.DEAD_LETTERS)
                        .union(parsed.getSideOutput(ParseEventsFunction.DEAD_LETTERS))
                        .union(undecided(
                                derived,
                                judged,
                                departures,
                                remoteDepartures,
                                callers,
                                sightings,
                                vouched,
                                accesses,
                                joined,
                                vectors,
                                folded,
                                signals,
                                threads,
                                commands,
                                explanations,
                                questions,
                                answers,
                                aboutThreads,
                                aboutCommands,
                                aboutOutcomes,
                                entries)));
    }

    /** CEP sees signals only, one pattern per situation. */
    private static DataStream<Situation> situations(DataStream<Signal> signals, Stages stages) {
        return stages.situations().stream()
                .map(situation -> situation(signals, situation))
                .reduce((one, other) -> one.union(other))
                .orElseThrow(() -> new IllegalStateException("There is no situation to look for"));
    }

    private static DataStream<Situation> situation(DataStream<Signal> signals, SituationPattern situation) {
        return CEP.pattern(signals.keyBy(Signal::getScope), situation.pattern(), new SignalOrder())
                .process(new SelectSituationFunction(situation), Records.type(Situation.class))
                .uid("situate-" + situation.type())
                .name("Situate " + situation.type().replace('-', ' '));
    }

    /** What is worth saying of a stream's records. */
    private static <T extends SpecificRecordBase> SingleOutputStreamOperator<BusEvent> said(
            DataStream<T> records, PureStage<T, BusEvent> words, String what) {
        return records.process(words, Records.type(BusEvent.class))
                .uid("publish-" + what)
                .name("Publish " + what);
    }

    /** The records on which a stage's decision threw. */
    private static DataStream<DeadLetter> undecided(SingleOutputStreamOperator<?>... stages) {
        return Arrays.stream(stages)
                .<DataStream<DeadLetter>>map(stage -> stage.getSideOutput(Outputs.DEAD_LETTERS))
                .reduce((one, other) -> one.union(other))
                .orElseThrow();
    }

    private static DataStream<StreamCount> counts(
            SingleOutputStreamOperator<MetricDatum> metrics,
            SingleOutputStreamOperator<MetricDatum> logErrors,
            SingleOutputStreamOperator<OpsEvent> scored) {
        return preAggregated(metrics.getSideOutput(ParseMetricsFunction.COUNTS), "received")
                .union(preAggregated(logErrors.getSideOutput(Outputs.COUNTS), "logged"))
                .union(preAggregated(scored.getSideOutput(Outputs.COUNTS), "scored"))
                .keyBy(SumCountsFunction::key)
                .process(new SumCountsFunction(), Records.type(StreamCount.class))
                .uid("sum-counts")
                .name("Sum counts")
                .setParallelism(1);
    }

    private static DataStream<StreamCount> preAggregated(DataStream<StreamCount> counts, String what) {
        return counts.transform("Count " + what + " points", Records.type(StreamCount.class), new PreAggregateCounts())
                .uid("count-" + what + "-points");
    }
}
