package io.millrace.runbooks.policies;

import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.services.ServiceCatalog;
import java.time.Instant;
import java.util.List;

/** One scenario as it stands in {@code policies/tests/*.yaml}: events one after the other, and the threads that must come of them. */
final class Scenario {
    private final List<OpsEvent> events;
    private final Instant until;
    private final ScenarioExpectation expectation;

    /** @param until how long it is watched (arrival time) */
    Scenario(List<OpsEvent> events, Instant until, ScenarioExpectation expectation) {
        this.events = events;
        this.until = until;
        this.expectation = expectation;
    }

    /** Lets it happen as the job would and notes what differs. */
    void run(ServiceCatalog catalog, TriagePolicies policies) {
        var run = new ScenarioRun(catalog, policies);
        run.play(events, until);
        expectation.compare(run.told());
    }
}
