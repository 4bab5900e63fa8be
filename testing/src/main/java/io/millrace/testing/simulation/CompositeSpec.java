package io.millrace.testing.simulation;

import java.util.List;
import java.util.stream.Collectors;

/** A composite alarm of one service: in ALARM while at least two of its children are. */
public record CompositeSpec(String name, String account, String region, List<AlarmSpec> children) {
    /** The alarm's ARN. */
    public String arn() {
        return "arn:aws:cloudwatch:" + region + ":" + account + ":alarm:" + name;
    }

    /** The rule as CloudWatch shows it. */
    public String rule() {
        return children.stream()
                .map(child -> "ALARM(\"" + child.name() + "\")")
                .collect(Collectors.joining(", ", "AT_LEAST(2, ALARM, (", "))"));
    }
}
