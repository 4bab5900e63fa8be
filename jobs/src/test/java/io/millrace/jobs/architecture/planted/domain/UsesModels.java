package io.millrace.jobs.architecture.planted.domain;

import io.millrace.jobs.architecture.planted.models.Model;

final class UsesModels {
    private UsesModels() {}

    static void use() {
        Model.stand();
    }
}
