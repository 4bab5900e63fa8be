package io.millrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the steps of an Automation document call, as IAM names it: read off the steps' {@code Service} and {@code Api}, the
 * scripts' clients, and the actions of Automation itself. What it cannot read is an error and not nothing.
 */
final class DocumentCalls {
    /** How IAM calls a service where the API's name is another. */
    private static final Map<String, String> SERVICES = Map.of("elbv2", "elasticloadbalancing");

    private static final Map<String, String> ACTIONS = Map.of(
            "s3:getpublicaccessblock", "s3:GetBucketPublicAccessBlock",
            "s3:putpublicaccessblock", "s3:PutBucketPublicAccessBlock");

    /** What AWS asks for beside the call itself, by the call. */
    private static final Map<String, List<String>> BESIDE = Map.of(
            // the role of the backup, and of instances that a launch template launches
            "backup:startbackupjob", List.of("iam:PassRole"),
            "autoscaling:startinstancerefresh", List.of("ec2:RunInstances", "iam:PassRole", "ec2:CreateTags"),
            "autoscaling:rollbackinstancerefresh", List.of("ec2:RunInstances", "iam:PassRole", "ec2:CreateTags"),
            // an encrypted volume's key
            "ec2:startinstances", List.of("kms:CreateGrant"));

    /** What Automation's own actions call, as its user guide and managed policy say. */
    private static final Map<String, List<String>> OF_STEP = Map.of(
            "aws:runCommand", List.of("ssm:SendCommand", "ssm:ListCommands", "ssm:ListCommandInvocations"),
            "aws:executeAutomation",
                    List.of("ssm:StartAutomationExecution", "ssm:GetAutomationExecution", "iam:PassRole"),
            "aws:branch", List.of(),
            "aws:sleep", List.of());

    private static final Set<String> STATES = Set.of("running", "stopped");
    private static final Set<String> API_STEPS =
            Set.of("aws:executeAwsApi", "aws:waitForAwsResourceProperty", "aws:assertAwsResourceProperty");

    private static final Pattern MADE = Pattern.compile("boto3\\.client\\('([a-z0-9-]+)'\\)");
    private static final Pattern USED_AT_ONCE = Pattern.compile(MADE.pattern() + "\\.([a-z_0-9]+)\\(");
    private static final Pattern NAMED =
            Pattern.compile("(?m)^\\s*([a-z_0-9]+(?:, [a-z_0-9]+)*) = (boto3\\.client\\('[a-z0-9-]+'\\)"
                    + "(?:, boto3\\.client\\('[a-z0-9-]+'\\))*)$");
    private static final Pattern PAGES = Pattern.compile("get_paginator\\('([a-z_0-9]+)'\\)");

    private final TreeSet<String> actions = new TreeSet<>();
    private final TreeSet<String> documents = new TreeSet<>();

    private DocumentCalls() {}

    static DocumentCalls of(String name, String text) {
        var calls = new DocumentCalls();
        Documents.read(name, text).path("mainSteps").forEach(step -> calls.step(name, step));
        return calls;
    }

    /** In lower case, as IAM compares them. */
    Set<String> actions() {
        return actions;
    }

    /** Documents that are sent to instances or started. */
    Set<String> documents() {
        return documents;
    }

    private void step(String name, JsonNode step) {
        String action = step.path("action").asText();
        JsonNode inputs = step.path("inputs");
        if (action.equals("aws:runShellScript")) {
            // runs on the instance, with the instance's own role
            return;
        }
        if (API_STEPS.contains(action)) {
            call(inputs.path("Service").asText(), inputs.path("Api").asText());
            if (inputs.has("CopyTagsFromSource") || inputs.has("Tags") || inputs.has("TagSpecifications")) {
                add("ec2:CreateTags");
            }
        } else if (action.equals("aws:changeInstanceState")) {
            String state = inputs.path("DesiredState").asText();
            require(STATES.contains(state), name, "no known state " + state);
            add("ec2:DescribeInstanceStatus");
            add(state.equals("running") ? "ec2:StartInstances" : "ec2:StopInstances");
        } else if (action.equals("aws:executeScript")) {
            script(name, inputs.path("Script").asText());
        } else {
            require(OF_STEP.containsKey(action), name, "nothing is known of " + action);
            OF_STEP.getOrDefault(action, List.of()).forEach(this::add);
            if (inputs.has("DocumentName")) {
                documents.add(inputs.path("DocumentName").asText());
            }
        }
    }

    private void script(String name, String script) {
        var clients = new TreeMap<String, String>();
        int made = count(MADE, script);
        int understood = 0;
        var named = NAMED.matcher(script);
        while (named.find()) {
            List<String> names = List.of(named.group(1).split(", ", -1));
            var services = MADE.matcher(named.group(2))
                    .results()
                    .map(client -> client.group(1))
                    .toList();
            require(names.size() == services.size(), name, "clients without names: " + named.group());
            for (int i = 0; i < names.size(); i++) {
                clients.put(names.get(i), services.get(i));
            }
            understood += services.size();
        }
        var atOnce = USED_AT_ONCE.matcher(script);
        while (atOnce.find()) {
            call(atOnce.group(1), atOnce.group(2));
            understood++;
        }
        require(
                made == understood && count(Pattern.compile("boto3\\."), script) == made,
                name,
                "a client of its script has no name, or is made in another way");
        clients.forEach((client, service) -> {
            var used = Pattern.compile("(?<![A-Za-z_0-9.'])" + client + "\\.([a-z_0-9]+)\\(([^\\n]*)")
                    .matcher(script);
            boolean any = false;
            while (used.find()) {
                any = true;
                if (used.group(1).equals("get_paginator")) {
                    var pages = PAGES.matcher(used.group());
                    require(pages.find(), name, "pages of what? " + used.group());
                    call(service, pages.group(1));
                } else {
                    require(!used.group(1).equals("get_waiter"), name, "a waiter calls what its name does not say");
                    call(service, used.group(1));
                }
            }
            require(any, name, "client " + client + " of its script is not used");
        });
    }

    private void call(String service, String api) {
        String action = (SERVICES.getOrDefault(service, service) + ":" + api.replace("_", "")).toLowerCase(Locale.ROOT);
        add(ACTIONS.getOrDefault(action, action));
    }

    private void add(String action) {
        String lower = action.toLowerCase(Locale.ROOT);
        if (actions.add(lower)) {
            BESIDE.getOrDefault(lower, List.of()).forEach(this::add);
        }
    }

    private static int count(Pattern pattern, String text) {
        return (int) pattern.matcher(text).results().count();
    }

    private static void require(boolean holds, String name, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + otherwise);
        }
    }

    /** Of several documents together. */
    static Set<String> actionsOf(Map<String, String> documents) {
        return documents.entrySet().stream()
                .flatMap(document -> of(document.getKey(), document.getValue()).actions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A document of one step, for tests of this class. */
    static DocumentCalls ofScript(String... lines) {
        var calls = new DocumentCalls();
        calls.script("planted", Arrays.stream(lines).collect(Collectors.joining("\n")));
        return calls;
    }
}
