package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.OpsEvent;
import io.millrace.models.access.AccessScore;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * The verdict on an access from a network that is new to its entity: the endpoint's where it gave one, else the embedded
 * model's. Of whom little is known nothing is raised, whoever judges.
 */
public final class JudgeAccess implements FlatMapFunction<AccessSighting, OpsEvent> {
    private static final long serialVersionUID = 1L;

    /** Named in every event that no endpoint judged. */
    public static final String MODEL = "embedded-access";

    /** Sessions of an entity before an endpoint's product counts: the embedded score has its own warm-up in it. */
    private static final double LEAST_SESSIONS = 20;

    private final RemoteAccess settings;

    public JudgeAccess(RemoteAccess settings) {
        this.settings = settings;
    }

    @Override
    public void flatMap(AccessSighting sighting, Collector<OpsEvent> out) {
        double score = AccessScore.of(sighting.getSurprise(), sighting.getOthers());
        Double product = sighting.getProduct();
        boolean isRaised = product == null
                ? score >= AccessScore.THRESHOLD
                : product < settings.lowestProduct() && sighting.getSessions() >= LEAST_SESSIONS;
        if (isRaised) {
            out.collect(AccessEvents.anomaly(sighting, score, settings));
        }
    }
}
