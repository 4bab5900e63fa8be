package io.millrace.jobs.architecture.planted.operators;

import java.util.UUID;

final class InventsAnId {
    private InventsAnId() {}

    static UUID id() {
        return UUID.randomUUID();
    }
}
