package io.millrace.runbooks.ladder;

import io.millrace.runbooks.catalog.RunbookCatalog;
import io.millrace.runbooks.catalog.RunbookPlanner;
import java.time.Instant;

/** The runbooks of one version of content. */
public final class VersionedRunbooks {
    private final String version;
    private final RunbookCatalog catalog;
    private final RunbookPlanner planner;

    public VersionedRunbooks(String version, RunbookCatalog catalog) {
        this.version = version;
        this.catalog = catalog;
        this.planner = new RunbookPlanner(catalog);
    }

    /** Of the content. */
    String version() {
        return version;
    }

    RunbookCatalog catalog() {
        return catalog;
    }

    RunbookPlanner planner() {
        return planner;
    }

    /** Finds runbooks by version. */
    public interface Lookup {

        /** Those of the version, or, where it is kept no more, those that decide about the arrival. */
        VersionedRunbooks of(String version, Instant arrivedAt);
    }
}
