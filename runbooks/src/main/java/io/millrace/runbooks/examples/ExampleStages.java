package io.millrace.runbooks.examples;

import io.millrace.domain.Command;
import io.millrace.domain.OpsEvent;
import java.time.Instant;
import java.util.List;

/** The stages before and behind the planner, as an example needs them: they lie in another module. */
public interface ExampleStages {
    /** The events that a record of the events stream becomes; empty where it becomes none. */
    List<OpsEvent> events(String record, Instant arrivedAt);

    /** Why a granted command could not be published, one sentence each; empty when it could. */
    List<String> violations(Command granted);
}
