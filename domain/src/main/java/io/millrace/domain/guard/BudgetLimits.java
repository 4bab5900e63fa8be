package io.millrace.domain.guard;

import java.time.Duration;

/** How many grants a sliding window of arrival time may hold: on one target, for one service, in one account, and in all. */
public final class BudgetLimits {
    /** Nothing is granted. */
    public static final BudgetLimits NONE = new BudgetLimits(Duration.ofHours(1), 0, 0, 0, 0);

    private final Duration window;
    private final int perTarget;
    private final int perService;
    private final int perAccount;
    private final int fleet;

    /** @param window span of arrival time over which grants are counted */
    public BudgetLimits(Duration window, int perTarget, int perService, int perAccount, int fleet) {
        this.window = window;
        this.perTarget = perTarget;
        this.perService = perService;
        this.perAccount = perAccount;
        this.fleet = fleet;
    }

    public Duration window() {
        return window;
    }

    public int perTarget() {
        return perTarget;
    }

    public int perService() {
        return perService;
    }

    public int perAccount() {
        return perAccount;
    }

    public int fleet() {
        return fleet;
    }
}
