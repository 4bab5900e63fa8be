package io.millrace.runbooks.services;

/** An AWS account of the estate. */
final class Account {
    private final String id;
    private final String environment;
    private final String owner;

    Account(String id, String environment, String owner) {
        this.id = id;
        this.environment = environment;
        this.owner = owner;
    }

    String id() {
        return id;
    }

    String environment() {
        return environment;
    }

    String owner() {
        return owner;
    }
}
