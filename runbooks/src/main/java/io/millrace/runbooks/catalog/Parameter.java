package io.millrace.runbooks.catalog;

import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.catalog.Refusal.Code;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One typed parameter of a step. Its value is a constant or comes from one typed field of the event,
 * and passes type, length and pattern; title and text are no sources.
 */
final class Parameter {
    /** Types as written in content. */
    static final List<String> TYPES = List.of("string", "integer");

    static final String ATTRIBUTES = "attributes.";
    static final String VALUES = "values.";

    /** Sources with a fixed name; {@code attributes.NAME} and {@code values.NAME} come beside them. */
    static final List<String> SOURCES = List.of("target.id", "target.name", "target.arn", "event.account", "event.region");

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

    private final String name;
    private final boolean integer;
    private final String source;
    private final @Nullable String constant;
    private final @Nullable Pattern pattern;
    private final int maxLength;

    Parameter(
            String name,
            boolean integer,
            String source,
            @Nullable String constant,
            @Nullable Pattern pattern,
            int maxLength) {
        this.name = name;
        this.integer = integer;
        this.source = source;
        this.constant = constant;
        this.pattern = pattern;
        this.maxLength = maxLength;
    }

    String name() {
        return name;
    }

    String value(OpsEvent event, Target.Chosen target) throws RefusedException {
        String value = constant == null ? read(event, target) : constant;
        String wrong = wrong(value);
        if (wrong.isEmpty() && constant == null && value.startsWith("arn:")) {
            wrong = Arn.parse(value)
                    .map(arn -> arn.livesIn(event.getAccount(), event.getRegion())
                            ? ""
                            : "lies outside the event's account " + event.getAccount() + " and Region "
                                    + event.getRegion())
                    .orElse("is no well-formed ARN");
        }
        if (!wrong.isEmpty()) {
            throw new RefusedException(
                    Code.BAD_PARAMETER, "parameter " + name + " is " + Refusal.quoted(value) + ": " + wrong);
        }
        return value;
    }

    /** What is wrong with a value; empty when nothing is. */
    String wrong(String value) {
        if (value.isEmpty()) {
            return "empty or missing";
        }
        if (value.length() > maxLength) {
            return "longer than " + maxLength + " characters";
        }
        // before any pattern: no control characters, look-alikes or SSM's {{ references }}
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~') || value.contains("{{") || value.contains("}}")) {
            return "only printable ASCII without double braces is passed on";
        }
        if (integer && !INTEGER.matcher(value).matches()) {
            return "not a whole number";
        }
        return pattern == null || pattern.matcher(value).matches() ? "" : "does not match " + pattern;
    }

    private String read(OpsEvent event, Target.Chosen target) {
        if (source.startsWith(ATTRIBUTES)) {
            return event.getAttributes().getOrDefault(source.substring(ATTRIBUTES.length()), "");
        }
        if (source.startsWith(VALUES)) {
            var value = event.getValues().get(source.substring(VALUES.length()));
            return value == null || !Double.isFinite(value)
                    ? ""
                    : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
        }
        switch (source) {
            case "target.id":
                return target.id();
            case "target.name":
                return target.name();
            case "target.arn":
                return target.arn();
            case "event.account":
                return event.getAccount();
            case "event.region":
                return event.getRegion();
            default:
                throw new IllegalStateException("Parameter " + name + " has the unchecked source " + source);
        }
    }
}
