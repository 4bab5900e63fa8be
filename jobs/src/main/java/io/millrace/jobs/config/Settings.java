package io.millrace.jobs.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads property groups and collects every problem, so that a wrong configuration fails once with the full
 * list: key, given value, what would be right. A bad value is never replaced by the default.
 */
final class Settings {
    private static final Pattern SPAN = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

    private final Map<String, Map<String, String>> groups;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Set<String>> read = new TreeMap<>();

    Settings(Map<String, Map<String, String>> groups) {
        this.groups = groups;
    }

    Optional<String> text(String group, String key) {
        read.computeIfAbsent(group, name -> new TreeSet<>()).add(key);
        return Optional.ofNullable(groups.getOrDefault(group, Map.of()).get(key))
                .map(String::trim)
                .filter(value -> !value.isEmpty());
    }

    String text(String group, String key, String fallback) {
        return text(group, key).orElse(fallback);
    }

    /** A value without a default: secrets, ARNs, names of real things. */
    String required(String group, String key, String wanted) {
        var value = text(group, key);
        if (value.isEmpty()) {
            problems.add(group + "/" + key + " is missing; it must be " + wanted);
        }
        return value.orElse("");
    }

    /** The name of a thing that need not be there: empty when not given or "none", since a platform's property is never empty. */
    String named(String group, String key) {
        return text(group, key).filter(value -> !value.equals("none")).orElse("");
    }

    /** Parts between commas; none when not given or "none". */
    List<String> list(String group, String key) {
        String value = named(group, key);
        return value.isEmpty() ? List.of() : List.of(value.split("\\s*,\\s*"));
    }

    double number(String group, String key, double fallback, double least, double most) {
        return parsed(group, key, fallback, "a number from " + least + " to " + most, text -> {
            double value = Double.parseDouble(text);
            return value >= least && value <= most ? Optional.of(value) : Optional.empty();
        });
    }

    int integer(String group, String key, int fallback, int least, int most) {
        return parsed(group, key, fallback, "a whole number from " + least + " to " + most, text -> {
            int value = Integer.parseInt(text);
            return value >= least && value <= most ? Optional.of(value) : Optional.empty();
        });
    }

    Duration duration(String group, String key, Duration fallback) {
        return parsed(group, key, fallback, "a duration such as 500ms, 30s, 5m, 24h or 7d", Settings::span);
    }

    /** A duration within bounds that are whole minutes. */
    Duration duration(String group, String key, Duration fallback, Duration least, Duration most) {
        String wanted = "a duration from " + words(least) + " to " + words(most);
        return parsed(group, key, fallback, wanted, text -> span(text)
                .filter(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0));
    }

    /** As {@link #duration(String, String, Duration, Duration, Duration)}, or empty for the word {@code none}. */
    Optional<Duration> durationOrNone(String group, String key, Duration fallback, Duration least, Duration most) {
        if (text(group, key).filter("none"::equals).isPresent()) {
            return Optional.empty();
        }
        String wanted = "a duration from " + words(least) + " to " + words(most) + ", or none";
        return Optional.of(parsed(group, key, fallback, wanted, text -> span(text)
                .filter(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0)));
    }

    private static String words(Duration span) {
        if (span.compareTo(Duration.ofDays(2)) > 0) {
            return span.toDays() + "d";
        }
        return span.compareTo(Duration.ofHours(1)) < 0 ? span.toMinutes() + "m" : span.toHours() + "h";
    }

    private static Optional<Duration> span(String text) {
        var matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        switch (matcher.group(2)) {
            case "ms":
                return Optional.of(Duration.ofMillis(count));
            case "s":
                return Optional.of(Duration.ofSeconds(count));
            case "m":
                return Optional.of(Duration.ofMinutes(count));
            case "h":
                return Optional.of(Duration.ofHours(count));
            default:
                return Optional.of(Duration.ofDays(count));
        }
    }

    /** A deadline: above 0, and at most what the service itself waits. */
    Duration deadline(String group, String key, Duration fallback, Duration most) {
        Duration value = duration(group, key, fallback);
        if (value.isZero() || value.compareTo(most) > 0) {
            problem(group + "/" + key + " is " + value.toMillis() + " ms; it must be above 0 and at most "
                    + most.toSeconds() + "s: the service waits no longer");
        }
        return value;
    }

    String choice(String group, String key, String fallback, String... allowed) {
        var wanted = new TreeSet<>(List.of(allowed));
        return parsed(
                group,
                key,
                fallback,
                "one of " + String.join(", ", wanted),
                text -> wanted.contains(text) ? Optional.of(text) : Optional.empty());
    }

    void problem(String problem) {
        problems.add(problem);
    }

    /** Throws with all problems, unknown keys of known groups and unknown groups included. */
    void finish() {
        groups.forEach((group, properties) -> {
            Set<String> known = read.get(group);
            if (known == null) {
                problems.add("property group " + group + " is unknown; there are " + String.join(", ", read.keySet()));
                return;
            }
            properties.keySet().stream()
                    .filter(key -> !known.contains(key))
                    .sorted()
                    .forEach(key -> problems.add(
                            group + "/" + key + " is unknown; this group has " + String.join(", ", known)));
        });
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    private <T> T parsed(String group, String key, T fallback, String wanted, Function<String, Optional<T>> parse) {
        Optional<String> given = text(group, key);
        if (given.isEmpty()) {
            return fallback;
        }
        Optional<T> value;
        try {
            value = parse.apply(given.get());
        } catch (NumberFormatException | ArithmeticException e) {
            value = Optional.empty();
        }
        if (value.isEmpty()) {
            problems.add(group + "/" + key + " is \"" + given.get() + "\"; it must be " + wanted);
        }
        return value.orElse(fallback);
    }
}
