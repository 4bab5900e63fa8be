package io.millrace.runbooks.services;

import io.millrace.domain.OpsEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A business service of the catalog, and by what its events are recognised. */
final class Service {
    private final String name;
    private final int tier;
    private final String environment;
    private final String owner;
    private final List<String> copies;
    private final String scope;
    private final Set<String> accounts;
    private final List<String> resources;
    private final List<Glob> sources;
    private final Map<String, Glob> attributes;
    private final List<String> dependsOn;
    private final @Nullable BusinessHours hours;
    private final Stake stake;

    Service(
            String name,
            int tier,
            String environment,
            String owner,
            List<String> copies,
            String scope,
            List<String> accounts,
            List<String> resources,
            List<String> sources,
            Map<String, String> attributes,
            List<String> dependsOn,
            @Nullable BusinessHours hours,
            Stake stake) {
        this.stake = stake;
        this.name = name;
        this.tier = tier;
        this.environment = environment;
        this.owner = owner;
        this.copies = List.copyOf(new TreeSet<>(copies));
        this.scope = scope;
        this.accounts = Set.copyOf(accounts);
        this.resources = List.copyOf(resources);
        this.hours = hours;
        this.dependsOn = List.copyOf(new TreeSet<>(dependsOn));
        this.sources = sources.stream().map(Glob::new).collect(Collectors.toList());
        this.attributes = attributes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> new Glob(entry.getValue())));
    }

    String name() {
        return name;
    }

    @Nullable
    BusinessHours hours() {
        return hours;
    }

    int tier() {
        return tier;
    }

    /** Services that this one needs, sorted. */
    List<String> dependsOn() {
        return dependsOn;
    }

    List<String> resources() {
        return resources;
    }

    /** Whether the service may own an event of this account; what comes from outside AWS has none. */
    boolean livesIn(String account) {
        return accounts.isEmpty() || account.isEmpty() || accounts.contains(account);
    }

    /** Whether nothing but the account is asked: everything in the account that no other service claims. */
    boolean ownsWholeAccounts() {
        return resources.isEmpty() && sources.isEmpty() && attributes.isEmpty();
    }

    /** Whether only resource names are asked. */
    boolean foundByNamesOnly() {
        return !resources.isEmpty() && sources.isEmpty() && attributes.isEmpty();
    }

    boolean matchesAttributes(OpsEvent event) {
        if (attributes.isEmpty()) {
            return false;
        }
        for (var wanted : attributes.entrySet()) {
            String value = event.getAttributes().get(wanted.getKey());
            if (value == null || !wanted.getValue().matches(value)) {
                return false;
            }
        }
        return true;
    }

    boolean matchesSource(OpsEvent event) {
        for (Glob source : sources) {
            if (source.matches(event.getSource())) {
                return true;
            }
        }
        return false;
    }

    /** @param bundleHours when people work unless the service says otherwise */
    Ownership ownership(String accountKind, @Nullable BusinessHours bundleHours) {
        return new Ownership(
                name,
                scope,
                tier,
                environment,
                owner,
                copies,
                false,
                dependsOn,
                accountKind,
                hours == null ? bundleHours : hours,
                stake);
    }
}
