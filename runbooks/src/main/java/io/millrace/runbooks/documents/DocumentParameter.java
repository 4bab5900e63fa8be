package io.millrace.runbooks.documents;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One parameter that an SSM document declares, and what fits it. */
public final class DocumentParameter {
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");

    private final String name;
    private final Type type;
    private final boolean required;
    private final @Nullable Pattern allowedPattern;
    private final List<String> allowedValues;
    private final int maxChars;

    DocumentParameter(
            String name,
            Type type,
            boolean required,
            @Nullable Pattern allowedPattern,
            List<String> allowedValues,
            int maxChars) {
        this.name = name;
        this.type = type;
        this.required = required;
        this.allowedPattern = allowedPattern;
        this.allowedValues = List.copyOf(allowedValues);
        this.maxChars = maxChars;
    }

    public String name() {
        return name;
    }

    public Type type() {
        return type;
    }

    /** Without a default: an execution without it does not start. */
    public boolean required() {
        return required;
    }

    /** What a whole value matches. */
    public Optional<Pattern> allowedPattern() {
        return Optional.ofNullable(allowedPattern);
    }

    /** The only values; empty for any. */
    public List<String> allowedValues() {
        return allowedValues;
    }

    /** Most characters of a value. */
    public int maxChars() {
        return maxChars;
    }

    /** What is wrong with values as a command carries them, as SSM would see it; empty when nothing is. */
    public String wrong(List<String> values) {
        if (type != Type.STRING_LIST && values.size() != 1) {
            return values.size() + " values, and " + name + " takes one";
        }
        for (String value : values) {
            String wrong = wrong(value);
            if (!wrong.isEmpty()) {
                return wrong;
            }
        }
        return "";
    }

    private String wrong(String value) {
        if (type == Type.INTEGER && !INTEGER.matcher(value).matches()) {
            return "not a whole number";
        }
        if (type == Type.BOOLEAN && !value.equals("true") && !value.equals("false")) {
            return "neither true nor false";
        }
        if (value.length() > maxChars) {
            return "longer than its maxChars of " + maxChars;
        }
        if (!allowedValues.isEmpty() && !allowedValues.contains(value)) {
            return "none of its allowedValues " + String.join(", ", allowedValues);
        }
        return allowedPattern == null || allowedPattern.matcher(value).find()
                ? ""
                : "does not match its allowedPattern " + allowedPattern;
    }

    /** Types of parameters; SSM's types of resources are strings here. */
    public enum Type {
        STRING("string"),
        STRING_LIST("list"),
        INTEGER("integer"),
        BOOLEAN("boolean"),
        MAP("map");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        /** As a runbook's step writes it. */
        public String word() {
            return word;
        }

        /** Empty for what SSM does not know. */
        static Optional<Type> of(String declared) {
            switch (declared) {
                case "String":
                    return Optional.of(STRING);
                case "StringList":
                    return Optional.of(STRING_LIST);
                case "Integer":
                    return Optional.of(INTEGER);
                case "Boolean":
                    return Optional.of(BOOLEAN);
                case "MapList":
                case "StringMap":
                    return Optional.of(MAP);
                default:
                    if (declared.matches("AWS::[A-Za-z0-9]+::[A-Za-z0-9]+(::[A-Za-z]+)?")) {
                        return Optional.of(STRING);
                    }
                    return declared.matches("List<AWS::[A-Za-z0-9:]+>") ? Optional.of(STRING_LIST) : Optional.empty();
            }
        }
    }
}
