package io.millrace.runbooks.policies;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.domain.DecisionAction;
import io.millrace.runbooks.Names;
import io.millrace.runbooks.policies.SeverityRule.Form;
import io.millrace.runbooks.services.ServiceCatalog;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code policies/*.yaml}: ordered policies (files by name, then as written), silences, inhibitions and the default. */
public final class PolicyReader {
    /** A default that hides without a named rule would be nobody's decision. */
    private static final Set<String> DEFAULTS = Set.of("accept", "discharge");

    private static final Set<String> RESERVED =
            Set.of(TriagePolicies.DEFAULT, TriagePolicies.POLICY_ERROR, TriagePolicies.FAIL_OPEN);

    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    private final ServiceCatalog catalog;
    private final Problems problems;
    private final List<Policy> policies = new ArrayList<>();
    private final List<Silence> silences = new ArrayList<>();
    private final List<Inhibition> inhibitions = new ArrayList<>();
    private final Map<String, String> declared = new TreeMap<>();
    private Optional<DecisionAction> defaultAction = Optional.empty();

    private PolicyReader(ServiceCatalog catalog, Problems problems) {
        this.catalog = catalog;
        this.problems = problems;
    }

    /** The policies of all files together; problems are noted, not thrown. */
    public static TriagePolicies read(List<Fields> files, ServiceCatalog catalog, Problems problems) {
        var reader = new PolicyReader(catalog, problems);
        files.forEach(reader::file);
        if (reader.defaultAction.isEmpty()) {
            problems.add(
                    "policies", 0, "no file says default: {action: accept} or discharge; undecided events need one");
        }
        return new TriagePolicies(
                reader.policies,
                reader.silences,
                reader.inhibitions,
                reader.defaultAction.orElse(DecisionAction.ACCEPTED));
    }

    private void file(Fields file) {
        file.object("default").ifPresent(fields -> {
            if (defaultAction.isPresent()) {
                file.problem("default", "a second default; one file states it");
            }
            defaultAction = Optional.of(PolicyActions.of(fields.oneOf("action", DEFAULTS, "")));
            fields.done();
        });
        file.objects("policies").forEach(this::policy);
        file.objects("silences").forEach(this::silence);
        file.objects("inhibit").forEach(this::inhibition);
        file.done();
    }

    private void policy(Fields fields) {
        String id = fields.text("id", Names.ID, Names.ID_WANTED);
        String description = fields.text("description");
        var then = fields.requiredObject("then");
        var ask = then.flatMap(found -> found.object("ask")).flatMap(Ask::read);
        var action = then.flatMap(this::action).or(() -> ask.map(asked -> DecisionAction.ACCEPTED));
        var severity = then.flatMap(this::severity);
        var owner = then.flatMap(found -> found.optionalText("owner"));
        var copies = then.map(found -> found.texts("copies")).orElse(List.of());
        var delay = then.flatMap(PolicyReader::delay);
        then.ifPresent(Fields::done);
        fields.done("match");
        then.filter(found -> found.has("ask") && (found.has("action") || found.has("delay")))
                .ifPresent(found -> found.problem(
                        "ask", "ask decides what becomes of the event; leave action and delay to other policies"));

        declare(id, "policy", fields);
        boolean decides = action.isPresent()
                || severity.isPresent()
                || owner.isPresent()
                || delay.isPresent()
                || !copies.isEmpty();
        if (then.isPresent() && !decides) {
            fields.problem("then", "then decides nothing; give action, ask, severity, owner, copies or delay");
        }
        pattern("match", "policy \"" + id + "\"", fields)
                .ifPresent(pattern -> policies.add(
                        new Policy(id, description, pattern, action, severity, owner, copies, delay, ask)));
    }

    private void silence(Fields fields) {
        String id = fields.optionalText("id").orElse("");
        declare(id, "silence", fields);
        SilenceReader.read(fields, pattern("match", "silence \"" + id + "\"", fields))
                .ifPresent(silences::add);
    }

    private void inhibition(Fields fields) {
        String id = fields.optionalText("id").orElse("");
        declare(id, "inhibition", fields);
        String owner = "inhibition \"" + id + "\"";
        InhibitionReader.read(fields, pattern("source", owner, fields), pattern("target", owner, fields))
                .ifPresent(inhibitions::add);
    }

    /** Policies, silences and inhibitions share their names: a decision row names any of them. */
    private void declare(String id, String what, Fields fields) {
        String other = declared.putIfAbsent(id, fields.file() + ":" + fields.line());
        if (other != null) {
            fields.problem("id", what + " \"" + id + "\" is declared in " + other + " too; ids are unique");
        }
        if (RESERVED.contains(id)) {
            fields.problem("id", "\"" + id + "\" names Millrace's own rule; choose another id");
        }
    }

    /** The pattern under a key, checked. */
    private Optional<JsonNode> pattern(String key, String owner, Fields fields) {
        if (!fields.has(key)) {
            fields.problem(
                    key, key + " is missing; wanted an EventBridge pattern (what always applies is the default)");
            return Optional.empty();
        }
        return EventPatterns.event(key, owner, fields, catalog, problems);
    }

    private Optional<DecisionAction> action(Fields then) {
        return then.has("action")
                ? Optional.of(PolicyActions.of(then.oneOf("action", PolicyActions.words(), "")))
                : Optional.empty();
    }

    private static Optional<Duration> delay(Fields then) {
        var delay = then.optionalDuration("delay");
        if (delay.isPresent() && delay.get().compareTo(LONGEST_DELAY) > 0) {
            then.problem("delay", "delay is " + delay.get() + "; wanted an hour at most: nobody hears of it meanwhile");
        }
        return delay;
    }

    private Optional<SeverityRule> severity(Fields then) {
        var node = then.node("severity");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (node.get().kind() != YamlNode.Kind.MAP) {
            return Optional.of(
                    new SeverityRule(Form.SET, then.integer("severity", SeverityRule.LEAST, SeverityRule.MOST)));
        }
        return then.object("severity").flatMap(PolicyReader::severityForm);
    }

    private static Optional<SeverityRule> severityForm(Fields fields) {
        var forms = new TreeMap<>(Map.of("raise", Form.RAISE, "atLeast", Form.AT_LEAST, "atMost", Form.AT_MOST));
        var found = new ArrayList<SeverityRule>();
        forms.forEach((key, form) -> {
            if (fields.has(key)) {
                int least = form == Form.RAISE ? -SeverityRule.MOST : SeverityRule.LEAST;
                found.add(new SeverityRule(form, fields.integer(key, least, SeverityRule.MOST)));
            }
        });
        if (found.size() != 1) {
            fields.problem("", "severity wants a number from 1 to 5, or one of raise, atLeast, atMost");
        }
        fields.done();
        return found.stream().findFirst();
    }
}
