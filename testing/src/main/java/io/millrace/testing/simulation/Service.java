package io.millrace.testing.simulation;

import java.util.List;

/**
 * A business service of the estate.
 *
 * @param tier 1 (most critical) to 4
 * @param scope services with one scope are threaded together
 * @param dependsOn services that this one needs
 */
public record Service(
        String name,
        int tier,
        String scope,
        String owner,
        String environment,
        String account,
        List<String> dependsOn) {}
