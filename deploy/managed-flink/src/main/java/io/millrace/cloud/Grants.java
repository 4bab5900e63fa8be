package io.millrace.cloud;

import java.util.List;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Statements that allow named actions on one resource. */
final class Grants {
    private Grants() {}

    static PolicyStatement of(String resource, String... actions) {
        return of(List.of(resource), List.of(actions));
    }

    static PolicyStatement of(List<String> resources, List<String> actions) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(resources)
                .build();
    }
}
