package io.millrace.runbooks.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.InvalidContentException;
import io.millrace.runbooks.yaml.Problem;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tests that stand beside policies: those that ship pass, and one that fails says why. */
class PolicyTestsTest {
    @Test
    void everyShippedCaseHoldsAndEveryShippedPolicyIsAtWorkInOne() {
        var valid = ContentBundle.shipped().validate();

        assertThat(valid.policyCases()).isGreaterThan(40);
        assertThat(valid.untestedPolicies())
                .as("add a case to policies/tests/*.yaml in which the policy decides something")
                .isEmpty();
    }

    @Test
    void aFailedCaseTellsFileLineNameWhatWasAndWhoDecided() {
        assertThat(problems(
                        "cases:",
                        "  - name: the sandbox matters",
                        "    event: {account: '444455556666'}",
                        "    expect:",
                        "      action: accept",
                        "      rule: production",
                        "      severity: 5",
                        "      owner: media-team",
                        "      copies: [leadership]"))
                .containsExactly(
                        "policies/tests/x.yaml:5: case \"the sandbox matters\": action is discharge, decided by the default"
                                + " (no policy matched); expected accept",
                        "policies/tests/x.yaml:6: case \"the sandbox matters\": rule is the default (no policy matched),"
                                + " which says discharge; expected production",
                        "policies/tests/x.yaml:7: case \"the sandbox matters\": severity is 3, decided by the event itself;"
                                + " expected 5",
                        "policies/tests/x.yaml:8: case \"the sandbox matters\": owner is platform, decided by the service"
                                + " catalog; expected media-team",
                        "policies/tests/x.yaml:9: case \"the sandbox matters\": copies is [], decided by the service"
                                + " catalog and []; expected [leadership]");
    }

    @Test
    void aFailedCaseNamesThePolicyThatDecidedEachConcern() {
        assertThat(problems(
                        "cases:",
                        "  - name: a finding",
                        "    event: {source: aws.securityhub, detail-type: Findings Imported V2, kind: OTHER, account: '111122223333'}",
                        "    expect: {action: suppress, severity: 1, owner: media-team}"))
                .containsExactly(
                        "policies/tests/x.yaml:4: case \"a finding\": action is accept, decided by policy \"production\" (a"
                                + " production account is affected); expected suppress",
                        "policies/tests/x.yaml:4: case \"a finding\": owner is security-team, decided by policy"
                                + " \"unread-findings\"; expected media-team",
                        "policies/tests/x.yaml:4: case \"a finding\": severity is 3, decided by policy"
                                + " \"unread-findings\"; expected 1");
    }

    @Test
    void aCaseThatCannotBeReadIsAProblemBesideTheOthers() {
        assertThat(problems(
                        "defaults: {acount: '1'}",
                        "cases:",
                        "  - {name: a, event: {service: checkout}, expect: {}}",
                        "  - {name: a, event: {kind: ISSUES, arrivedAt: today, values: {x: much}}, expect: {acton: accept}}",
                        "  - {name: b, event: {}}"))
                .anySatisfy(problem -> assertThat(problem).contains("x.yaml:1: unknown key \"acount\"; did you mean"))
                .anySatisfy(problem -> assertThat(problem).contains("x.yaml:3: service is derived from the service"))
                .anySatisfy(problem -> assertThat(problem).contains("x.yaml:3: expect names nothing"))
                .anySatisfy(problem -> assertThat(problem).contains("x.yaml:4: case \"a\" is there twice"))
                .anySatisfy(problem -> assertThat(problem).contains("kind is \"ISSUES\"; did you mean \"ISSUE\"?"))
                .anySatisfy(problem -> assertThat(problem).contains("arrivedAt is \"today\"; wanted a UTC instant"))
                .anySatisfy(problem -> assertThat(problem).contains("value x is \"much\"; wanted a number"))
                .anySatisfy(problem -> assertThat(problem).contains("unknown key \"acton\"; did you mean \"action\"?"))
                .anySatisfy(problem -> assertThat(problem).contains("x.yaml:5: expect is missing; wanted a map"));
    }

    @Test
    void aJobReadsPastTests() {
        var bundle = bundle("cases: [{name: a, event: {}, expect: {severity: 1}}]", "policies/tests/x.yaml");

        assertThat(bundle.compile().policies().ids()).isNotEmpty();
    }

    @Test
    void aTestInAnotherFolderIsToldInsteadOfIgnored() {
        var misplaced = bundle("cases: []", "policies/test/x.yaml");

        assertThat(problems(misplaced))
                .containsExactly("policies/test/x.yaml: lies too deep to be read; only tests of policies have a folder:"
                        + " policies/tests/");
    }

    private static List<String> problems(String... lines) {
        return problems(bundle(String.join("\n", lines), "policies/tests/x.yaml"));
    }

    private static List<String> problems(ContentBundle bundle) {
        var invalid = catchThrowableOfType(InvalidContentException.class, bundle::validate);
        return invalid.problems().stream().map(Problem::toString).collect(Collectors.toList());
    }

    private static ContentBundle bundle(String text, String path) {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.put(path, text);
        return ContentBundle.of(files);
    }
}
