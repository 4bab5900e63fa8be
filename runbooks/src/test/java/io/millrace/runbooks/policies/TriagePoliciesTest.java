package io.millrace.runbooks.policies;

import static io.millrace.domain.DecisionAction.ACCEPTED;
import static io.millrace.domain.DecisionAction.DISCHARGED;
import static io.millrace.domain.DecisionAction.SUPPRESSED;
import static io.millrace.runbooks.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.services.Ownership;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TriagePoliciesTest {
    private final OpsEvent event = event().setValues(Map.of("value", 97.5, "huge", 1e300, "none", Double.NaN))
            .setAttributes(Map.of("dim.InstanceId", "i-1", "flag", "yes"))
            .build();
    private final Ownership ownership =
            ContentBundle.shipped().compile().catalog().of(event);

    @Test
    void takesTheFirstMatchOfEachConcernInDeclaredOrder() {
        var policies = policies(
                "- {id: quiet, description: d, match: {source: [other]}, then: {action: suppress, severity: 1}}",
                "- {id: worse, description: d, match: {source: [com.example.shop]}, then: {severity: {raise: 1}}}",
                "- {id: hush, description: it is hushed, match: {account: ['111122223333']}, then: {action: suppress}}",
                "- {id: late, description: d, match: {region: [eu-west-1]}, then: {action: accept, severity: 1, owner: b}}",
                "- {id: later, description: d, match: {status: [OPEN]}, then: {owner: c}}");

        var verdict = policies.decide(event, ownership, 1);

        assertThat(verdict.action()).isEqualTo(SUPPRESSED);
        assertThat(verdict.rule()).isEqualTo("hush");
        assertThat(verdict.reason()).isEqualTo("it is hushed");
        assertThat(verdict.severity()).isEqualTo(4);
        assertThat(verdict.owner()).isEqualTo("b");
    }

    @Test
    void addsCopiesOfAllMatches() {
        var policies = policies(
                "- {id: a, description: d, match: {kind: [ISSUE]}, then: {copies: [z, y]}}",
                "- {id: b, description: d, match: {kind: [ISSUE]}, then: {copies: [x], owner: y}}");

        var verdict = policies.decide(event, ownership, 1);

        assertThat(verdict.copies()).containsExactly("cloud-platform", "x", "z");
        assertThat(verdict.owner()).isEqualTo("y");
    }

    @Test
    void matchesNumbersAndOpenFields() {
        assertMatches("severity: [3]", true);
        assertMatches("severity: [{numeric: ['>', 3]}]", false);
        assertMatches("flapCount: [{numeric: ['>=', 7]}]", true);
        assertMatches("values: {value: [{numeric: ['>', 95, '<=', 100]}]}", true);
        assertMatches("values: {none: [{exists: true}]}", false);
        assertMatches("attributes: {dim.InstanceId: [{prefix: i-}], flag: ['yes']}", true);
        assertMatches("attributes: {flag: [{exists: false}]}", false);
        assertMatches("catalogGap: [false]", true);
        assertMatches("late: [false]", true);
        assertMatches("late: [true]", false);
        assertMatches("tier: [3]", true);
        assertMatches("$or: [{source: [other]}, {region: [{wildcard: 'eu-*'}]}]", true);
    }

    @Test
    void keepsSeverityWithinOneAndFive() {
        assertThat(severity("{raise: 5}")).isEqualTo(5);
        assertThat(severity("{raise: -5}")).isEqualTo(1);
        assertThat(severity("{atLeast: 4}")).isEqualTo(4);
        assertThat(severity("{atMost: 2}")).isEqualTo(2);
        assertThat(severity("2")).isEqualTo(2);
    }

    @Test
    void fallsBackToTheDeclaredDefault() {
        var verdict = policies("- {id: a, description: d, match: {source: [other]}, then: {action: accept}}")
                .decide(event, ownership, 1);

        assertThat(verdict.action()).isEqualTo(DISCHARGED);
        assertThat(verdict.rule()).isEqualTo(TriagePolicies.DEFAULT);
        assertThat(verdict.severity()).isEqualTo(3);
    }

    @Test
    void failsOpenWhenMatchingFails() {
        var broken = event().build();
        broken.setAttributes(null);

        var verdict = policies(
                        "- {id: a, description: d, match: {source: [com.example.shop]}, then: {action: suppress}}")
                .decide(broken, ownership, 1);

        assertThat(verdict.action()).isEqualTo(ACCEPTED);
        assertThat(verdict.rule()).isEqualTo(TriagePolicies.POLICY_ERROR);
        assertThat(verdict.reason()).contains("NullPointerException");
        assertThat(verdict.severity()).isEqualTo(3);
        assertThat(verdict.owner()).isEqualTo("cloud-platform");
    }

    @Test
    void readsFilesByName() {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.keySet().removeIf(path -> path.startsWith("policies/"));
        files.put("policies/b.yaml", "default: {action: accept}\npolicies: [" + policy("second") + "]");
        files.put("policies/a.yaml", "policies: [" + policy("first") + "]");

        assertThat(ContentBundle.of(files).compile().policies().ids()).containsExactly("first", "second");
    }

    private void assertMatches(String pattern, boolean expected) {
        var policies = policies("- {id: a, description: d, match: {" + pattern + "}, then: {action: accept}}");

        assertThat(policies.decide(event, ownership, 7).rule().equals("a"))
                .as(pattern)
                .isEqualTo(expected);
    }

    private int severity(String rule) {
        return policies("- {id: a, description: d, match: {severity: [3]}, then: {severity: " + rule + "}}")
                .decide(event, ownership, 1)
                .severity();
    }

    private static String policy(String id) {
        return "{id: " + id + ", description: d, match: {severity: [1]}, then: {action: accept}}";
    }

    private static TriagePolicies policies(String... policies) {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.keySet().removeIf(path -> path.startsWith("policies/"));
        files.put(
                "policies/all.yaml",
                "default: {action: discharge}\npolicies:\n  " + String.join("\n  ", policies) + "\n");
        return ContentBundle.of(files).compile().policies();
    }
}
