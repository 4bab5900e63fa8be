package io.millrace.runbooks.catalog;

import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.catalog.Refusal.Code;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one resource a runbook acts on: the id in a metric dimension, or the event's ARN of the
 * type; both, where both are there, must name the same. Nothing, a wildcard, or a resource of another
 * account or Region is refused.
 */
final class Target {
    private final TargetType type;
    private final @Nullable String dimension;

    Target(TargetType type, @Nullable String dimension) {
        this.type = type;
        this.dimension = dimension;
    }

    Chosen choose(OpsEvent event) throws RefusedException {
        if (!Arn.isAccount(event.getAccount()) || !Arn.isRegion(event.getRegion())) {
            throw new RefusedException(
                    Code.MALFORMED_TARGET,
                    "the event's account " + Refusal.quoted(event.getAccount()) + " and Region "
                            + Refusal.quoted(event.getRegion()) + " are not both well-formed");
        }
        var ids = new TreeSet<String>();
        if (dimension != null) {
            ids.add(id(event.getAttributes().getOrDefault("dim." + dimension, ""), "dimension " + dimension));
        }
        for (String resource : event.getResources()) {
            addOfType(resource, event, ids);
        }
        if (ids.isEmpty()) {
            throw new RefusedException(Code.EMPTY_TARGET, "the event names no " + type.word());
        }
        if (ids.size() > 1) {
            throw new RefusedException(
                    Code.TOO_MANY_TARGETS,
                    "the event names " + ids.size() + " of " + type.word() + "; one is the most");
        }
        return new Chosen(ids.first(), type.arn(event.getRegion(), event.getAccount(), ids.first()));
    }

    private void addOfType(String resource, OpsEvent event, TreeSet<String> ids) throws RefusedException {
        refuseWildcard(resource, "a resource");
        if (!resource.startsWith("arn:")) {
            return;
        }
        var arn = Arn.parse(resource);
        if (arn.isEmpty()) {
            throw new RefusedException(Code.MALFORMED_TARGET, Refusal.quoted(resource) + " is no well-formed ARN");
        }
        if (!arn.get().livesIn(event.getAccount(), event.getRegion())) {
            throw new RefusedException(
                    Code.FOREIGN_TARGET,
                    Refusal.quoted(resource) + " lies outside the event's account " + event.getAccount()
                            + " and Region " + event.getRegion());
        }
        if (type.covers(arn.get())) {
            ids.add(id(type.idOf(arn.get()), "the event's resource"));
        }
    }

    private String id(String value, String where) throws RefusedException {
        if (value.isBlank()) {
            throw new RefusedException(Code.EMPTY_TARGET, where + " is empty or missing");
        }
        refuseWildcard(value, where);
        if (!type.isId(value)) {
            throw new RefusedException(
                    Code.MALFORMED_TARGET,
                    where + " is " + Refusal.quoted(value) + ", which is no id of " + type.word());
        }
        return value;
    }

    private static void refuseWildcard(String value, String where) throws RefusedException {
        if (value.indexOf('*') >= 0 || value.indexOf('?') >= 0) {
            throw new RefusedException(Code.WILDCARD_TARGET, where + " has a wildcard: " + Refusal.quoted(value));
        }
    }

    /** The one resource. */
    static final class Chosen {
        private final String id;
        private final String arn;

        private Chosen(String id, String arn) {
            this.id = id;
            this.arn = arn;
        }

        String id() {
            return id;
        }

        String arn() {
            return arn;
        }
    }
}
