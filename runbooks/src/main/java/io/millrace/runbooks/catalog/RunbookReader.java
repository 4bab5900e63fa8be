package io.millrace.runbooks.catalog;

import io.millrace.domain.guard.Guarding;
import io.millrace.runbooks.Names;
import io.millrace.runbooks.conditions.MetricConditions;
import io.millrace.runbooks.documents.SsmDocuments;
import io.millrace.runbooks.documents.StepFit;
import io.millrace.runbooks.guardrails.Guardrails;
import io.millrace.runbooks.services.ServiceCatalog;
import io.millrace.runbooks.windows.ScheduleReader;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code runbooks/*.yaml}, one runbook a file. */
public final class RunbookReader {
    private static final int LAST_TIER = 3;
    private static final int MOST_ATTEMPTS = 5;
    private static final Duration APPROVE_WITHIN = Duration.ofHours(1);
    private static final Duration LONGEST_APPROVAL = Duration.ofHours(12);
    private static final int LAST_ORDER = 1000;
    private static final int USUAL_ORDER = 100;
    private final TriggerReader triggers;
    private final ModeReader modes;
    private final StepReader steps;
    private final Map<String, Runbook> runbooks = new TreeMap<>();

    private RunbookReader(
            TriggerReader triggers, ModeReader modes, Guardrails guardrails, @Nullable SsmDocuments documents) {
        this.triggers = triggers;
        this.modes = modes;
        this.steps = new StepReader(guardrails, new StepFit(documents));
    }

    /**
     * The runbooks of all files together; problems are noted, not thrown.
     *
     * @param documents what steps are held against; null for nothing
     */
    public static RunbookCatalog read(
            List<Fields> files,
            MetricConditions conditions,
            ServiceCatalog services,
            Set<String> policies,
            Guardrails guardrails,
            @Nullable SsmDocuments documents,
            Problems problems) {
        var sources = new TriggerSources(guardrails.triggerSources());
        var triggers = new TriggerReader(conditions, services, sources, problems);
        var reader = new RunbookReader(triggers, new ModeReader(services, policies), guardrails, documents);
        files.forEach(reader::runbook);
        return new RunbookCatalog(
                reader.runbooks.values(), services, Mode.of(guardrails.mode()).orElse(Mode.OFF));
    }

    private void runbook(Fields fields) {
        String id = fields.text("id", Names.ID, Names.ID_WANTED);
        String version = fields.text("version", Names.VERSION, Names.VERSION_WANTED);
        String title = fields.text("title");
        String advice = fields.text("advice").strip();
        var triggering = triggers.read(id, fields);
        int order = fields.integer("order", 1, LAST_ORDER, USUAL_ORDER);
        int tier = fields.integer("tier", 0, LAST_TIER);
        var mode = Mode.of(fields.oneOf("mode", Mode.words(), ""));
        var modeRules = modes.read(fields);
        var target = fields.requiredObject("target").flatMap(TargetReader::read);
        var cooldown = fields.duration("cooldown");
        var verifyWithin = fields.duration("verifyWithin");
        var expiresAfter = fields.duration("expiresAfter");
        int attempts = fields.integer("attempts", 1, MOST_ATTEMPTS, 1);
        var approveWithin = fields.optionalDuration("approveWithin").orElse(APPROVE_WITHIN);
        var schedule = fields.object("schedule").flatMap(ScheduleReader::read);
        String documentation = fields.optionalText("documentation").orElse("");
        var diagnosis = fields.object("diagnosis")
                .map(found -> DiagnosisReader.read(found, steps, advice))
                .orElse(Diagnosis.NONE);
        var rungs = rungs(fields, tier, advice);
        fields.done();

        if (cooldown.compareTo(Guarding.LONGEST_COOL_DOWN) > 0) {
            fields.problem(
                    "cooldown",
                    "cooldown is longer than " + Guarding.LONGEST_COOL_DOWN.toHours()
                            + "h, and the guard remembers no longer than that; give at most 24h");
        }
        if (approveWithin.compareTo(LONGEST_APPROVAL) > 0) {
            fields.problem(
                    "approveWithin",
                    "approveWithin is longer than " + LONGEST_APPROVAL.toHours()
                            + "h, and by then nobody knows what it was about; give at most that");
        }
        if (target.filter(Target::isAccount).isPresent()
                && rungs.stream().flatMap(rung -> rung.steps().stream()).anyMatch(step -> step.tier() == 1)) {
            fields.problem("target", "an account is no single reversible target; its steps are of tier 0, 2 or 3");
        }
        if (!fields.file().endsWith("/" + id + ".yaml")) {
            fields.problem(
                    "id", "runbook \"" + id + "\" stands in another file than " + id + ".yaml; rename one of them");
        }
        if (runbooks.containsKey(id)) {
            fields.problem("id", "runbook \"" + id + "\" is declared twice; ids are unique");
        }
        if (target.isPresent() && mode.isPresent()) {
            var runbook = new Runbook(
                    id,
                    version,
                    title,
                    advice,
                    triggering,
                    order,
                    mode.get(),
                    target.get(),
                    cooldown,
                    verifyWithin,
                    expiresAfter,
                    attempts,
                    rungs,
                    approveWithin,
                    modeRules,
                    schedule.orElse(null),
                    documentation,
                    diagnosis);
            runbooks.put(id, runbook);
        }
    }

    private List<Rung> rungs(Fields fields, int tier, String advice) {
        var rungs = new ArrayList<Rung>();
        for (Fields rung : fields.objects("rungs")) {
            var branches = new ArrayList<Branch>();
            rung.object("step")
                    .map(step -> new Branch(Bounds.NONE, steps.step(step, tier, advice)))
                    .ifPresent(branches::add);
            for (Fields branch : rung.objects("branches")) {
                branch(branch, tier, advice).ifPresent(branches::add);
            }
            if (rung.has("step") == rung.has("branches")) {
                rung.problem("step", "a rung has either a step, or branches that each have one");
            }
            rung.done();
            rungs.add(new Rung(branches));
        }
        if (rungs.isEmpty()) {
            fields.problem("rungs", "rungs is missing or empty; wanted at least one rung with a step");
        }
        steps.endOfRunbook();
        return rungs;
    }

    private Optional<Branch> branch(Fields branch, int tier, String advice) {
        var when = BoundsReader.read(branch);
        if (when.isEmpty()) {
            branch.problem("when", "when is missing or empty; wanted bounds such as when: {value: {above: 90}}");
        }
        var step = branch.requiredObject("step").map(found -> steps.step(found, tier, advice));
        branch.done();
        return step.map(found -> new Branch(when, found));
    }
}
