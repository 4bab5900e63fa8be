package io.millrace.runbooks.conditions;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What conditions of every kind say: their name, for how long or in how many points trouble must last, what a missing
 * point counts for, and how many points clear it.
 */
public final class ConditionRule {
    private final String id;
    private final String title;
    private final int severity;
    private final Duration lasting;
    private final int breaching;
    private final int of;
    private final @Nullable Duration period;
    private final MissingData missing;
    private final @Nullable Duration absentFor;
    private final int clearPoints;

    private ConditionRule(
            String id,
            String title,
            int severity,
            Duration lasting,
            int breaching,
            int of,
            @Nullable Duration period,
            MissingData missing,
            @Nullable Duration absentFor,
            int clearPoints) {
        this.id = id;
        this.title = title;
        this.severity = severity;
        this.lasting = lasting;
        this.breaching = breaching;
        this.of = of;
        this.period = period;
        this.missing = missing;
        this.absentFor = absentFor;
        this.clearPoints = clearPoints;
    }

    /** Every point breaches for so long. */
    static ConditionRule lasting(String id, String title, int severity, Duration lasting, int clearPoints) {
        return new ConditionRule(id, title, severity, lasting, 0, 0, null, MissingData.IGNORE, null, clearPoints);
    }

    /** So many of the newest points breach. */
    static ConditionRule outOf(String id, String title, int severity, int breaching, int of, int clearPoints) {
        return new ConditionRule(
                id, title, severity, Duration.ZERO, breaching, of, null, MissingData.IGNORE, null, clearPoints);
    }

    /** No point arrives for so long. */
    static ConditionRule absent(String id, String title, int severity, Duration absentFor, int clearPoints) {
        return new ConditionRule(
                id, title, severity, Duration.ZERO, 0, 0, null, MissingData.IGNORE, absentFor, clearPoints);
    }

    /** The same, with points expected so far apart, and what one counts for that is missing. */
    ConditionRule withPeriod(@Nullable Duration apart, MissingData counts) {
        return new ConditionRule(id, title, severity, lasting, breaching, of, apart, counts, absentFor, clearPoints);
    }

    /** Unique in the bundle. */
    public String id() {
        return id;
    }

    /** For people: {@code CPU above 80 % for 5 minutes}. */
    public String title() {
        return title;
    }

    /** 1 to 5, of the event that the condition raises. */
    public int severity() {
        return severity;
    }

    /** How long every point must breach ({@code for} in YAML); zero where {@link #isOutOf()}. */
    public Duration lasting() {
        return lasting;
    }

    /** Whether so many of the newest points must breach, instead of all for a time. */
    public boolean isOutOf() {
        return of > 0;
    }

    /** How many points must breach; 0 unless {@link #isOutOf()}. */
    public int breaching() {
        return breaching;
    }

    /** Of how many newest points; 0 unless {@link #isOutOf()}. */
    public int of() {
        return of;
    }

    /** How far apart points should be, where that is declared. */
    public Optional<Duration> period() {
        return Optional.ofNullable(period);
    }

    /** What a missing point counts for. */
    public MissingData missing() {
        return missing;
    }

    /** How long no point may arrive before that is the trouble, of a condition on silence. */
    public Optional<Duration> absentFor() {
        return Optional.ofNullable(absentFor);
    }

    /** Consecutive normal points that clear the condition. */
    public int clearPoints() {
        return clearPoints;
    }

    /** Whether silence alone can open or clear it. */
    public boolean watchesSilence() {
        return absentFor != null || missing == MissingData.BREACHING || missing == MissingData.NOT_BREACHING;
    }

    /** The time that the condition looks back over. */
    long span(long periodMillis) {
        return isOutOf() ? of * periodMillis : lasting.toMillis();
    }

    /** More missing points than these in a row change nothing any more. */
    int mostMissing(long periodMillis) {
        long lastingPoints = (lasting.toMillis() + periodMillis - 1) / periodMillis;
        return (int) Math.max(Math.max(of, clearPoints), lastingPoints) + 1;
    }
}
