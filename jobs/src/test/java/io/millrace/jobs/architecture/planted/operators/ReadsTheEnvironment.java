package io.millrace.jobs.architecture.planted.operators;

final class ReadsTheEnvironment {
    private ReadsTheEnvironment() {}

    static String stage() {
        return String.valueOf(System.getenv("STAGE"));
    }
}
