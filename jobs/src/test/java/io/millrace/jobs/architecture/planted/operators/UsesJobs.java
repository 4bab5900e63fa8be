package io.millrace.jobs.architecture.planted.operators;

import io.millrace.jobs.architecture.planted.jobs.Wiring;

final class UsesJobs {
    private UsesJobs() {}

    static void use() {
        Wiring.stand();
    }
}
