package io.millrace.runbooks.people;

import io.millrace.domain.escalate.CommunicationPlan;
import io.millrace.domain.escalate.EscalationPath;
import io.millrace.domain.escalate.Responders;
import io.millrace.runbooks.services.ServiceCatalog;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import io.millrace.runbooks.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code escalation/*.yaml} and {@code communication/*.yaml}: paths, vendors, the default path, and plans. */
public final class ResponderReader {
    private final ServiceCatalog catalog;
    private final Problems problems;

    public ResponderReader(ServiceCatalog catalog, Problems problems) {
        this.catalog = catalog;
        this.problems = problems;
    }

    /** Of all files together; problems are noted, not thrown. */
    public Responders read(List<Fields> escalation, List<Fields> communication) {
        var filters = new FilterReader(catalog);
        var paths = new PathReader(filters, catalog.knowsBusinessHours()).read(escalation);
        EscalationPath otherwise = otherwise(escalation, paths);
        var plans = new LinkedHashMap<String, CommunicationPlan>();
        var reader = new PlanReader(filters);
        for (Fields file : communication) {
            for (Fields fields : file.objects("plans")) {
                var plan = reader.read(fields);
                if (plans.put(plan.id(), plan) != null) {
                    fields.problem("id", "plan \"" + plan.id() + "\" is declared twice; ids are unique");
                }
            }
            file.done();
        }
        return new Responders(
                new ArrayList<>(paths.values()),
                otherwise,
                new ArrayList<>(plans.values()),
                catalog::tier,
                catalog::hours);
    }

    /** Paths for some threads alone would leave others to nobody. */
    private @Nullable EscalationPath otherwise(List<Fields> files, Map<String, EscalationPath> paths) {
        EscalationPath otherwise = null;
        for (Fields file : files) {
            String id = file.optionalText("default").orElse("");
            file.done("paths", "vendors");
            if (id.isEmpty()) {
                continue;
            }
            if (otherwise != null) {
                file.problem("default", "a second default; one path takes what no other does");
            }
            otherwise = paths.get(id);
            if (otherwise == null) {
                file.problem("default", "path \"" + id + "\" is not declared; " + Nearest.hint(id, paths.keySet()));
                return null;
            }
        }
        if (otherwise == null && !files.isEmpty()) {
            problems.add(
                    files.get(0).file(),
                    0,
                    "no file says default: PATH; threads that no path matches have nobody to call");
        }
        return otherwise;
    }
}
