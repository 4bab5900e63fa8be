package io.millrace.runbooks;

import io.millrace.domain.escalate.Responders;
import io.millrace.domain.guard.GuardSettings;
import io.millrace.runbooks.catalog.RunbookCatalog;
import io.millrace.runbooks.catalog.RunbookPlanner;
import io.millrace.runbooks.conditions.MetricConditions;
import io.millrace.runbooks.controls.ControlTable;
import io.millrace.runbooks.documents.SsmDocuments;
import io.millrace.runbooks.policies.TriagePolicies;
import io.millrace.runbooks.scoring.ScoringRules;
import io.millrace.runbooks.services.ServiceCatalog;
import java.util.List;

/**
 * A compiled bundle. Not serialisable and cheap to ask; operators compile it from a
 * {@link ContentBundle} in {@code open()}. Its parts are immutable and may be shared by threads.
 */
public final class Content {
    private final String version;
    private final ServiceCatalog catalog;
    private final TriagePolicies policies;
    private final MetricConditions conditions;
    private final ScoringRules scoring;
    private final SsmDocuments documents;
    private final RunbookCatalog runbooks;
    private final List<ControlTable> controls;
    private final GuardSettings guardrails;
    private final Responders responders;

    Content(
            String version,
            ServiceCatalog catalog,
            TriagePolicies policies,
            MetricConditions conditions,
            ScoringRules scoring,
            SsmDocuments documents,
            RunbookCatalog runbooks,
            List<ControlTable> controls,
            GuardSettings guardrails,
            Responders responders) {
        this.responders = responders;
        this.version = version;
        this.catalog = catalog;
        this.policies = policies;
        this.conditions = conditions;
        this.scoring = scoring;
        this.documents = documents;
        this.runbooks = runbooks;
        this.controls = List.copyOf(controls);
        this.guardrails = guardrails;
    }

    /** Version of the bundle. */
    public String version() {
        return version;
    }

    /** Who owns what. */
    public ServiceCatalog catalog() {
        return catalog;
    }

    /** What is worth pursuing. */
    public TriagePolicies policies() {
        return policies;
    }

    /** When a metric is in trouble. */
    public MetricConditions conditions() {
        return conditions;
    }

    /** What the models are told of series: vectors, excluded windows, ranges before there is a history. */
    public ScoringRules scoring() {
        return scoring;
    }

    /** What commands run, as far as it is declared. */
    public SsmDocuments documents() {
        return documents;
    }

    /** What can be done about it. */
    public RunbookCatalog runbooks() {
        return runbooks;
    }

    /** Which runbook answers which control, and why some have none. */
    public List<ControlTable> controls() {
        return controls;
    }

    /** Turns a runbook into a proposed command. */
    public RunbookPlanner planner() {
        return new RunbookPlanner(runbooks);
    }

    /** The limits of doing it. */
    public GuardSettings guardrails() {
        return guardrails;
    }

    /** Who is called for a thread, and who is kept informed. */
    public Responders responders() {
        return responders;
    }
}
