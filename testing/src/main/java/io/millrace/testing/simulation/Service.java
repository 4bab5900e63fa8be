package io.millrace.testing.simulation;

/**
 * A business service of the estate.
 *
 * @param tier 1 (most critical) to 4
 * @param scope services with one scope are threaded together
 */
public record Service(String name, int tier, String scope, String owner, String environment, String account) {}
