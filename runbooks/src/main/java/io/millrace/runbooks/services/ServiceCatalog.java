package io.millrace.runbooks.services;

import io.millrace.domain.OpsEvent;
import io.millrace.domain.escalate.WorkingHours;
import io.millrace.runbooks.services.Claim.Evidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who owns what. The strongest claim wins: an exact resource name, the event naming its service, a
 * wildcard, attributes, the source, the account. A claim never reaches into an account that the
 * catalog does not know or that the service does not live in.
 */
public final class ServiceCatalog {
    /** Tier of what belongs to no service: neither critical nor negligible. */
    public static final int DEFAULT_TIER = 3;

    /** Environment of an account that is in no catalog. */
    public static final String UNKNOWN = "unknown";

    private static final String SERVICE_ATTRIBUTE = "service";

    private final Map<String, Service> services;
    private final Map<String, Account> accounts;
    private final String fallbackOwner;
    private final ResourceIndex resources;
    /** Those that names alone do not find: few, and asked one by one. */
    private final List<Service> others;

    private final @Nullable BusinessHours hours;

    /** @param hours when people work unless a service says otherwise; null when the bundle does not say */
    ServiceCatalog(
            Collection<Service> services,
            Collection<Account> accounts,
            String fallbackOwner,
            @Nullable BusinessHours hours) {
        this.hours = hours;
        this.services = new TreeMap<>();
        services.forEach(service -> this.services.put(service.name(), service));
        this.accounts = new TreeMap<>();
        accounts.forEach(account -> this.accounts.put(account.id(), account));
        this.fallbackOwner = fallbackOwner;
        this.resources = new ResourceIndex(this.services.values());
        this.others = this.services.values().stream()
                .filter(service -> !service.foundByNamesOnly())
                .collect(Collectors.toList());
    }

    /** Service, scope, owner and environment of an event; never fails for want of a catalog entry. */
    public Ownership of(OpsEvent event) {
        String account = event.getAccount();
        // events from outside AWS have no account; an account we do not know is claimed by nobody
        if (!account.isEmpty() && !accounts.containsKey(account)) {
            return unowned(event, UNKNOWN, fallbackOwner, true);
        }
        return strongestClaim(event)
                .map(claim -> claim.service().ownership(accountKind(account), hours))
                .orElseGet(() -> unowned(event));
    }

    /** For an event whose entry cannot be read: the fallback team gets it, and it counts as a gap of the catalog. */
    public Ownership unread(OpsEvent event) {
        return unowned(event, UNKNOWN, fallbackOwner, true);
    }

    /** Whether the bundle says when people work, so that each event has {@code businessHours}. */
    public boolean knowsBusinessHours() {
        return hours != null;
    }

    /** Names of all services. */
    public SortedSet<String> services() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(services.keySet()));
    }

    /** Tier of a service; that of what belongs to none for a name that is not declared. */
    public int tier(String service) {
        var known = services.get(service);
        return known == null ? DEFAULT_TIER : known.tier();
    }

    /** When people see to a service: its own hours, else the bundle's; at any time where neither says. */
    public WorkingHours hours(String service) {
        var known = services.get(service);
        BusinessHours own = known == null ? null : known.hours();
        BusinessHours stated = own == null ? hours : own;
        return stated == null ? WorkingHours.ALWAYS : stated;
    }

    private Optional<Claim> strongestClaim(OpsEvent event) {
        var claims = new ArrayList<Claim>();
        for (String name : ResourceNames.of(event)) {
            resources.claim(name, claims);
        }
        var named = services.get(event.getAttributes().getOrDefault(SERVICE_ATTRIBUTE, ""));
        if (named != null) {
            claims.add(new Claim(named, Evidence.NAMED, 0));
        }
        for (Service service : others) {
            if (service.matchesAttributes(event)) {
                claims.add(new Claim(service, Evidence.ATTRIBUTES, 0));
            }
            if (service.matchesSource(event)) {
                claims.add(new Claim(service, Evidence.SOURCE, 0));
            }
            if (service.ownsWholeAccounts() && !event.getAccount().isEmpty()) {
                claims.add(new Claim(service, Evidence.ACCOUNT, 0));
            }
        }
        return claims.stream()
                .filter(claim -> claim.service().livesIn(event.getAccount()))
                .max(Claim.STRENGTH);
    }

    private Ownership unowned(OpsEvent event) {
        var account = accounts.get(event.getAccount());
        return account == null
                ? unowned(event, UNKNOWN, fallbackOwner, true)
                : unowned(event, account.environment(), account.owner(), false);
    }

    /** Ids of all accounts. */
    public SortedSet<String> accounts() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(accounts.keySet()));
    }

    /** What accounts are for: each word once. */
    public SortedSet<String> accountKinds() {
        return accounts.values().stream().map(Account::environment).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What an account is for; empty for what comes from outside AWS, or is in no catalog. */
    public String accountKind(String account) {
        var known = accounts.get(account);
        return known == null ? "" : known.environment();
    }

    private Ownership unowned(OpsEvent event, String environment, String owner, boolean gap) {
        String scope = orNone(event.getAccount()) + "|" + orNone(event.getRegion());
        String kind = event.getAccount().isEmpty() ? "" : environment;
        return new Ownership(
                "",
                scope,
                DEFAULT_TIER,
                environment,
                owner,
                List.of(),
                gap,
                List.of(),
                kind,
                hours,
                Stake.ofTier(DEFAULT_TIER));
    }

    private static String orNone(String part) {
        return part.isEmpty() ? "none" : part;
    }
}
