package io.millrace.runbooks.examples;

import io.millrace.runbooks.Content;
import io.millrace.runbooks.catalog.Plan;
import io.millrace.runbooks.catalog.Runbook;
import java.util.Optional;

/** What must come of an example. */
interface Expected {
    /** Whether a runbook is to start at all. */
    default boolean startsSomething() {
        return true;
    }

    /** The step that it shows at work; empty where none is to be proposed. */
    default Optional<String> step() {
        return Optional.empty();
    }

    /** Notes each difference, at its line. */
    default void compare(String title, Runbook runbook, Plan plan, Content content, ExampleStages stages) {}
}
