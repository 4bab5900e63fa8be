package io.millrace.jobs.architecture.planted.jobs;

public final class Wiring {
    private Wiring() {}

    public static void stand() {}
}
