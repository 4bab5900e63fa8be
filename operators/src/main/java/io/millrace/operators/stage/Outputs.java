package io.millrace.operators.stage;

import io.millrace.domain.CatalogGapSighting;
import io.millrace.domain.Command;
import io.millrace.domain.ConditionPart;
import io.millrace.domain.ContentChange;
import io.millrace.domain.DeadLetter;
import io.millrace.domain.Decision;
import io.millrace.domain.DecisionRequest;
import io.millrace.domain.ExplainRequest;
import io.millrace.domain.Explanation;
import io.millrace.domain.ForecastRequest;
import io.millrace.domain.Incident;
import io.millrace.domain.LinkOffer;
import io.millrace.domain.MetricScore;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Outcome;
import io.millrace.domain.Problem;
import io.millrace.domain.RemoteAnswer;
import io.millrace.domain.ScoreRequest;
import io.millrace.domain.Situation;
import io.millrace.domain.StreamCount;
import io.millrace.domain.ThreadAct;
import io.millrace.domain.ThreadEvent;
import io.millrace.domain.VectorPart;
import org.apache.flink.util.OutputTag;

/** The side outputs of the stages: rows for the lake, and what the next stage is asked for. */
public final class Outputs {
    public static final OutputTag<DeadLetter> DEAD_LETTERS = Records.output("dead-letters", DeadLetter.class);
    public static final OutputTag<Decision> DECISIONS = Records.output("decisions", Decision.class);
    public static final OutputTag<StreamCount> COUNTS = Records.output("counts", StreamCount.class);
    public static final OutputTag<MetricScore> SCORES = Records.output("scores", MetricScore.class);
    public static final OutputTag<ScoreRequest> SCORE_REQUESTS = Records.output("score-requests", ScoreRequest.class);
    public static final OutputTag<ForecastRequest> FORECAST_REQUESTS =
            Records.output("forecast-requests", ForecastRequest.class);
    public static final OutputTag<RemoteAnswer> REMOTE_ANSWERS = Records.output("remote-answers", RemoteAnswer.class);
    public static final OutputTag<ConditionPart> CONDITION_PARTS =
            Records.output("condition-parts", ConditionPart.class);
    public static final OutputTag<VectorPart> VECTOR_PARTS = Records.output("vector-parts", VectorPart.class);
    public static final OutputTag<OpsEvent> EXECUTIONS = Records.output("executions", OpsEvent.class);
    public static final OutputTag<ThreadEvent> THREAD_EVENTS = Records.output("thread-events", ThreadEvent.class);
    public static final OutputTag<Situation> SITUATIONS = Records.output("situations", Situation.class);
    public static final OutputTag<DecisionRequest> DECISION_REQUESTS =
            Records.output("decision-requests", DecisionRequest.class);
    public static final OutputTag<LinkOffer> LINK_OFFERS = Records.output("link-offers", LinkOffer.class);
    public static final OutputTag<Incident> INCIDENTS = Records.output("incidents", Incident.class);
    public static final OutputTag<Problem> PROBLEMS = Records.output("problems", Problem.class);
    public static final OutputTag<ThreadAct> ACTS = Records.output("acts", ThreadAct.class);
    public static final OutputTag<Command> PROPOSALS = Records.output("proposals", Command.class);
    public static final OutputTag<Outcome> OUTCOMES = Records.output("outcomes", Outcome.class);
    public static final OutputTag<Explanation> EXPLANATIONS = Records.output("explanations", Explanation.class);
    public static final OutputTag<ExplainRequest> EXPLAIN_REQUESTS =
            Records.output("explain-requests", ExplainRequest.class);
    public static final OutputTag<ContentChange> CONTENT_CHANGES =
            Records.output("content-changes", ContentChange.class);
    public static final OutputTag<CatalogGapSighting> CATALOG_GAPS =
            Records.output("catalog-gaps", CatalogGapSighting.class);

    private Outputs() {}
}
