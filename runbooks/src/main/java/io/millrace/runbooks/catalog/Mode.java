package io.millrace.runbooks.catalog;

import java.util.Locale;

/** Whether a runbook is asleep, only says what it would do, or acts. */
public enum Mode {
    OFF,
    SHADOW,
    LIVE;

    /** As written in content and commands. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
