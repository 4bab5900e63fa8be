package io.millrace.runbooks.guardrails;

import io.millrace.domain.guard.Group;
import io.millrace.runbooks.Names;
import io.millrace.runbooks.services.Glob;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code groups:} of {@code guardrails.yaml}: of which things only a share may be worked on at once. */
final class GroupReader {
    private static final String SERVICE = "service:";
    private static final Pattern PER_CENT = Pattern.compile("([0-9]{1,3})%");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,6}");
    private static final int MOST_SIZE = 1_000_000;

    private GroupReader() {}

    static List<Group> read(Fields guardrails, Set<String> services) {
        var groups = new ArrayList<Group>();
        var names = new TreeSet<String>();
        for (Fields fields : guardrails.objects("groups")) {
            String name = fields.text("name", Names.ID, Names.ID_WANTED);
            if (!names.add(name)) {
                fields.problem("name", "group \"" + name + "\" is declared twice; names are unique");
            }
            Group.Members members = members(fields, services);
            int size = fields.integer("size", 1, MOST_SIZE, 0);
            groups.add(group(name, members, size, fields));
            fields.done();
        }
        return groups;
    }

    private static Group group(String name, Group.Members members, int size, Fields fields) {
        String atOnce = fields.text("atOnce");
        Matcher share = PER_CENT.matcher(atOnce);
        if (share.matches() && Integer.parseInt(share.group(1)) >= 1 && Integer.parseInt(share.group(1)) <= 100) {
            return Group.share(name, members, size, Integer.parseInt(share.group(1)));
        }
        if (COUNT.matcher(atOnce).matches() && Integer.parseInt(atOnce) >= 1) {
            return Group.count(name, members, Integer.parseInt(atOnce));
        }
        if (!atOnce.isEmpty()) {
            fields.problem("atOnce", "atOnce is \"" + atOnce + "\"; wanted a share such as 25%, or a number from 1");
        }
        return Group.count(name, members, 1);
    }

    private static Group.Members members(Fields fields, Set<String> services) {
        var arns = new ArrayList<Glob>();
        var named = new TreeSet<String>();
        List<String> targets = fields.texts("targets");
        if (targets.isEmpty()) {
            fields.problem(
                    "targets", "targets is missing or empty; wanted ARNs with * for any characters, or service:NAME");
        }
        for (String target : targets) {
            if (target.startsWith(SERVICE)) {
                String service = target.substring(SERVICE.length());
                named.add(service);
                if (!services.contains(service)) {
                    fields.problem("targets", "no service \"" + service + "\"; " + Nearest.hint(service, services));
                }
            } else if (target.startsWith("arn:") || target.startsWith("*")) {
                arns.add(new Glob(target));
            } else {
                fields.problem(
                        "targets",
                        "\"" + target + "\" is no target; wanted an ARN with * for any characters, or service:NAME");
            }
        }
        return (target, service) -> named.contains(service) || arns.stream().anyMatch(arn -> arn.matches(target));
    }
}
