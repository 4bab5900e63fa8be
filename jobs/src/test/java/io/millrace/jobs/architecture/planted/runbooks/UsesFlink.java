package io.millrace.jobs.architecture.planted.runbooks;

import org.apache.flink.configuration.Configuration;

final class UsesFlink {
    private UsesFlink() {}

    static Configuration settings() {
        return new Configuration();
    }
}
