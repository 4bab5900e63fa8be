package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.models.access.Access;
import io.millrace.models.access.EntityNetworks;
import java.time.Duration;

/**
 * By entity: says of each sighting how surprising its network is, then learns it, so that one network surprises once. Hands
 * on one sighting an hour and network: a loop of calls ends here. State: {@link EntityNetworks}, 600 bytes at most. Hours are
 * those of arrival: CloudTrail's own times come in any order.
 */
public final class SurpriseFunction extends SightingFunction<EntityNetworks> {
    private static final long serialVersionUID = 1L;

    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** @param retention an entity that did not act for so long is forgotten */
    public SurpriseFunction(Duration retention) {
        super(retention);
    }

    @Override
    EntityNetworks fresh() {
        return new EntityNetworks();
    }

    @Override
    EntityNetworks restore(byte[] state) {
        return EntityNetworks.restore(state);
    }

    @Override
    byte[] state(EntityNetworks entity) {
        return entity.state();
    }

    @Override
    boolean judge(EntityNetworks entity, AccessSighting sighting) {
        int address = Access.of(sighting.getEntity(), sighting.getAddress())
                .orElseThrow(() -> new IllegalArgumentException(
                        "The address of a sighting is " + sighting.getAddress() + "; it must be IPv4"))
                .address();
        long hour = Math.floorDiv(sighting.getArrivedAt().toEpochMilli(), HOUR);
        sighting.setSessions(entity.sessions());
        sighting.setSurprise(entity.surprise(address, hour));
        return entity.learn(address, hour);
    }

    @Override
    boolean handsOn(AccessSighting judged, boolean learned) {
        return learned;
    }
}
