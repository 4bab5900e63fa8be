package io.millrace.jobs.architecture.planted.patterns;

import com.fasterxml.jackson.databind.ObjectMapper;

final class ParsesJson {
    private ParsesJson() {}

    static ObjectMapper mapper() {
        return new ObjectMapper();
    }
}
