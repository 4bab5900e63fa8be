package io.millrace.domain.guard;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Budgets, the actions that may run at all, the kill switch, and what holds commands back. */
public final class GuardSettings {
    /** For how long a storm holds commands back after it was last seen, where content does not say. */
    public static final Duration STORM_FREEZE = Duration.ofMinutes(30);

    private final BudgetLimits budgets;
    private final Set<String> allowedActions;
    private final Set<String> readOnlyActions;
    private final boolean killSwitch;
    private final List<Freeze> freezes;
    private final Duration stormFreeze;
    private final AttemptLimit attempts;
    private final List<Group> groups;

    /**
     * With the usual limits beside; see {@link #with}.
     *
     * @param allowedActions actions (SSM documents, `notify`) that may be granted; all others are refused
     * @param killSwitch refuse everything
     * @param freezes change calendars, each of which refuses everything while it is closed
     */
    public GuardSettings(BudgetLimits budgets, Set<String> allowedActions, boolean killSwitch, List<Freeze> freezes) {
        this(budgets, allowedActions, Set.of(), killSwitch, freezes, STORM_FREEZE, AttemptLimit.USUAL, List.of());
    }

    private GuardSettings(
            BudgetLimits budgets,
            Set<String> allowedActions,
            Set<String> readOnlyActions,
            boolean killSwitch,
            List<Freeze> freezes,
            Duration stormFreeze,
            AttemptLimit attempts,
            List<Group> groups) {
        this.budgets = budgets;
        this.allowedActions = new TreeSet<>(allowedActions);
        this.readOnlyActions = new TreeSet<>(readOnlyActions);
        this.killSwitch = killSwitch;
        this.freezes = List.copyOf(freezes);
        this.stormFreeze = stormFreeze;
        this.attempts = attempts;
        this.groups = List.copyOf(groups);
    }

    /**
     * The same with other limits on what is at work.
     *
     * @param stormFreeze for how long a scope's commands are refused after its alarm storm was last seen
     * @param attempts of one runbook on one target
     * @param groups of which only a share is worked on at once
     */
    public GuardSettings with(Duration stormFreeze, AttemptLimit attempts, List<Group> groups) {
        return new GuardSettings(
                budgets, allowedActions, readOnlyActions, killSwitch, freezes, stormFreeze, attempts, groups);
    }

    /** The same with actions that only read, which may be granted beside the others, and alone may be a diagnosis. */
    public GuardSettings reading(Set<String> actions) {
        return new GuardSettings(budgets, allowedActions, actions, killSwitch, freezes, stormFreeze, attempts, groups);
    }

    public BudgetLimits budgets() {
        return budgets;
    }

    public boolean allows(String action) {
        return allowedActions.contains(action) || reads(action);
    }

    /** Whether an action changes nothing, by the owner's word. */
    public boolean reads(String action) {
        return readOnlyActions.contains(action);
    }

    public boolean killSwitch() {
        return killSwitch;
    }

    public List<Freeze> freezes() {
        return freezes;
    }

    public Duration stormFreeze() {
        return stormFreeze;
    }

    public AttemptLimit attempts() {
        return attempts;
    }

    public List<Group> groups() {
        return groups;
    }

    /** How long a grant, or a storm, counts for anything. */
    public Duration memory() {
        Duration longest = Guarding.LONGEST_COOL_DOWN;
        for (Duration span : List.of(budgets.window(), stormFreeze, attempts.within())) {
            longest = span.compareTo(longest) > 0 ? span : longest;
        }
        return longest;
    }
}
