package io.millrace.jobs.config;

import java.util.List;

/** The configuration cannot be used; the message lists every problem at once. */
public final class InvalidConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidConfigurationException(List<String> problems) {
        super(problems.size() + (problems.size() == 1 ? " problem" : " problems") + " in the configuration:\n  "
                + String.join("\n  ", problems));
    }
}
