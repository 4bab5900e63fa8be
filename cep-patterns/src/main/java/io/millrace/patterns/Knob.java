package io.millrace.patterns;

import java.time.Duration;

/** What may be set of the situations: spans of event time unless told otherwise, and counts; each with its default and bounds. */
public enum Knob {
    FLAPPING_WINDOW(
            Duration.ofMinutes(30),
            Duration.ofMinutes(1),
            Duration.ofHours(6),
            "the third opening of an alarm after its first"),
    CONFIRMATION_WINDOW(
            Duration.ofMinutes(15),
            Duration.ofMinutes(1),
            Duration.ofHours(6),
            "an anomaly and an alarm, either first"),
    CHANGE_WINDOW(Duration.ofMinutes(15), Duration.ofMinutes(1), Duration.ofHours(6), "a symptom after its change"),
    CASCADE_WINDOW(
            Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofHours(2), "trouble after that of what is needed"),
    HEALTH_WINDOW(
            Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofHours(24), "a symptom after AWS told of its issue"),
    BACKUP_WINDOW(Duration.ofHours(24), Duration.ofHours(1), Duration.ofDays(7), "a deletion after the backup failed"),
    BRUTE_FORCE_WINDOW(
            Duration.ofHours(2), Duration.ofMinutes(5), Duration.ofHours(24), "the success after the first attempt"),
    BRUTE_FORCE_ATTEMPTS(5, 2, 50, "failed sign-ins of one user that are taken for an attack"),
    LAUNCH_WINDOW(Duration.ofHours(72), Duration.ofHours(1), Duration.ofDays(7), "a cost anomaly after the launch"),
    MEMORY_WINDOW(
            Duration.ofMinutes(30),
            Duration.ofMinutes(5),
            Duration.ofHours(24),
            "level and trend of memory, either first"),
    DISK_WINDOW(
            Duration.ofHours(12),
            Duration.ofMinutes(5),
            Duration.ofHours(48),
            "level and trend of a disk, either first"),
    DISK_FULL(95, 50, 100, "per cent from which a disk is full, and it is too late to warn"),
    SILENCE_WINDOW(
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            Duration.ofHours(24),
            "two witnesses of one silence, either first"),
    REMEDY_SETTLE(
            Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofHours(2), "how long a remedy may take to show"),
    REMEDY_WINDOW(
            Duration.ofMinutes(40),
            Duration.ofMinutes(10),
            Duration.ofHours(6),
            "the condition's newest figures after the command"),
    RECOVERY_STAY(
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofHours(2),
            "how long nothing comes back, in arrival time");

    private final boolean isSpan;
    private final long otherwise;
    private final long least;
    private final long most;
    private final String meaning;

    Knob(Duration otherwise, Duration least, Duration most, String meaning) {
        this(true, otherwise.toMillis(), least.toMillis(), most.toMillis(), meaning);
    }

    Knob(int otherwise, int least, int most, String meaning) {
        this(false, otherwise, least, most, meaning);
    }

    Knob(boolean isSpan, long otherwise, long least, long most, String meaning) {
        this.isSpan = isSpan;
        this.otherwise = otherwise;
        this.least = least;
        this.most = most;
        this.meaning = meaning;
    }

    /** Whether it is a span of time, given in milliseconds; a count otherwise. */
    public boolean isSpan() {
        return isSpan;
    }

    /** The value unless it is set. */
    public long otherwise() {
        return otherwise;
    }

    public long least() {
        return least;
    }

    public long most() {
        return most;
    }

    /** Of what it is the span or count. */
    public String meaning() {
        return meaning;
    }
}
