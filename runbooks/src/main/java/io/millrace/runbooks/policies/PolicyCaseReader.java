package io.millrace.runbooks.policies;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.runbooks.yaml.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Reads the {@code cases} of one file of policy tests: an event each, and what triage must decide. */
final class PolicyCaseReader {
    private final Fields file;
    private final TestEventReader events;

    PolicyCaseReader(Fields file, TestEventReader events) {
        this.file = file;
        this.events = events;
    }

    List<PolicyCase> cases() {
        var cases = new ArrayList<PolicyCase>();
        var names = new TreeSet<String>();
        for (Fields fields : file.objects("cases")) {
            String name = fields.text("name");
            if (!name.isEmpty() && !names.add(name)) {
                fields.problem("name", "case \"" + name + "\" is there twice; name what is different");
            }
            var event = fields.requiredObject("event");
            var expected = fields.requiredObject("expect");
            fields.done();
            event.ifPresent(given -> events.check(given, "arrivedAt", "flapCount"));
            if (event.isPresent() && expected.isPresent()) {
                var said = events.event(
                        event.get(), "case", events.arrivedAt(event.get()), EventKind.ISSUE, EventStatus.OPEN);
                cases.add(new PolicyCase(name, said, events.flapCount(event.get()), expected.get()));
            }
        }
        return cases;
    }
}
