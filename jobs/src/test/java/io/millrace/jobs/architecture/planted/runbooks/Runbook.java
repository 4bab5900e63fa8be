package io.millrace.jobs.architecture.planted.runbooks;

public final class Runbook {
    private Runbook() {}

    public static void stand() {}
}
