package io.millrace.runbooks.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a runbook is asleep, only says what it would do, or acts. */
public enum Mode {
    OFF,
    SHADOW,
    LIVE;

    /** Empty when the word is none. */
    public static Optional<Mode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }

    /** All, as written. */
    static List<String> words() {
        return Arrays.stream(values()).map(Mode::word).collect(Collectors.toList());
    }

    /** The one that does less. */
    Mode tightest(Mode other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** As written in content and commands. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
