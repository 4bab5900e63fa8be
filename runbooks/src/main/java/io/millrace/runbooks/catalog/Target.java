package io.millrace.runbooks.catalog;

import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.catalog.Refusal.Code;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one resource a runbook acts on: the id in an attribute (a metric's dimension is one), or the event's ARN of the
 * type; both, where both are there, must name the same. Nothing, a wildcard, several, or a resource of another
 * account or Region is refused.
 */
final class Target {
    /** Before the name of a dimension among the attributes. */
    static final String DIMENSION = "dim.";

    private final List<TargetType> types;
    private final @Nullable String attribute;

    /** @param attribute which names the id, of one type only; null when targets come from the event's resources */
    Target(List<TargetType> types, @Nullable String attribute) {
        this.types = List.copyOf(types);
        this.attribute = attribute;
    }

    /** Whether it may be an account as a whole. */
    boolean isAccount() {
        return types.contains(TargetType.ACCOUNT);
    }

    Chosen choose(OpsEvent event) throws RefusedException {
        if (!Arn.isAccount(event.getAccount()) || !Arn.isRegion(event.getRegion())) {
            throw new RefusedException(
                    Code.MALFORMED_TARGET,
                    "the event's account " + Refusal.quoted(event.getAccount()) + " and Region "
                            + Refusal.quoted(event.getRegion()) + " are not both well-formed");
        }
        var found = new TreeMap<String, Chosen>();
        if (isAccount()) {
            add(TargetType.ACCOUNT, event.getAccount(), "the event's account", event, found);
        }
        if (attribute != null) {
            String where = attribute.startsWith(DIMENSION)
                    ? "dimension " + attribute.substring(DIMENSION.length())
                    : "attribute " + attribute;
            add(types.get(0), event.getAttributes().getOrDefault(attribute, ""), where, event, found);
        }
        for (String resource : event.getResources()) {
            addOfType(resource, event, found);
        }
        if (found.isEmpty()) {
            throw new RefusedException(Code.EMPTY_TARGET, "the event names no " + words());
        }
        if (found.size() > 1) {
            throw new RefusedException(
                    Code.TOO_MANY_TARGETS, "the event names " + found.size() + " of " + words() + "; one is the most");
        }
        return found.firstEntry().getValue();
    }

    private void addOfType(String resource, OpsEvent event, Map<String, Chosen> found) throws RefusedException {
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
        for (TargetType type : types) {
            if (!type.covers(arn.get())) {
                continue;
            }
            if (!type.isWrittenAs(arn.get(), event.getRegion(), event.getAccount())) {
                throw new RefusedException(
                        Code.MALFORMED_TARGET, Refusal.quoted(resource) + " is not how " + type.word() + " is written");
            }
            add(type, type.idOf(arn.get()), "the event's resource", event, found);
        }
    }

    private static void add(TargetType type, String value, String where, OpsEvent event, Map<String, Chosen> found)
            throws RefusedException {
        if (value.isBlank()) {
            throw new RefusedException(Code.EMPTY_TARGET, where + " is empty or missing");
        }
        refuseWildcard(value, where);
        if (!type.isId(value)) {
            throw new RefusedException(
                    Code.MALFORMED_TARGET,
                    where + " is " + Refusal.quoted(value) + ", which is no id of " + type.word());
        }
        String arn = type.arn(event.getRegion(), event.getAccount(), value);
        found.put(arn, new Chosen(value, arn));
    }

    private String words() {
        return types.stream().map(TargetType::word).collect(Collectors.joining(" or "));
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

        /** What people call it: the last part of its id. */
        String name() {
            return id.substring(id.lastIndexOf('/') + 1);
        }

        String arn() {
            return arn;
        }
    }
}
