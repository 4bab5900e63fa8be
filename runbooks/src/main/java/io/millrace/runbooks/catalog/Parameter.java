package io.millrace.runbooks.catalog;

import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.catalog.Refusal.Code;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One typed parameter of a step. Its value is a constant or comes from one typed field of the event,
 * and passes type, length and pattern; title and text are no sources.
 */
final class Parameter {
    /** What a value is. */
    enum Type {
        STRING,
        INTEGER,
        BOOLEAN,
        /** One of a closed set. */
        ENUM,
        /** Several texts, SSM's StringList; from an event they are separated by commas. */
        LIST;

        /** STRING for a word that is none. */
        static Type of(String word) {
            return TYPES.contains(word) ? valueOf(word.toUpperCase(Locale.ROOT)) : STRING;
        }
    }

    /** Types as written in content. */
    static final List<String> TYPES = Arrays.stream(Type.values())
            .map(type -> type.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toList());

    static final String ATTRIBUTES = "attributes.";
    static final String VALUES = "values.";

    /** Sources with a fixed name; {@code attributes.NAME} and {@code values.NAME} come beside them. */
    static final List<String> SOURCES =
            List.of("target.id", "target.name", "target.arn", "event.account", "event.region");

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

    private final String name;
    private final Type type;
    private final String source;
    private final @Nullable List<String> constant;
    private final Shape shape;

    /** @param constant null when the value comes from the event */
    Parameter(String name, Type type, String source, @Nullable List<String> constant, Shape shape) {
        this.name = name;
        this.type = type;
        this.source = source;
        this.constant = constant;
        this.shape = shape;
    }

    String name() {
        return name;
    }

    /** One value, or those of a list. */
    List<String> values(OpsEvent event, Target.Chosen target) throws RefusedException {
        List<String> values = constant == null ? split(read(event, target)) : constant;
        String wrong = wrong(values);
        if (wrong.isEmpty() && constant == null) {
            wrong = foreign(values, event);
        }
        if (!wrong.isEmpty()) {
            throw new RefusedException(
                    Code.BAD_PARAMETER,
                    "parameter " + name + " is " + Refusal.quoted(String.join(",", values)) + ": " + wrong);
        }
        return values;
    }

    private List<String> split(String text) {
        return type == Type.LIST && !text.isEmpty() ? List.of(text.split(",", -1)) : List.of(text);
    }

    private static String foreign(List<String> values, OpsEvent event) {
        for (String value : values) {
            var arn = Arn.parse(value);
            if (value.startsWith("arn:") && arn.isEmpty()) {
                return "is no well-formed ARN";
            }
            if (arn.isPresent() && !arn.get().livesIn(event.getAccount(), event.getRegion())) {
                return "lies outside the event's account " + event.getAccount() + " and Region " + event.getRegion();
            }
        }
        return "";
    }

    /** What is wrong with values; empty when nothing is. */
    String wrong(List<String> values) {
        if (values.isEmpty()) {
            return "empty or missing";
        }
        if (values.size() > (type == Type.LIST ? shape.most : 1)) {
            return values.size() + " values, and " + shape.most + " are the most";
        }
        return values.stream()
                .map(this::wrong)
                .filter(wrong -> !wrong.isEmpty())
                .findFirst()
                .orElse("");
    }

    private String wrong(String value) {
        if (value.isEmpty()) {
            return "empty or missing";
        }
        if (value.length() > shape.maxLength) {
            return "longer than " + shape.maxLength + " characters";
        }
        // before any pattern: no control characters, look-alikes or SSM's {{ references }}
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~') || value.contains("{{") || value.contains("}}")) {
            return "only printable ASCII without double braces is passed on";
        }
        if (type == Type.INTEGER && !INTEGER.matcher(value).matches()) {
            return "not a whole number";
        }
        if (type == Type.BOOLEAN && !value.equals("true") && !value.equals("false")) {
            return "neither true nor false";
        }
        if (type == Type.ENUM && !shape.values.contains(value)) {
            return "none of " + String.join(", ", shape.values);
        }
        return shape.pattern == null || shape.pattern.matcher(value).matches() ? "" : "does not match " + shape.pattern;
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

    /** What values may look like. */
    static final class Shape {
        private final @Nullable Pattern pattern;
        private final int maxLength;
        private final List<String> values;
        private final int most;

        /**
         * @param values the closed set of an enum
         * @param most of a list
         */
        Shape(@Nullable Pattern pattern, int maxLength, List<String> values, int most) {
            this.pattern = pattern;
            this.maxLength = maxLength;
            this.values = List.copyOf(values);
            this.most = most;
        }
    }
}
