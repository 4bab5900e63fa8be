package io.millrace.runbooks.catalog;

import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;

/** Plans with the shipped runbooks, for their example tests. */
final class ShippedRunbooks {
    private static final Content CONTENT = ContentBundle.shipped().compile();

    private ShippedRunbooks() {}

    /** The first attempt of one rung of the runbook that this event triggers. */
    static Plan plan(OpsEvent event, int rung) {
        var runbook = CONTENT.planner().triggeredBy(event).orElseThrow();
        var context = new PlanContext("thread-1", "shop", "checkout", "occurrence-1", "example-1");
        return CONTENT.planner().plan(runbook, rung, 1, event, context);
    }

    static Runbook runbook(String id) {
        return CONTENT.runbooks().find(id).orElseThrow();
    }
}
