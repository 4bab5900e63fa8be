package io.millrace.runbooks.yaml;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 30s}, {@code 5m}, {@code 2h}, {@code 7d}, or ISO 8601 ({@code PT5M}). */
public final class Durations {
    private static final Pattern SHORT = Pattern.compile("([0-9]{1,9})(s|m|h|d)");

    private Durations() {}

    /** Empty when the text is no duration. */
    public static Optional<Duration> parse(String text) {
        var matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            String iso = matcher.group(1) + matcher.group(2).toUpperCase(Locale.ROOT);
            return Optional.of(Duration.parse(iso.endsWith("D") ? "P" + iso : "PT" + iso));
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
