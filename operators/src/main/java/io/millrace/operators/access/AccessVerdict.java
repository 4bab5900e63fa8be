package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.models.access.AccessScore;

/**
 * The verdict on an access from a network that is new to its entity: the endpoint's where it gave one, else the embedded
 * model's. Of whom little is known nothing is raised, whoever judges.
 */
final class AccessVerdict {
    /** Sessions of an entity before an endpoint's product counts: the embedded score has its own warm-up in it. */
    private static final double LEAST_SESSIONS = 20;

    private AccessVerdict() {}

    /** The embedded model's score, others considered. */
    static double score(AccessSighting sighting) {
        return AccessScore.of(sighting.getSurprise(), sighting.getOthers());
    }

    static boolean isRaised(AccessSighting sighting, RemoteAccess settings) {
        Double product = sighting.getProduct();
        return product == null
                ? score(sighting) >= AccessScore.THRESHOLD
                : product < settings.lowestProduct() && sighting.getSessions() >= LEAST_SESSIONS;
    }
}
