package io.millrace.jobs.architecture.planted.patterns;

import io.millrace.jobs.architecture.planted.runbooks.Runbook;

final class UsesRunbooks {
    private UsesRunbooks() {}

    static void use() {
        Runbook.stand();
    }
}
