package io.millrace.runbooks.policies;

import io.millrace.runbooks.services.ServiceCatalog;
import io.millrace.runbooks.yaml.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The tests that stand beside the policies, {@code policies/tests/*.yaml}: lists of {@code cases}, each an event and what
 * triage must decide. They are for authors and CI: the job reads past them.
 */
public final class PolicyTests {
    private final List<PolicyCase> cases = new ArrayList<>();
    private final TreeSet<String> shown = new TreeSet<>();

    private PolicyTests() {}

    /** The tests of all files; what cannot be read becomes a problem of the file. */
    public static PolicyTests read(List<Fields> files) {
        var tests = new PolicyTests();
        for (Fields file : files) {
            var reader = new PolicyCaseReader(file);
            tests.cases.addAll(reader.cases());
            file.done();
        }
        return tests;
    }

    /** Decides every case; each difference becomes a problem at its line. */
    public void run(ServiceCatalog catalog, TriagePolicies policies) {
        for (PolicyCase test : cases) {
            shown.addAll(test.run(catalog, policies).policies());
        }
    }

    /** How many there are. */
    public int count() {
        return cases.size();
    }

    /** Policies that had a part in a case that was run. */
    public SortedSet<String> shown() {
        return new TreeSet<>(shown);
    }
}
