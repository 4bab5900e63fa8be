package io.millrace.operators.stage;

import io.millrace.operators.content.LiveContent;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.EffectiveBundle;
import io.millrace.runbooks.ladder.VersionedRunbooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Content of a small estate with narrow limits, and what its owners may ship while it runs. The figures are known to the oracle. */
final class ActingContent {
    static final String READ = "Millrace-ReportMemory";

    /** Runbooks with a diagnosis. */
    private static final Set<String> READING = Set.of("gentle", "asked", "dry");

    private static final String DIAGNOSIS =
            """
            diagnosis:
              within: 3m
              steps:
                - name: read
                  action: Millrace-ReportMemory
                  parameters: {InstanceId: {type: string, from: target.id}}
            """;

    static final String RESTART = "Millrace-RestartService";
    private static final String CLEAN = "Millrace-CollectGarbage";
    private static final String CLEAR = "Millrace-ClearCaches";
    static final String CALENDAR = "arn:aws:ssm:eu-west-1:111122223333:document/freeze";

    /** What a bundle says, as the oracle knows it. */
    static final class Limits {
        boolean killSwitch;
        int perTarget = 3;
        int perService = 4;
        int perAccount = 5;
        int fleet = 7;
        boolean restartAllowed = true;
        /** What is true of `gentle`. */
        String gentleMode = "live";
    }

    private ActingContent() {}

    /** @param variant 0 as it begins; 1 kill switch; 2 tighter budgets; 3 an action is taken away; 4 a runbook goes to shadow; 5 off */
    static Limits limits(int variant) {
        var limits = new Limits();
        switch (variant) {
            case 1 -> limits.killSwitch = true;
            case 2 -> {
                limits.perTarget = 1;
                // here the account's binds, in the others its one service's
                limits.perService = 3;
                limits.perAccount = 2;
                limits.fleet = 3;
            }
            case 3 -> limits.restartAllowed = false;
            case 4 -> limits.gentleMode = "shadow";
            case 5 -> limits.gentleMode = "off";
            default -> {}
        }
        return limits;
    }

    /** By when each variant applies. */
    static ContentHistory history(Map<Instant, Integer> variants) {
        var bundles = new ArrayList<EffectiveBundle>();
        var times = new HashMap<Integer, Integer>();
        new TreeMap<>(variants).forEach((from, variant) -> {
            // a version never comes back by its name
            String version = "variant-" + variant + "." + times.merge(variant, 1, Integer::sum);
            bundles.add(new EffectiveBundle(
                    BUNDLES.computeIfAbsent(version, unknown -> bundle(unknown, limits(variant))), from));
        });
        return ContentHistory.of(bundles);
    }

    /** Compiled once for all histories. */
    static LiveContent<GuardRails> rails(ContentHistory history) {
        return new LiveContent<>(
                history, bundle -> RAILS.computeIfAbsent(bundle.version(), unknown -> new GuardRails(bundle)));
    }

    static LiveContent<VersionedRunbooks> runbooks(ContentHistory history) {
        return new LiveContent<>(
                history,
                bundle -> RUNBOOKS.computeIfAbsent(
                        bundle.version(),
                        version ->
                                new VersionedRunbooks(version, bundle.compile().runbooks())));
    }

    private static final Map<String, ContentBundle> BUNDLES = new ConcurrentHashMap<>();
    private static final Map<String, GuardRails> RAILS = new ConcurrentHashMap<>();
    private static final Map<String, VersionedRunbooks> RUNBOOKS = new ConcurrentHashMap<>();

    private static ContentBundle bundle(String version, Limits limits) {
        var files = new TreeMap<String, String>();
        files.put("bundle.yaml", "version: " + version + "\neffectiveFrom: 2026-01-01T00:00:00Z\n");
        files.put("services/estate.yaml", SERVICES);
        files.put("policies/all.yaml", "default: {action: accept}\n");
        files.put("conditions/all.yaml", conditions());
        files.put("guardrails.yaml", guardrails(limits));
        // what a bundle does not allow, none of its own runbooks asks for: those of the version before do
        String restart = limits.restartAllowed ? RESTART : CLEAR;
        files.put("catalog/gentle.yaml", runbook("gentle", 1, limits.gentleMode, 1, List.of(CLEAN, restart), CLEAR));
        files.put("catalog/twice.yaml", runbook("twice", 1, "live", 2, List.of(restart), CLEAN));
        files.put("catalog/asked.yaml", runbook("asked", 2, "live", 1, List.of(CLEAN, CLEAR), CLEAR));
        files.put("catalog/never.yaml", runbook("never", 3, "live", 1, List.of(CLEAR), CLEAN));
        files.put("catalog/dry.yaml", runbook("dry", 1, "shadow", 1, List.of(CLEAN), CLEAR));
        return ContentBundle.of(files);
    }

    private static final String SERVICES =
            """
            accounts:
              - {id: "111122223333", name: prod, environment: production, owner: sre}
              - {id: "444455556666", name: other, environment: production, owner: sre}
            services:
              - name: shop
                tier: 1
                environment: production
                owner: sre
                match: {accounts: ["111122223333"], resources: ["shop-*"]}
              - name: media
                tier: 2
                environment: production
                owner: sre
                match: {accounts: ["444455556666"], resources: ["media-*"]}
            fallback: {owner: sre}
            """;

    private static String conditions() {
        var yaml = new StringBuilder("conditions:\n");
        for (String id : List.of("gentle", "twice", "asked", "never", "dry")) {
            yaml.append("  - {id: ")
                    .append(id)
                    .append(", title: ")
                    .append(id)
                    .append(", metric: {namespace: Shop, name: ")
                    .append(id)
                    .append(", statistic: average}, comparator: \">\", level: 80, for: 5m}\n");
        }
        return yaml.toString();
    }

    private static String guardrails(Limits limits) {
        return """
               window: 1h
               budgets: {perTarget: %d, perService: %d, perAccount: %d, fleet: %d}
               allowedActions: [Millrace-CollectGarbage, Millrace-ClearCaches%s]
               readOnlyActions: [Millrace-ReportMemory]
               killSwitch: %s
               storm: {freeze: 40m}
               attempts: {most: 2, within: 6h}
               calendars:
                 - {name: freeze, arn: "%s", initially: open}
               groups:
                 - {name: few, targets: ["service:shop"], size: 9, atOnce: 25%%}
               """
                .formatted(
                        limits.perTarget,
                        limits.perService,
                        limits.perAccount,
                        limits.fleet,
                        limits.restartAllowed ? ", Millrace-RestartService" : "",
                        limits.killSwitch,
                        CALENDAR);
    }

    private static String runbook(
            String id, int tier, String mode, int attempts, List<String> actions, String rollback) {
        var yaml = new StringBuilder(
                """
                id: %s
                version: "1"
                title: %s
                advice: do it
                trigger: {condition: %s}
                tier: %d
                mode: %s
                target: {type: "ec2:instance", dimension: InstanceId}
                cooldown: 20m
                verifyWithin: 12m
                expiresAfter: 8m
                approveWithin: 30m
                attempts: %d
                """
                        .formatted(id, id, id, tier, mode, attempts));
        if (READING.contains(id)) {
            yaml.append(DIAGNOSIS);
        }
        yaml.append("rungs:\n");
        for (String action : actions) {
            yaml.append("  - step:\n      name: ")
                    .append(action.toLowerCase(Locale.ROOT))
                    .append("\n      action: ")
                    .append(action)
                    .append("\n      parameters:\n        InstanceId: {type: string, from: target.id}\n")
                    .append("      rollback:\n        action: ")
                    .append(rollback)
                    .append("\n        parameters:\n          InstanceId: {type: string, from: target.id}\n");
        }
        return yaml.toString();
    }
}
