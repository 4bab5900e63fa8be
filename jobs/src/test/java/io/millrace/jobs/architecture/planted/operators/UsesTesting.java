package io.millrace.jobs.architecture.planted.operators;

import io.millrace.jobs.architecture.planted.testing.Builders;

final class UsesTesting {
    private UsesTesting() {}

    static void use() {
        Builders.stand();
    }
}
