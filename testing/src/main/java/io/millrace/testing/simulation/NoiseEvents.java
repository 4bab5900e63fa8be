package io.millrace.testing.simulation;

import io.millrace.testing.Estates;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What an estate says all day without meaning trouble: API calls, state changes, finished jobs, low findings. CloudTrail
 * arrives 5 to 15 minutes late, the rest within seconds.
 */
final class NoiseEvents {
    private final ActivityNoise activity;
    private final StatementNoise statements;

    NoiseEvents(Estate estate, EventIds ids) {
        var source = NoiseSource.of(estate, ids);
        this.activity = new ActivityNoise(source);
        this.statements = new StatementNoise(source);
    }

    /** One noise event that happens at this time; some are followed by re-sends. */
    void at(Instant time, SplittableRandom random, Consumer<Planned> to) {
        int draw = random.nextInt(100);
        if (draw < 34) {
            activity.apiCall(time, random, account(random, 0.8), to);
        } else if (draw < 46) {
            activity.instanceState(time, random, to);
        } else if (draw < 60) {
            activity.taskState(time, random, to);
        } else if (draw < 68) {
            activity.backup(time, random, to);
        } else if (draw < 78) {
            activity.application(time, random, to);
        } else if (draw < 83) {
            statements.compliance(time, random, to);
        } else if (draw < 88) {
            statements.lowFinding(time, random, to);
        } else if (draw < 91) {
            statements.sandboxAttack(time, random, to);
        } else if (draw < 94) {
            activity.systemsManager(time, random, to);
        } else if (draw < 96) {
            statements.heartbeat(time, random, to);
        } else if (draw < 98) {
            statements.notification(time, random, to);
        } else if (draw < 99) {
            statements.trustedAdvisor(time, random, to);
        } else {
            activity.apiCall(time, random, Estates.UNKNOWN, to);
        }
    }

    private static String account(SplittableRandom random, double productionShare) {
        return random.nextDouble() < productionShare ? Estates.PRODUCTION : Estates.SANDBOX;
    }
}
