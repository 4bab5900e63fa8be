package io.millrace.domain.guard;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Budgets within a sliding window of arrival time, the actions that may run at all, and the kill switch. */
public final class GuardSettings {
    private final Duration window;
    private final int perTarget;
    private final int perService;
    private final int perAccount;
    private final int fleet;
    private final Set<String> allowedActions;
    private final boolean killSwitch;
    private final List<Freeze> freezes;

    /**
     * @param window span of arrival time over which grants are counted
     * @param perTarget most grants on one target within the window; likewise per service, account and in all
     * @param allowedActions actions (SSM documents, `notify`) that may be granted; all others are refused
     * @param killSwitch refuse everything
     * @param freezes change calendars, each of which refuses everything while it is closed
     */
    public GuardSettings(
            Duration window,
            int perTarget,
            int perService,
            int perAccount,
            int fleet,
            Set<String> allowedActions,
            boolean killSwitch,
            List<Freeze> freezes) {
        this.window = window;
        this.perTarget = perTarget;
        this.perService = perService;
        this.perAccount = perAccount;
        this.fleet = fleet;
        this.allowedActions = new TreeSet<>(allowedActions);
        this.killSwitch = killSwitch;
        this.freezes = List.copyOf(freezes);
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

    public boolean allows(String action) {
        return allowedActions.contains(action);
    }

    public boolean killSwitch() {
        return killSwitch;
    }

    public List<Freeze> freezes() {
        return freezes;
    }
}
