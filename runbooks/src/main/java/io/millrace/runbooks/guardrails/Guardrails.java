package io.millrace.runbooks.guardrails;

import io.millrace.domain.guard.AttemptLimit;
import io.millrace.domain.guard.BudgetLimits;
import io.millrace.domain.guard.Freeze;
import io.millrace.domain.guard.GuardSettings;
import io.millrace.runbooks.documents.StepFit;
import io.millrace.runbooks.yaml.Fields;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The limits of acting as {@code guardrails.yaml} states them: budgets per window, and which actions at all. */
public final class Guardrails {
    /** Stands for a missing file while the rest of a bundle is read: every command is refused. */
    public static final Guardrails MISSING = new Guardrails(
            new GuardSettings(BudgetLimits.NONE, new TreeSet<>(), true, List.of()),
            List.of(),
            List.of(),
            List.of(),
            "off");

    /** SSM's rule for a document name (API reference of CreateDocument); {@code notify} fits it too. */
    private static final Pattern ACTION = Pattern.compile("[a-zA-Z0-9_\\-.]{3,128}");

    /** As EventBridge's sources are written; whole, for a wildcard names nobody. */
    private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9._/-]{1,256}");

    private static final int MOST = 100_000;
    private static final int MOST_ATTEMPTS = 100;
    private static final Duration LONGEST_STORM_FREEZE = Duration.ofHours(24);
    private static final Duration LONGEST_ATTEMPTS = Duration.ofDays(7);

    private final GuardSettings settings;
    private final TreeSet<String> allowedActions;
    private final TreeSet<String> readOnlyActions;
    private final TreeSet<String> triggerSources;
    private final String mode;

    private Guardrails(
            GuardSettings settings,
            Collection<String> allowedActions,
            Collection<String> readOnlyActions,
            Collection<String> triggerSources,
            String mode) {
        this.settings = settings;
        this.allowedActions = new TreeSet<>(allowedActions);
        this.allowedActions.addAll(readOnlyActions);
        this.readOnlyActions = new TreeSet<>(readOnlyActions);
        this.triggerSources = new TreeSet<>(triggerSources);
        this.mode = mode;
    }

    /**
     * Reads {@code guardrails.yaml}; problems are noted, not thrown.
     *
     * @param services that the bundle knows
     */
    public static Guardrails read(Fields fields, Set<String> services) {
        BudgetLimits budgets = budgets(fields);
        var actions = actions(fields, "allowedActions");
        var readOnly = actions(fields, "readOnlyActions");
        if (readOnly.contains(StepFit.NOTIFY)) {
            fields.problem("readOnlyActions", "notify reads nothing; wanted names of SSM documents");
        }
        List<String> sources = triggerSources(fields);
        String mode = fields.oneOf("mode", List.of("off", "shadow", "live"), "live");
        boolean killSwitch = fields.flag("killSwitch", false);
        List<Freeze> freezes = CalendarReader.read(fields);
        var stormFreeze = fields.object("storm").map(Guardrails::stormFreeze).orElse(GuardSettings.STORM_FREEZE);
        var attempts = fields.object("attempts").map(Guardrails::attempts).orElse(AttemptLimit.USUAL);
        var groups = GroupReader.read(fields, services);
        fields.done();
        var settings = new GuardSettings(budgets, actions, killSwitch, freezes);
        var limited = settings.with(stormFreeze, attempts, groups).reading(readOnly);
        return new Guardrails(limited, actions, readOnly, sources, mode);
    }

    private static TreeSet<String> actions(Fields fields, String key) {
        var actions = new TreeSet<>(fields.texts(key));
        for (String action : actions) {
            if (!ACTION.matcher(action).matches()) {
                fields.problem(
                        key,
                        "\"" + action + "\" is no SSM document name; wanted letters, digits, _ - . and no wildcard");
            }
        }
        return actions;
    }

    private static Duration stormFreeze(Fields fields) {
        var freeze = atMost(fields, "freeze", LONGEST_STORM_FREEZE);
        fields.done();
        return freeze;
    }

    private static AttemptLimit attempts(Fields fields) {
        int most = fields.integer("most", 1, MOST_ATTEMPTS);
        var within = atMost(fields, "within", LONGEST_ATTEMPTS);
        fields.done();
        return new AttemptLimit(most, within);
    }

    /** The guard remembers no longer. */
    private static Duration atMost(Fields fields, String key, Duration longest) {
        var given = fields.duration(key);
        if (given.compareTo(longest) > 0) {
            fields.problem(key, key + " is longer than " + longest.toHours() + "h; give at most that");
        }
        return given;
    }

    private static List<String> triggerSources(Fields fields) {
        List<String> sources = fields.texts("triggerSources");
        for (String source : sources) {
            if (!SOURCE.matcher(source).matches() || source.startsWith("aws.") || source.startsWith("millrace")) {
                fields.problem(
                        "triggerSources",
                        "\"" + source + "\" is no source of your own; wanted whole names such as com.example.backup");
            }
        }
        return sources;
    }

    private static BudgetLimits budgets(Fields guardrails) {
        var window = guardrails.duration("window");
        Optional<Fields> budgets = guardrails.requiredObject("budgets");
        var limits = new BudgetLimits(
                window,
                budget(budgets, "perTarget"),
                budget(budgets, "perService"),
                budget(budgets, "perAccount"),
                budget(budgets, "fleet"));
        budgets.ifPresent(Fields::done);
        return limits;
    }

    private static int budget(Optional<Fields> budgets, String key) {
        return budgets.map(fields -> fields.integer(key, 0, MOST)).orElse(0);
    }

    /** For the guard stage. */
    public GuardSettings settings() {
        return settings;
    }

    /** Of these the ones that only read: a diagnosis is one of them. */
    public SortedSet<String> readOnlyActions() {
        return Collections.unmodifiableSortedSet(readOnlyActions);
    }

    /** SSM documents (and {@code notify}) that may be asked for at all. */
    public SortedSet<String> allowedActions() {
        return Collections.unmodifiableSortedSet(allowedActions);
    }

    /** Sources beside AWS whose events may start runbooks. */
    public SortedSet<String> triggerSources() {
        return Collections.unmodifiableSortedSet(triggerSources);
    }

    /** How far any runbook of the bundle may go: off, shadow or live. */
    public String mode() {
        return mode;
    }
}
