package io.millrace.runbooks.catalog;

import io.millrace.domain.Command;
import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import java.util.List;

/** Plans with the shipped runbooks, for their example tests. */
final class ShippedRunbooks {
    private static final Content CONTENT = ContentBundle.shipped().compile();

    private static final PlanContext CONTEXT =
            new PlanContext("thread-1", "shop", "checkout", "occurrence-1", "example-1");

    private ShippedRunbooks() {}

    /** The first attempt of one rung of the runbook that this event triggers. */
    static Plan plan(OpsEvent event, int rung) {
        var runbook = CONTENT.planner().triggeredBy(event).orElseThrow();
        return CONTENT.planner().plan(runbook, rung, 1, event, CONTEXT);
    }

    /** What that runbook reads first. */
    static List<Command> diagnose(OpsEvent event) {
        var runbook = CONTENT.planner().triggeredBy(event).orElseThrow();
        return CONTENT.planner().diagnose(runbook, event, CONTEXT);
    }

    static Runbook runbook(String id) {
        return CONTENT.runbooks().find(id).orElseThrow();
    }
}
