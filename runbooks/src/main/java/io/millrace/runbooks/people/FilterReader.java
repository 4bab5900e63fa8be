package io.millrace.runbooks.people;

import io.millrace.domain.escalate.ThreadFilter;
import io.millrace.runbooks.services.ServiceCatalog;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Reads {@code match: {services, tiers, priorities, severity, security}}. Without priorities those that are paged: 1 to 3. */
final class FilterReader {
    private static final List<Integer> PAGED = List.of(1, 2, 3);

    private final ServiceCatalog catalog;

    FilterReader(ServiceCatalog catalog) {
        this.catalog = catalog;
    }

    ThreadFilter read(Fields owner) {
        Optional<Fields> match = owner.object("match");
        if (match.isEmpty()) {
            return new ThreadFilter(List.of(), List.of(), PAGED, 1, false);
        }
        Fields fields = match.get();
        var services = new TreeSet<>(fields.texts("services"));
        for (String service : services) {
            if (!catalog.services().contains(service)) {
                fields.problem(
                        "services",
                        "service \"" + service + "\" is not declared; " + Nearest.hint(service, catalog.services()));
            }
        }
        var tiers = numbers(fields, "tiers", 4);
        var priorities = numbers(fields, "priorities", 5);
        int severity = fields.integer("severity", 1, 5, 1);
        boolean security = fields.flag("security", false);
        fields.done();
        return new ThreadFilter(services, tiers, priorities.isEmpty() ? PAGED : priorities, severity, security);
    }

    private static TreeSet<Integer> numbers(Fields fields, String key, int most) {
        var numbers = new TreeSet<Integer>();
        for (String text : fields.texts(key)) {
            if (text.length() == 1 && text.charAt(0) >= '1' && text.charAt(0) <= '0' + most) {
                numbers.add(text.charAt(0) - '0');
            } else {
                fields.problem(key, key + " lists \"" + text + "\"; wanted whole numbers from 1 to " + most);
            }
        }
        return numbers;
    }
}
