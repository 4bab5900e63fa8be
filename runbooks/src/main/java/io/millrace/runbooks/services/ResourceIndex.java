package io.millrace.runbooks.services;

import io.millrace.runbooks.services.Claim.Evidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Finds who claims a resource name: exact names and prefixes by hash, so that the cost does not grow
 * with the catalog; only names with a star in the middle are tried one by one.
 */
final class ResourceIndex {
    private final Map<String, List<Service>> exact = new HashMap<>();
    private final Map<String, List<Service>> prefixes = new HashMap<>();
    private final List<Integer> prefixLengths;
    private final List<Wild> wilds = new ArrayList<>();

    ResourceIndex(Collection<Service> services) {
        var lengths = new TreeSet<Integer>(Comparator.reverseOrder());
        for (Service service : services) {
            for (String resource : service.resources()) {
                if (!Glob.isWild(resource)) {
                    exact.computeIfAbsent(resource, key -> new ArrayList<>()).add(service);
                } else if (Glob.isPrefix(resource)) {
                    String prefix = resource.substring(0, resource.length() - 1);
                    prefixes.computeIfAbsent(prefix, key -> new ArrayList<>()).add(service);
                    lengths.add(prefix.length());
                } else {
                    wilds.add(new Wild(new Glob(resource), service));
                }
            }
        }
        prefixLengths = List.copyOf(lengths);
    }

    void claim(String name, List<Claim> claims) {
        for (Service service : exact.getOrDefault(name, List.of())) {
            claims.add(new Claim(service, Evidence.EXACT, name.length()));
        }
        for (int length : prefixLengths) {
            if (length <= name.length()) {
                for (Service service : prefixes.getOrDefault(name.substring(0, length), List.of())) {
                    claims.add(new Claim(service, Evidence.WILDCARD, length));
                }
            }
        }
        for (Wild wild : wilds) {
            if (wild.glob.matches(name)) {
                claims.add(new Claim(wild.service, Evidence.WILDCARD, wild.glob.literals()));
            }
        }
    }

    private static final class Wild {
        private final Glob glob;
        private final Service service;

        private Wild(Glob glob, Service service) {
            this.glob = glob;
            this.service = service;
        }
    }
}
