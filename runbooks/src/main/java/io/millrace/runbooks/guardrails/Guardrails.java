package io.millrace.runbooks.guardrails;

import io.millrace.domain.guard.Freeze;
import io.millrace.domain.guard.GuardSettings;
import io.millrace.runbooks.yaml.Fields;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The limits of acting as {@code guardrails.yaml} states them: budgets per window, and which actions at all. */
public final class Guardrails {
    /** Stands for a missing file while the rest of a bundle is read: every command is refused. */
    public static final Guardrails MISSING = new Guardrails(
            new GuardSettings(Duration.ofHours(1), 0, 0, 0, 0, new TreeSet<>(), true, List.of()), List.of());

    /** SSM's rule for a document name (API reference of CreateDocument); {@code notify} fits it too. */
    private static final Pattern ACTION = Pattern.compile("[a-zA-Z0-9_\\-.]{3,128}");

    private static final int MOST = 100_000;

    private final GuardSettings settings;
    private final TreeSet<String> allowedActions;

    private Guardrails(GuardSettings settings, Collection<String> allowedActions) {
        this.settings = settings;
        this.allowedActions = new TreeSet<>(allowedActions);
    }

    /** Reads {@code guardrails.yaml}; problems are noted, not thrown. */
    public static Guardrails read(Fields fields) {
        var window = fields.duration("window");
        var budgets = fields.requiredObject("budgets");
        int perTarget = budget(budgets, "perTarget");
        int perService = budget(budgets, "perService");
        int perAccount = budget(budgets, "perAccount");
        int fleet = budget(budgets, "fleet");
        budgets.ifPresent(Fields::done);
        var actions = new TreeSet<>(fields.texts("allowedActions"));
        for (String action : actions) {
            if (!ACTION.matcher(action).matches()) {
                fields.problem(
                        "allowedActions",
                        "\"" + action + "\" is no SSM document name; wanted letters, digits, _ - . and no wildcard");
            }
        }
        boolean killSwitch = fields.flag("killSwitch", false);
        List<Freeze> freezes = CalendarReader.read(fields);
        fields.done();
        return new Guardrails(
                new GuardSettings(window, perTarget, perService, perAccount, fleet, actions, killSwitch, freezes),
                actions);
    }

    private static int budget(Optional<Fields> budgets, String key) {
        return budgets.map(fields -> fields.integer(key, 0, MOST)).orElse(0);
    }

    /** For the guard stage. */
    public GuardSettings settings() {
        return settings;
    }

    /** SSM documents (and {@code notify}) that may be asked for at all. */
    public SortedSet<String> allowedActions() {
        return Collections.unmodifiableSortedSet(allowedActions);
    }
}
