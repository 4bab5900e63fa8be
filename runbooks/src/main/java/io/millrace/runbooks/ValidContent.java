package io.millrace.runbooks;

import io.millrace.runbooks.policies.PolicyTests;
import java.util.List;
import java.util.stream.Collectors;

/** A bundle that compiles and whose policies do what their tests say. */
public final class ValidContent {
    private final Content content;
    private final PolicyTests tests;

    ValidContent(Content content, PolicyTests tests) {
        this.content = content;
        this.tests = tests;
    }

    /** The compiled bundle. */
    public Content content() {
        return content;
    }

    /** How many tests of policies there are; all passed. */
    public int policyCases() {
        return tests.count();
    }

    /** How many scenarios there are; all came out as they should. */
    public int scenarios() {
        return tests.scenarios();
    }

    /** Policies that no test shows at work, in declared order. */
    public List<String> untestedPolicies() {
        var shown = tests.shown();
        return content.policies().ids().stream()
                .filter(id -> !shown.contains(id))
                .collect(Collectors.toList());
    }
}
