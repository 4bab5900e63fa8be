package io.millrace.runbooks.services;

import io.millrace.runbooks.Names;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import io.millrace.runbooks.yaml.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code services/*.yaml}: services, accounts and the fallback owner. */
public final class ServiceReader {
    private static final int LAST_TIER = 4;

    private final Problems problems;
    private final Map<String, Service> services = new TreeMap<>();
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Map<String, String> exactResources = new TreeMap<>();
    private final Map<Fields, List<String>> needed = new LinkedHashMap<>();
    private Optional<String> fallbackOwner = Optional.empty();
    private @Nullable BusinessHours hours;

    private ServiceReader(Problems problems) {
        this.problems = problems;
    }

    /** The catalog of all files together; problems are noted, not thrown. */
    public static ServiceCatalog read(List<Fields> files, Problems problems) {
        return new ServiceReader(problems).read(files);
    }

    private ServiceCatalog read(List<Fields> files) {
        // accounts first: services refer to them, in whatever file they stand
        files.forEach(file -> file.objects("accounts").forEach(this::account));
        files.forEach(file -> file.objects("services").forEach(this::service));
        neededServices();
        files.forEach(file -> file.object("fallback").ifPresent(fallback -> fallback(file, fallback)));
        files.forEach(this::hours);
        files.forEach(Fields::done);
        if (fallbackOwner.isEmpty()) {
            problems.add("services", 0, "no file says fallback: {owner: TEAM}; events of unknown accounts go there");
        }
        return new ServiceCatalog(services.values(), accounts.values(), fallbackOwner.orElse(""), hours);
    }

    private void hours(Fields file) {
        var found = BusinessHoursReader.read(file);
        if (found != null && hours != null) {
            file.problem("businessHours", "a second businessHours of the bundle; a service may have its own");
        }
        hours = found == null ? hours : found;
    }

    private void account(Fields fields) {
        String id = fields.text("id", Names.ACCOUNT, "an account id of 12 digits");
        fields.text("name");
        var account = new Account(id, fields.text("environment", Names.ID, Names.ID_WANTED), fields.text("owner"));
        if (accounts.put(id, account) != null) {
            fields.problem("id", "account " + id + " is declared twice; once is enough");
        }
        fields.done();
    }

    private void service(Fields fields) {
        String name = fields.text("name", Names.ID, Names.ID_WANTED);
        var match = fields.requiredObject("match");
        int tier = fields.integer("tier", 1, LAST_TIER);
        var service = new Service(
                name,
                tier,
                fields.text("environment", Names.ID, Names.ID_WANTED),
                fields.text("owner"),
                fields.texts("copies"),
                fields.optionalText("scope").orElse(name),
                match.map(this::matchedAccounts).orElse(List.of()),
                match.map(found -> resources(name, found)).orElse(List.of()),
                match.map(found -> found.texts("sources")).orElse(List.of()),
                match.map(found -> found.textMap("attributes")).orElse(Map.of()),
                fields.texts("dependsOn"),
                BusinessHoursReader.read(fields),
                Stake.read(fields, tier));
        match.ifPresent(Fields::done);
        match.filter(found -> service.ownsWholeAccounts() && !found.has("accounts"))
                .ifPresent(found -> problems.add(
                        found.file(),
                        found.line(),
                        "match of service \"" + name + "\" is empty; give accounts, resources, sources or attributes"));
        if (services.put(name, service) != null) {
            fields.problem("name", "service \"" + name + "\" is declared twice; names are unique");
        }
        needed.put(fields, service.dependsOn());
        fields.done();
    }

    /** Services may be declared in any order, so what they need is looked up last. */
    private void neededServices() {
        needed.forEach((fields, names) -> names.stream()
                .filter(name -> !services.containsKey(name))
                .forEach(name -> fields.problem(
                        "dependsOn",
                        "service \"" + name + "\" is not declared; " + Nearest.hint(name, services.keySet()))));
    }

    private List<String> matchedAccounts(Fields match) {
        var ids = match.texts("accounts");
        for (String id : ids) {
            if (!accounts.containsKey(id)) {
                match.problem(
                        "accounts",
                        "account \"" + id + "\" is not declared under accounts; "
                                + Nearest.hint(id, accounts.keySet()));
            }
        }
        return ids;
    }

    private List<String> resources(String service, Fields match) {
        var names = new ArrayList<String>();
        for (String name : match.texts("resources")) {
            if (name.chars().allMatch(c -> c == '*')) {
                match.problem(
                        "resources", "\"" + name + "\" matches everything; leave resources out to take the accounts");
            }
            String other = Glob.isWild(name) ? null : exactResources.putIfAbsent(name, service);
            if (other != null) {
                match.problem(
                        "resources",
                        "\"" + name + "\" is claimed by service \"" + other + "\" too; one service owns it");
            }
            names.add(name);
        }
        return names;
    }

    private void fallback(Fields file, Fields fallback) {
        if (fallbackOwner.isPresent()) {
            file.problem("fallback", "a second fallback; one owner takes what nobody owns");
        }
        fallbackOwner = Optional.of(fallback.text("owner"));
        fallback.done();
    }
}
