package io.millrace.runbooks.policies;

import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.services.ServiceCatalog;
import io.millrace.runbooks.yaml.Fields;

/** One test of the policies as it stands in {@code policies/tests/*.yaml}: an event and what must become of it. */
final class PolicyCase {
    private final String name;
    private final OpsEvent event;
    private final int flapCount;
    private final Expectation expectation;

    PolicyCase(String name, OpsEvent event, int flapCount, Fields expected) {
        this.name = name;
        this.event = event;
        this.flapCount = flapCount;
        this.expectation = new Expectation(expected);
    }

    /** Decides the event as triage would and notes what differs; gives the verdict. */
    Verdict run(ServiceCatalog catalog, TriagePolicies policies) {
        var verdict = policies.decide(event, catalog.of(event), flapCount);
        expectation.compare(name, verdict);
        return verdict;
    }
}
