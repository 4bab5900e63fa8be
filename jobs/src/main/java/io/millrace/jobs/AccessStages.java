package io.millrace.jobs;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.OpsEvent;
import io.millrace.operators.access.JudgeAccessesFunction;
import io.millrace.operators.access.SightCallers;
import io.millrace.operators.access.SurpriseFunction;
import io.millrace.operators.access.VouchFunction;
import io.millrace.operators.stage.PureStage;
import io.millrace.operators.stage.Records;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** Who acts from where: callers → networks they are known in → who else is at home there → verdict. */
final class AccessStages {
    /** Longer than either model remembers. */
    private static final Duration RETENTION = Duration.ofDays(100);

    private AccessStages() {}

    /** Accesses worth waking for among the events. */
    static DataStream<OpsEvent> define(DataStream<OpsEvent> events, Stages stages, Rows rows) {
        SingleOutputStreamOperator<AccessSighting> callers = rows.undecided(events.process(
                        new PureStage<>("access", SightCallers::in, OpsEvent::getRecordId, OpsEvent::getArrivedAt),
                        Records.type(AccessSighting.class))
                .uid("sight-callers")
                .name("Sight callers"));
        SingleOutputStreamOperator<AccessSighting> sightings = rows.undecided(callers.keyBy(AccessSighting::getEntity)
                .process(new SurpriseFunction(RETENTION), Records.type(AccessSighting.class))
                .uid("know-networks")
                .name("Know networks"));
        SingleOutputStreamOperator<AccessSighting> vouched = rows.undecided(sightings
                .keyBy(AccessSighting::getNetwork)
                .process(new VouchFunction(RETENTION), Records.type(AccessSighting.class))
                .uid("vouch-for-callers")
                .name("Vouch for callers"));
        SingleOutputStreamOperator<AccessSighting> asked = stages.models()
                .accessQuestions()
                .apply("Ask about accesses", vouched, AccessSighting::getNetwork, AccessSighting.class)
                .uid("ask-about-accesses");
        return rows.answers(rows.undecided(asked.keyBy(JudgeAccessesFunction::key)
                .process(new JudgeAccessesFunction(stages.models().access()), Records.type(OpsEvent.class))
                .uid("judge-accesses")
                .name("Judge accesses")));
    }
}
