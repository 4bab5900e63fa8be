package io.millrace.jobs.architecture.planted.operators;

final class ThreadManager {
    private ThreadManager() {}

    static void manage() {}
}
