package io.millrace.runbooks.examples;

import io.millrace.runbooks.Content;
import io.millrace.runbooks.catalog.Plan;
import io.millrace.runbooks.catalog.Refusal;
import io.millrace.runbooks.catalog.Runbook;
import io.millrace.runbooks.yaml.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** That no command may come of an example, and for which reason: {@code refused: BAD_PARAMETER}. */
final class ExpectedRefusal implements Expected {
    static final String KEY = "refused";

    private static final List<String> CODES =
            Arrays.stream(Refusal.Code.values()).map(Refusal.Code::name).collect(Collectors.toList());

    private final Fields fields;
    private final String code;

    /** @param fields of the example */
    ExpectedRefusal(Fields fields) {
        this.fields = fields;
        this.code = fields.oneOf(KEY, CODES, "");
    }

    @Override
    public void compare(String title, Runbook runbook, Plan plan, Content content, ExampleStages stages) {
        plan.command()
                .ifPresent(command -> fields.problem(
                        KEY,
                        ExampleReader.named(title) + "runbook " + runbook.id() + " proposes " + command.getStep()
                                + " on " + command.getTarget() + "; expected a refusal, " + code));
        plan.refusal()
                .filter(refusal -> !refusal.code().name().equals(code))
                .ifPresent(refusal -> fields.problem(
                        KEY,
                        ExampleReader.named(title) + "refused as " + refusal.code() + " (" + refusal.reason()
                                + "); expected " + code));
    }
}
