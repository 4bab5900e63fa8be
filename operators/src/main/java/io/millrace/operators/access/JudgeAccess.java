package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.domain.OpsEvent;
import io.millrace.models.access.AccessScore;
import java.util.Optional;
import org.apache.flink.util.function.SerializableFunction;

/**
 * The verdict on an access from a network that is new to its entity: the endpoint's where it gave one, else the embedded
 * model's. Of whom little is known nothing is raised, whoever judges.
 */
public final class JudgeAccess implements SerializableFunction<AccessSighting, Optional<OpsEvent>> {
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
    public Optional<OpsEvent> apply(AccessSighting sighting) {
        double score = AccessScore.of(sighting.getSurprise(), sighting.getOthers());
        Double product = sighting.getProduct();
        boolean isRaised = product == null
                ? score >= AccessScore.THRESHOLD
                : product < settings.lowestProduct() && sighting.getSessions() >= LEAST_SESSIONS;
        return isRaised ? Optional.of(AccessEvents.anomaly(sighting, score, settings)) : Optional.empty();
    }
}
