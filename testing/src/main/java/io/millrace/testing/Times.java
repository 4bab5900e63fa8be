package io.millrace.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Constant times of the example day, so that a test says {@code at("10:07:12")} and nothing reads a clock. */
public final class Times {
    /** The day on which all example events happen: a Wednesday. */
    public static final LocalDate DAY = LocalDate.of(2026, 8, 5);

    private Times() {}

    /**
     * The instant of a time of the example day in UTC ({@code 10:07}, {@code 10:07:12}, {@code 10:07:12.345}),
     * or of a full ISO instant.
     */
    public static Instant at(String time) {
        if (time.endsWith("Z")) {
            return Instant.parse(time);
        }
        return LocalTime.parse(time).atDate(DAY).toInstant(ZoneOffset.UTC);
    }
}
