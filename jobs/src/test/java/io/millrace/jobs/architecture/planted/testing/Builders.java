package io.millrace.jobs.architecture.planted.testing;

public final class Builders {
    private Builders() {}

    public static void stand() {}
}
