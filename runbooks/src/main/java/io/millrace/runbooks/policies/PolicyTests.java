package io.millrace.runbooks.policies;

import io.millrace.runbooks.services.ServiceCatalog;
import io.millrace.runbooks.yaml.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The tests that stand beside the policies, {@code policies/tests/*.yaml}: lists of {@code cases}, each an event and what
 * triage must decide, and of {@code scenarios}, events and the threads that must come of them. They are for authors and CI: the job reads past them.
 */
public final class PolicyTests {
    private final List<PolicyCase> cases = new ArrayList<>();
    private final List<Scenario> scenarios = new ArrayList<>();
    private final TreeSet<String> shown = new TreeSet<>();

    private PolicyTests() {}

    /** The tests of all files; what cannot be read becomes a problem of the file. */
    public static PolicyTests read(List<Fields> files) {
        var tests = new PolicyTests();
        for (Fields file : files) {
            var events = new TestEventReader(file);
            events.checkDefaults();
            tests.cases.addAll(new PolicyCaseReader(file, events).cases());
            tests.scenarios.addAll(new ScenarioReader(file, events).scenarios());
            file.done();
        }
        return tests;
    }

    /** Decides every case and plays every scenario; each difference becomes a problem at its line. */
    public void run(ServiceCatalog catalog, TriagePolicies policies) {
        for (PolicyCase test : cases) {
            shown.addAll(test.run(catalog, policies).policies());
        }
        scenarios.forEach(scenario -> scenario.run(catalog, policies));
    }

    /** How many cases there are. */
    public int count() {
        return cases.size();
    }

    /** How many scenarios there are. */
    public int scenarios() {
        return scenarios.size();
    }

    /** Policies that had a part in a case that was run. */
    public SortedSet<String> shown() {
        return new TreeSet<>(shown);
    }
}
