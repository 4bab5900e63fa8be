package io.millrace.jobs.architecture.planted.unmarked;

final class SaysNothingAboutNull {
    private SaysNothingAboutNull() {}

    static void say() {}
}
