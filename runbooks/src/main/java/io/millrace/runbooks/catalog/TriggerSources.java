package io.millrace.runbooks.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.runbooks.yaml.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Whose word may start a runbook: AWS services that watch for themselves, and sources that guardrails.yaml lists by name. EventBridge
 * lets nobody else say {@code aws.*}; what a service merely passes on from whoever calls it is refused all the same.
 */
final class TriggerSources {
    /** Partners' sources ({@code aws.partner/...}) are not AWS. */
    private static final Pattern AWS = Pattern.compile("aws\\.[a-z0-9-]+");

    private static final String SECURITY_HUB = "aws.securityhub";
    private static final String PRODUCT = "productArn";

    /** A product of AWS has no account in its ARN; findings that somebody imports have his. */
    private static final Pattern AWS_PRODUCT =
            Pattern.compile("arn:aws(-cn|-us-gov)?:securityhub:(\\*|[a-z0-9-]*)::product(v2)?/aws/[a-z0-9*/-]*");

    /** By the end of the detail type, why its word is not enough. */
    private static final Map<String, String> REFUSED = new TreeMap<>(Map.of(
            " via CloudTrail", "whoever makes a call, even one that is denied, chooses the names in it",
            "CloudWatch Alarm State Change", "SetAlarmState forges both its ends; use a condition on the metric",
            "OpsItem Create", "people write OpsItems",
            "OpsItem Update", "people write OpsItems",
            "Parameter Store Change", "whoever writes a parameter chooses its name"));

    private final Set<String> allowed;

    /** @param allowed sources beside AWS, as guardrails.yaml lists them */
    TriggerSources(Set<String> allowed) {
        this.allowed = new TreeSet<>(allowed);
    }

    /** Notes why a pattern lets in whom nobody vouches for. */
    void check(Fields trigger, String key, JsonNode pattern) {
        var sources = exact(pattern.get("source"));
        if (sources.isEmpty()) {
            trigger.problem(
                    key,
                    "an event starts a runbook only when its source is named: give source: [aws.guardduty], in full and"
                            + " without prefix, wildcard or $or");
        }
        for (String source : sources.orElse(List.of())) {
            if (!AWS.matcher(source).matches() && !allowed.contains(source)) {
                trigger.problem(
                        key,
                        "source \"" + source + "\" is neither a service of AWS (aws.NAME) nor listed under"
                                + " triggerSources in guardrails.yaml; whoever may put events on the bus could say it");
            }
        }
        var types = exact(pattern.get("detail-type"));
        if (types.isEmpty()) {
            trigger.problem(
                    key,
                    "give detail-type: [GuardDuty Finding], in full: a service says more than what it watches for");
        }
        for (String type : types.orElse(List.of())) {
            REFUSED.forEach((end, why) -> {
                if (type.endsWith(end)) {
                    trigger.problem(key, "\"" + type + "\" starts no runbook: " + why);
                }
            });
        }
        if (sources.filter(names -> names.contains(SECURITY_HUB)).isPresent() && !namesProducts(pattern)) {
            trigger.problem(
                    key,
                    "findings of Security Hub may be imported by anybody in the account; give attributes: {" + PRODUCT
                            + ": [{wildcard: \"arn:aws:securityhub:*::product/aws/*\"}]}");
        }
    }

    /** The listed names; empty when there are none, or something other than a whole name. */
    private static Optional<List<String>> exact(JsonNode wanted) {
        if (wanted == null || !wanted.isArray() || wanted.isEmpty()) {
            return Optional.empty();
        }
        var names = new ArrayList<String>();
        for (JsonNode name : wanted) {
            if (!name.isTextual()) {
                return Optional.empty();
            }
            names.add(name.textValue());
        }
        return Optional.of(names);
    }

    private static boolean namesProducts(JsonNode pattern) {
        var products = pattern.path("attributes").path(PRODUCT);
        for (JsonNode product : products) {
            var named = product.isObject() && product.size() == 1
                    ? product.has("prefix") ? product.get("prefix") : product.path("wildcard")
                    : product;
            if (!named.isTextual() || !AWS_PRODUCT.matcher(named.textValue()).matches()) {
                return false;
            }
        }
        return products.isArray() && !products.isEmpty();
    }
}
