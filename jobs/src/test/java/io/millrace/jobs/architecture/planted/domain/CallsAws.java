package io.millrace.jobs.architecture.planted.domain;

import software.amazon.awssdk.regions.Region;

final class CallsAws {
    private CallsAws() {}

    static Region region() {
        return Region.EU_WEST_1;
    }
}
