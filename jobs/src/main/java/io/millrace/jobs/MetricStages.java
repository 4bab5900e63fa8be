package io.millrace.jobs;

import static org.apache.flink.streaming.api.datastream.DataStreamUtils.reinterpretAsKeyedStream;

import io.millrace.domain.ConditionPart;
import io.millrace.domain.ForecastAnswer;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.MetricScore;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RawRecord;
import io.millrace.domain.RemoteAnswer;
import io.millrace.domain.ScoreAnswer;
import io.millrace.domain.StreamCount;
import io.millrace.domain.VectorPart;
import io.millrace.operators.count.PreAggregateCounts;
import io.millrace.operators.count.SumCountsFunction;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.logs.CountLogErrorsFunction;
import io.millrace.operators.logs.LogMinutes;
import io.millrace.operators.parse.ParseMetricsFunction;
import io.millrace.operators.remote.GatherUnanswered;
import io.millrace.operators.score.ForecastFunction;
import io.millrace.operators.score.JudgeForecastsFunction;
import io.millrace.operators.score.JudgeJoinedConditionsFunction;
import io.millrace.operators.score.JudgeVectorsFunction;
import io.millrace.operators.score.RemoteThresholdFunction;
import io.millrace.operators.score.ScoreFunction;
import io.millrace.operators.stage.Outputs;
import io.millrace.operators.stage.Records;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The way of a metric point: parse → score, forecast, judge → the events that come of it. */
final class MetricStages {
    private MetricStages() {}

    /** Anomalies, conditions and their ends in the records of the metrics stream. */
    static DataStream<OpsEvent> define(DataStream<RawRecord> records, ContentStages content, Stages stages, Rows rows) {
        SingleOutputStreamOperator<MetricDatum> points = records.process(new ParseMetricsFunction(
                        stages.farthestAhead(), stages.logs().region()))
                .uid("parse-metrics")
                .name("Parse metrics");
        SingleOutputStreamOperator<MetricDatum> logErrors = points.getSideOutput(ParseMetricsFunction.LOG_COUNTS)
                .keyBy(LogMinutes::seriesKey)
                .process(new CountLogErrorsFunction(stages.logs()), Records.type(MetricDatum.class))
                .uid("count-log-errors")
                .name("Count log errors");
        SingleOutputStreamOperator<OpsEvent> scored = rows.undecided(content.versions()
                .into(
                        points.union(logErrors).keyBy(MetricDatum::getSeriesKey),
                        new ScoreFunction(stages.content(), stages.scoring()),
                        OpsEvent.class)
                .uid("score-series")
                .name("Score series"));
        SingleOutputStreamOperator<OpsEvent> judged = judged(scored, stages, rows);
        SingleOutputStreamOperator<OpsEvent> joined = rows.undecided(content.versions()
                .into(
                        scored.getSideOutput(Outputs.CONDITION_PARTS).keyBy(ConditionPart::getJoinKey),
                        new JudgeJoinedConditionsFunction(stages.content(), stages.scoring()),
                        OpsEvent.class)
                .uid("judge-joined-conditions")
                .name("Judge joined conditions"));
        SingleOutputStreamOperator<OpsEvent> vectors = rows.undecided(content.versions()
                .into(
                        scored.getSideOutput(Outputs.VECTOR_PARTS).keyBy(VectorPart::getResourceKey),
                        new JudgeVectorsFunction(stages.content(), stages.scoring()),
                        OpsEvent.class)
                .uid("judge-vectors")
                .name("Judge vectors"));

        rows.add(Lake.DEAD_LETTERS, points.getSideOutput(ParseMetricsFunction.DEAD_LETTERS));
        rows.add(Lake.SCOREBOARD, counts(points, logErrors, scored));
        DataStream<MetricScore> scores = scored.getSideOutput(Outputs.SCORES)
                .union(judged.getSideOutput(Outputs.SCORES), vectors.getSideOutput(Outputs.SCORES));
        rows.add(Lake.SCORES, scores);
        rows.add(
                Lake.ANOMALIES,
                scores.filter(score -> score.getAnomalyGrade() > 0)
                        .uid("select-anomalies")
                        .name("Select anomalies"));
        return scored.union(judged, joined, vectors, departures(points, stages, rows));
    }

    /** Scores that an endpoint gives, or in its place the embedded model; all in the task that scored, by the same key. */
    private static SingleOutputStreamOperator<OpsEvent> judged(
            SingleOutputStreamOperator<OpsEvent> scored, Stages stages, Rows rows) {
        SingleOutputStreamOperator<ScoreAnswer> answers = stages.models()
                .forestQuestions(stages.scoring())
                .apply(
                        "Score remotely",
                        scored.getSideOutput(Outputs.SCORE_REQUESTS),
                        request -> request.getPoint().getSeriesKey(),
                        ScoreAnswer.class)
                .uid("score-remotely");
        SingleOutputStreamOperator<OpsEvent> judged =
                rows.undecided(reinterpretAsKeyedStream(answers, RemoteThresholdFunction::key, Types.STRING)
                        .process(new RemoteThresholdFunction(stages.scoring()), Records.type(OpsEvent.class))
                        .uid("judge-scores")
                        .name("Judge scores"));
        rows.add(
                Lake.REMOTE_ANSWERS,
                judged.getSideOutput(Outputs.REMOTE_ANSWERS)
                        .transform("Gather unanswered", Records.type(RemoteAnswer.class), new GatherUnanswered())
                        .uid("gather-unanswered"));
        return judged;
    }

    /** Departures from forecasts, and capacity that comes to its end. */
    private static DataStream<OpsEvent> departures(
            SingleOutputStreamOperator<MetricDatum> points, Stages stages, Rows rows) {
        SingleOutputStreamOperator<OpsEvent> embedded =
                rows.undecided(points.filter(stages.scoring().forecasts())
                        .uid("select-forecast-series")
                        .name("Select forecast series")
                        .keyBy(MetricDatum::getSeriesKey)
                        .process(new ForecastFunction(stages.scoring()), Records.type(OpsEvent.class))
                        .uid("forecast-series")
                        .name("Forecast series"));
        SingleOutputStreamOperator<ForecastAnswer> answers = stages.models()
                .forecastQuestions(stages.scoring())
                .apply(
                        "Forecast remotely",
                        embedded.getSideOutput(Outputs.FORECAST_REQUESTS),
                        request -> request.getPoint().getSeriesKey(),
                        ForecastAnswer.class)
                .uid("forecast-remotely");
        SingleOutputStreamOperator<OpsEvent> remote =
                rows.answers(rows.undecided(reinterpretAsKeyedStream(answers, JudgeForecastsFunction::key, Types.STRING)
                        .process(new JudgeForecastsFunction(stages.scoring()), Records.type(OpsEvent.class))
                        .uid("judge-forecasts")
                        .name("Judge forecasts")));
        return embedded.union(remote);
    }

    private static DataStream<StreamCount> counts(
            SingleOutputStreamOperator<MetricDatum> points,
            SingleOutputStreamOperator<MetricDatum> logErrors,
            SingleOutputStreamOperator<OpsEvent> scored) {
        return preAggregated(points.getSideOutput(ParseMetricsFunction.COUNTS), "received")
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
