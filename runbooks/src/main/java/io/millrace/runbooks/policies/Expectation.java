package io.millrace.runbooks.policies;

import io.millrace.runbooks.Names;
import io.millrace.runbooks.yaml.Fields;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What a test of the policies expects of a verdict; what it does not name may be anything. */
final class Expectation {
    private static final String ACTION = "action";
    private static final String RULE = "rule";
    private static final String SEVERITY = "severity";
    private static final String OWNER = "owner";
    private static final String COPIES = "copies";
    private static final String UNTIL = "until";

    /** Of an event that does not wait. */
    private static final String NEVER = "never";

    private final Fields fields;
    private final Optional<String> action;
    private final Optional<String> rule;
    private final Optional<Integer> severity;
    private final Optional<String> owner;
    private final Optional<List<String>> copies;
    private final Optional<String> until;

    Expectation(Fields fields) {
        this.fields = fields;
        this.action =
                fields.has(ACTION) ? Optional.of(fields.oneOf(ACTION, PolicyActions.words(), "")) : Optional.empty();
        this.rule = fields.has(RULE) ? Optional.of(fields.text(RULE, Names.ID, Names.ID_WANTED)) : Optional.empty();
        this.severity = fields.has(SEVERITY)
                ? Optional.of(fields.integer(SEVERITY, SeverityRule.LEAST, SeverityRule.MOST))
                : Optional.empty();
        this.owner = fields.optionalText(OWNER);
        this.copies = fields.has(COPIES) ? Optional.of(fields.texts(COPIES)) : Optional.empty();
        this.until = fields.optionalText(UNTIL);
        fields.done();
        if (fields.keys().isEmpty()) {
            fields.problem(ACTION, "expect names nothing; give action, rule, severity, owner, copies or until");
        }
    }

    /** Notes one problem for each difference, at the line that was not met, with the policy that decided. */
    void compare(String name, Verdict verdict) {
        String actual = PolicyActions.word(verdict.action());
        String decided = decided(verdict.rule()) + " (" + verdict.reason() + ")";
        action.filter(wanted -> !wanted.equals(actual))
                .ifPresent(wanted -> differs(ACTION, name, actual + ", decided by " + decided, wanted));
        rule.filter(wanted -> !wanted.equals(verdict.rule()))
                .ifPresent(wanted -> differs(RULE, name, decided + ", which says " + actual, wanted));
        severity.filter(wanted -> wanted != verdict.severity())
                .ifPresent(wanted -> differs(
                        SEVERITY,
                        name,
                        verdict.severity() + ", decided by " + source(verdict.severityPolicy(), "the event itself"),
                        String.valueOf(wanted)));
        owner.filter(wanted -> !wanted.equals(verdict.owner()))
                .ifPresent(wanted -> differs(
                        OWNER,
                        name,
                        verdict.owner() + ", decided by " + source(verdict.ownerPolicy(), "the service catalog"),
                        wanted));
        copies.filter(wanted -> !new TreeSet<>(wanted).equals(new TreeSet<>(verdict.copies())))
                .ifPresent(wanted -> differs(
                        COPIES,
                        name,
                        verdict.copies() + ", decided by the service catalog and " + verdict.policies(),
                        new TreeSet<>(wanted).toString()));
        String waits = verdict.waits().map(wait -> wait.until().toString()).orElse(NEVER);
        until.filter(wanted -> !wanted.equals(waits))
                .ifPresent(wanted -> differs(
                        UNTIL,
                        name,
                        waits
                                + verdict.waits()
                                        .map(wait -> ", decided by \"" + wait.rule() + "\"")
                                        .orElse(", it waits for nothing"),
                        wanted));
    }

    private void differs(String key, String name, String was, String wanted) {
        fields.problem(key, "case \"" + name + "\": " + key + " is " + was + "; expected " + wanted);
    }

    private static String decided(String rule) {
        return rule.equals(TriagePolicies.DEFAULT) ? "the default" : "policy \"" + rule + "\"";
    }

    private static String source(String policy, String otherwise) {
        return policy.isEmpty() ? otherwise : "policy \"" + policy + "\"";
    }
}
