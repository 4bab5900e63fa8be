package io.millrace.runbooks.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One rung of a runbook's ladder: the first branch that holds gives its step. */
public final class Rung {
    private final List<Branch> branches;

    Rung(List<Branch> branches) {
        this.branches = List.copyOf(branches);
    }

    /** Empty when no branch holds for these values. */
    public Optional<Step> step(Map<String, Double> values) {
        return branches.stream()
                .filter(branch -> branch.holds(values))
                .map(Branch::step)
                .findFirst();
    }

    /** All steps, in declared order. */
    public List<Step> steps() {
        return branches.stream().map(Branch::step).collect(Collectors.toList());
    }
}
