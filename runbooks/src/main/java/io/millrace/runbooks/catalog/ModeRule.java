package io.millrace.runbooks.catalog;

import java.util.Set;

/** A mode for some accounts, kinds of accounts, or policies that accepted; what is left out is any. */
final class ModeRule {
    private final Set<String> accounts;
    private final String kind;
    private final Set<String> policies;
    private final Mode mode;

    ModeRule(Set<String> accounts, String kind, Set<String> policies, Mode mode) {
        this.accounts = Set.copyOf(accounts);
        this.kind = kind;
        this.policies = Set.copyOf(policies);
        this.mode = mode;
    }

    boolean holds(String account, String accountKind, String policy) {
        return (accounts.isEmpty() || accounts.contains(account))
                && (kind.isEmpty() || kind.equals(accountKind))
                && (policies.isEmpty() || policies.contains(policy));
    }

    Mode mode() {
        return mode;
    }
}
