package io.millrace.runbooks.services;

import java.util.Comparator;

/** A service's claim on an event, and how strong it is. */
final class Claim {
    /** From weakest to strongest. */
    enum Evidence {
        ACCOUNT,
        SOURCE,
        ATTRIBUTES,
        WILDCARD,
        NAMED,
        EXACT
    }

    /** Stronger evidence, then more literal characters, then the more important tier, then the name: never a tie. */
    static final Comparator<Claim> STRENGTH = Comparator.comparing(Claim::evidence)
            .thenComparingInt(Claim::literals)
            .thenComparing(claim -> claim.service.tier(), Comparator.reverseOrder())
            .thenComparing(claim -> claim.service.name(), Comparator.reverseOrder());

    private final Service service;
    private final Evidence evidence;
    private final int literals;

    Claim(Service service, Evidence evidence, int literals) {
        this.service = service;
        this.evidence = evidence;
        this.literals = literals;
    }

    Service service() {
        return service;
    }

    private Evidence evidence() {
        return evidence;
    }

    private int literals() {
        return literals;
    }
}
