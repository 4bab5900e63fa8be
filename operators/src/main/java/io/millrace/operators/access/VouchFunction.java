package io.millrace.operators.access;

import io.millrace.domain.AccessSighting;
import io.millrace.models.access.NetworkUsers;
import java.time.Duration;

/**
 * By network: says how many others are at home there, of each sighting. State:
 * {@link NetworkUsers}, 270 bytes at most.
 */
public final class VouchFunction extends SightingFunction<NetworkUsers> {
    private static final long serialVersionUID = 1L;

    private static final long DAY = Duration.ofDays(1).toMillis();

    /** @param retention a network from which nobody acted for so long is forgotten */
    public VouchFunction(Duration retention) {
        super(retention);
    }

    @Override
    NetworkUsers fresh() {
        return new NetworkUsers();
    }

    @Override
    NetworkUsers restore(byte[] state) {
        return NetworkUsers.restore(state);
    }

    @Override
    byte[] state(NetworkUsers users) {
        return users.state();
    }

    @Override
    boolean judge(NetworkUsers users, AccessSighting sighting) {
        long day = Math.floorDiv(sighting.getArrivedAt().toEpochMilli(), DAY);
        sighting.setOthers(users.others(sighting.getEntity(), day));
        return users.learn(sighting.getEntity(), day);
    }

    /** Known networks too: the judge learns from them that an anomaly goes on. */
    @Override
    boolean handsOn(AccessSighting judged, boolean learned) {
        return true;
    }
}
