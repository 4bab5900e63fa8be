package io.millrace.jobs.architecture.planted.jobs;

import io.millrace.jobs.architecture.planted.local.Launcher;

final class UsesLocal {
    private UsesLocal() {}

    static void use() {
        Launcher.stand();
    }
}
