package io.millrace.runbooks.guardrails;

import io.millrace.domain.guard.Calendars;
import io.millrace.domain.guard.Freeze;
import io.millrace.runbooks.Names;
import io.millrace.runbooks.yaml.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads {@code calendars:} of {@code guardrails.yaml}: change calendars whose closing freezes automatic commands. */
final class CalendarReader {
    /** As `Calendar State Change` names a calendar. */
    private static final Pattern DOCUMENT =
            Pattern.compile("arn:aws[a-z-]*:ssm:[a-z0-9-]+:\\d{12}:document/[a-zA-Z0-9_.\\-]{3,128}");

    private CalendarReader() {}

    static List<Freeze> read(Fields guardrails) {
        var freezes = new ArrayList<Freeze>();
        var declared = new TreeMap<String, String>();
        for (Fields fields : guardrails.objects("calendars")) {
            String name = fields.text("name", Names.ID, Names.ID_WANTED);
            String arn = fields.text(
                    "arn",
                    DOCUMENT,
                    "the ARN of a calendar's document, such as arn:aws:ssm:eu-west-1:111122223333:document/year-end-freeze");
            String initially = fields.oneOf("initially", Set.of("open", "closed"), "closed");
            fields.done();
            String other = declared.putIfAbsent(arn, name);
            if (other != null) {
                fields.problem(
                        "arn", "calendar \"" + name + "\" is \"" + other + "\" once more; name each calendar once");
            }
            freezes.add(new Freeze(name, arn, initially.equals("open")));
        }
        if (freezes.size() > Calendars.MOST) {
            guardrails.problem(
                    "calendars",
                    freezes.size() + " calendars; wanted " + Calendars.MOST + " at most, for that many are remembered");
        }
        return freezes;
    }
}
