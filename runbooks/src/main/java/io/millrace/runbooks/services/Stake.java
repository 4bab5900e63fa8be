package io.millrace.runbooks.services;

import io.millrace.domain.thread.Priority;
import io.millrace.domain.thread.Users;
import io.millrace.runbooks.yaml.Fields;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** What a service means to the business: how much trouble with it costs, whose it is, whom to ask. */
final class Stake {
    private static final String USERS_WANTED = "small, medium, large, or how many there are";

    private final int impact;
    private final String tenant;
    private final List<String> contacts;

    private Stake(int impact, String tenant, List<String> contacts) {
        this.impact = impact;
        this.tenant = tenant;
        this.contacts = List.copyOf(contacts);
    }

    /** Of what the catalog knows no more of than its tier. */
    static Stake ofTier(int tier) {
        return new Stake(Priority.impact(tier, Users.MEDIUM, 0), "", List.of());
    }

    /** {@code users}, {@code revenue}, {@code compliance}, {@code tenant} and {@code contacts} of a service, all optional. */
    static Stake read(Fields fields, int tier) {
        int weight = Math.max(
                fields.integer("revenue", 0, Priority.MOST_WEIGHT, 0),
                fields.integer("compliance", 0, Priority.MOST_WEIGHT, 0));
        return new Stake(
                Priority.impact(tier, users(fields), weight),
                fields.optionalText("tenant").orElse(""),
                List.copyOf(new TreeSet<>(fields.texts("contacts"))));
    }

    private static Users users(Fields fields) {
        String said = fields.optionalText("users").orElse("medium");
        try {
            boolean isNumber = !said.isEmpty() && said.chars().allMatch(c -> c >= '0' && c <= '9');
            return isNumber ? Users.of(Long.parseLong(said)) : Users.valueOf(said.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            fields.problem("users", "users is \"" + said + "\"; wanted " + USERS_WANTED);
            return Users.MEDIUM;
        }
    }

    int impact() {
        return impact;
    }

    String tenant() {
        return tenant;
    }

    /** Sorted. */
    List<String> contacts() {
        return contacts;
    }
}
