package io.millrace.runbooks.catalog;

import io.millrace.runbooks.services.ServiceCatalog;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code modes: [{accounts: ["111122223333"], kind: production, policies: [production], mode: shadow}]}. */
final class ModeReader {
    private final ServiceCatalog services;
    private final Set<String> policies;

    ModeReader(ServiceCatalog services, Set<String> policies) {
        this.services = services;
        this.policies = policies;
    }

    List<ModeRule> read(Fields runbook) {
        var rules = new ArrayList<ModeRule>();
        for (Fields fields : runbook.objects("modes")) {
            var accounts = new TreeSet<>(fields.texts("accounts"));
            String kind = fields.optionalText("kind").orElse("");
            var accepted = new TreeSet<>(fields.texts("policies"));
            String mode = fields.oneOf("mode", Mode.words(), "");
            fields.done();
            known("accounts", accounts, services.accounts(), fields);
            known("kind", kind.isEmpty() ? Set.of() : Set.of(kind), services.accountKinds(), fields);
            known("policies", accepted, policies, fields);
            if (accounts.isEmpty() && kind.isEmpty() && accepted.isEmpty()) {
                fields.problem("mode", "give accounts, kind or policies; for all of them there is the runbook's mode");
            }
            Mode.of(mode).ifPresent(known -> rules.add(new ModeRule(accounts, kind, accepted, known)));
        }
        return rules;
    }

    /** A rule that tightens nothing because of a slip would be found out by the machine that acts. */
    private static void known(String key, Set<String> named, Set<String> known, Fields fields) {
        for (String name : named) {
            if (!known.contains(name)) {
                fields.problem(key, "no such thing as \"" + name + "\"; " + Nearest.hint(name, known));
            }
        }
    }
}
