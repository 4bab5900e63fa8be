package io.millrace.runbooks.people;

import io.millrace.domain.escalate.EscalationPath;
import io.millrace.domain.escalate.EscalationPath.Stage;
import io.millrace.domain.escalate.EscalationTier;
import io.millrace.domain.escalate.EscalationTier.Duty;
import io.millrace.domain.escalate.WorkingHours;
import io.millrace.runbooks.Names;
import io.millrace.runbooks.services.BusinessHoursReader;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads vendors and paths of {@code escalation/*.yaml}; a path may name a vendor of any file. */
final class PathReader {
    private static final int MOST_TIERS = 8;
    private static final int MOST_CONTACTS = 20;
    /** P4 and P5 are nobody's page. */
    private static final int LEAST_PAGED = 3;

    private static final String AT_ONCE = "at-once";
    private static final String WORKING_HOURS = "working-hours";
    private static final List<String> PAGES = List.of(AT_ONCE, WORKING_HOURS);
    private static final Map<String, Duty> DUTIES =
            new TreeMap<>(Map.of("working-hours", Duty.WORKING_HOURS, "off-hours", Duty.OFF_HOURS));

    private final FilterReader filters;
    private final boolean knowsHours;
    private final Map<String, String> vendors = new TreeMap<>();
    private final Map<String, EscalationPath> paths = new LinkedHashMap<>();

    /** @param knowsHours whether the bundle says when people work */
    PathReader(FilterReader filters, boolean knowsHours) {
        this.filters = filters;
        this.knowsHours = knowsHours;
    }

    /** By id, in the order in which they are asked. */
    Map<String, EscalationPath> read(List<Fields> files) {
        files.forEach(file -> file.objects("vendors").forEach(this::vendor));
        files.forEach(file -> file.objects("paths").forEach(this::path));
        return paths;
    }

    private void vendor(Fields fields) {
        String name = fields.text("name", Names.ID, Names.ID_WANTED);
        String contact = fields.text("contact");
        fields.done();
        if (vendors.put(name, name + ": " + contact) != null) {
            fields.problem("name", "vendor \"" + name + "\" is declared twice; names are unique");
        }
    }

    private void path(Fields fields) {
        String id = fields.text("id", Names.ID, Names.ID_WANTED);
        var tiers = new ArrayList<EscalationTier>();
        for (Fields tier : fields.objects("tiers")) {
            tiers.add(tier(tier, tiers));
        }
        if (tiers.isEmpty() || tiers.size() > MOST_TIERS) {
            fields.problem("tiers", "path \"" + id + "\" has " + tiers.size() + " tiers; wanted 1 to " + MOST_TIERS);
            tiers.add(new EscalationTier("?", Duration.ZERO, List.of(), List.of(), Duty.ALWAYS));
        }
        int urgent = fields.integer("urgent", 0, 5, 2);
        WorkingHours hours = BusinessHoursReader.workingHours(fields);
        var path = new EscalationPath(
                id, filters.read(fields), urgent, pagesWait(fields, urgent, hours), hours, stages(fields), tiers);
        fields.done();
        if (paths.put(id, path) != null) {
            fields.problem("id", "path \"" + id + "\" is declared twice; ids are unique");
        }
    }

    /** Whether pages wait for hours: those must be known, and something must be left that is paged and not urgent. */
    private boolean pagesWait(Fields path, int urgent, @Nullable WorkingHours hours) {
        boolean wait = path.oneOf("pages", PAGES, AT_ONCE).equals(WORKING_HOURS);
        if (wait && urgent >= LEAST_PAGED) {
            path.problem(
                    "pages",
                    "pages wait for working-hours, and urgent is " + urgent
                            + ": all that is paged (P1 to P3) is urgent then; wanted urgent: 2, or pages: at-once");
        }
        if (wait && hours == null && !knowsHours) {
            path.problem(
                    "pages",
                    "pages wait for working-hours, but neither this path nor a file of services/ says when they are; add"
                            + " businessHours: {from: \"08:00\", to: \"18:00\", zone: Europe/Dublin}");
        }
        return wait;
    }

    private static Map<Stage, Duration> stages(Fields path) {
        var stages = new EnumMap<Stage, Duration>(Stage.class);
        path.object("stages").ifPresent(fields -> {
            for (Stage stage : Stage.values()) {
                fields.optionalDuration(stage.name().toLowerCase(Locale.ROOT))
                        .ifPresent(limit -> stages.put(stage, limit));
            }
            fields.done();
        });
        return stages;
    }

    private EscalationTier tier(Fields fields, List<EscalationTier> before) {
        String name = fields.text("name", Names.ID, Names.ID_WANTED);
        Duration after = fields.optionalDuration("after").orElse(Duration.ZERO);
        List<String> contacts = fields.texts("contacts");
        var reached = new ArrayList<String>();
        for (String vendor : fields.texts("vendors")) {
            if (vendors.containsKey(vendor)) {
                reached.add(vendors.get(vendor));
            } else {
                fields.problem(
                        "vendors",
                        "vendor \"" + vendor + "\" is not declared under vendors; "
                                + Nearest.hint(vendor, vendors.keySet()));
            }
        }
        Duty duty = fields.has("only")
                ? DUTIES.getOrDefault(fields.oneOf("only", DUTIES.keySet(), ""), Duty.ALWAYS)
                : Duty.ALWAYS;
        if (contacts.size() + reached.size() > MOST_CONTACTS) {
            fields.problem("contacts", "tier \"" + name + "\" calls more than " + MOST_CONTACTS + " at once");
        }
        boolean tooSoon =
                !before.isEmpty() && before.get(before.size() - 1).after().compareTo(after) > 0;
        if (tooSoon) {
            fields.problem(
                    "after", "tier \"" + name + "\" is called before the one above it; wanted tiers in their order");
        }
        fields.done();
        return new EscalationTier(name, after, contacts, reached, duty);
    }
}
