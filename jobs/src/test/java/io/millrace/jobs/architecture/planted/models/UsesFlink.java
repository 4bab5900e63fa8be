package io.millrace.jobs.architecture.planted.models;

import org.apache.flink.configuration.Configuration;

final class UsesFlink {
    private UsesFlink() {}

    static Configuration settings() {
        return new Configuration();
    }
}
