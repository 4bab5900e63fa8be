package io.millrace.runbooks.services;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the catalog knows about the thing an event speaks of. */
public final class Ownership {
    private final String service;
    private final String scope;
    private final int tier;
    private final String environment;
    private final String owner;
    private final List<String> copies;
    private final boolean catalogGap;
    private final List<String> dependsOn;
    private final String accountKind;
    private final @Nullable BusinessHours hours;
    private final Stake stake;

    Ownership(
            String service,
            String scope,
            int tier,
            String environment,
            String owner,
            List<String> copies,
            boolean catalogGap,
            List<String> dependsOn,
            String accountKind,
            @Nullable BusinessHours hours,
            Stake stake) {
        this.stake = stake;
        this.service = service;
        this.scope = scope;
        this.tier = tier;
        this.environment = environment;
        this.owner = owner;
        this.copies = List.copyOf(copies);
        this.catalogGap = catalogGap;
        this.dependsOn = dependsOn;
        this.accountKind = accountKind;
        this.hours = hours;
    }

    /** Name of the service; empty when the event belongs to none. */
    public String service() {
        return service;
    }

    /** Key on which what may belong together meets: the service's scope, or {@code account|region}. */
    public String scope() {
        return scope;
    }

    /** 1 (most important) to 4; {@link ServiceCatalog#DEFAULT_TIER} outside services. */
    public int tier() {
        return tier;
    }

    /** {@code production}, {@code development}, ...; {@link ServiceCatalog#UNKNOWN} for an unknown account. */
    public String environment() {
        return environment;
    }

    /** Owner team. */
    public String owner() {
        return owner;
    }

    /** Teams in copy, sorted. */
    public List<String> copies() {
        return copies;
    }

    /** The account is in no catalog: the event goes to the fallback owner and the gap is reported. */
    public boolean catalogGap() {
        return catalogGap;
    }

    /** What trouble with it costs the business, 1 to 5: see {@link io.millrace.domain.thread.Priority}. */
    public int impact() {
        return stake.impact();
    }

    /** Whose service it is; empty where the catalog names no tenant. */
    public String tenant() {
        return stake.tenant();
    }

    /** Whom to ask about the service, sorted. */
    public List<String> contacts() {
        return stake.contacts();
    }

    /** Services that this one needs, sorted. */
    public List<String> dependsOn() {
        return dependsOn;
    }

    /** What the event's own account is for, whatever its service is: its environment; empty outside AWS. */
    public String accountKind() {
        return accountKind;
    }

    /** Whether the owner's people are at work then; empty when the catalog does not say when they are. */
    public Optional<Boolean> isBusinessHours(Instant at) {
        return hours == null ? Optional.empty() : Optional.of(hours.hold(at));
    }
}
