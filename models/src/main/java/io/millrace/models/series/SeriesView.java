package io.millrace.models.series;

/** The numbers by which a point is judged, each against its own history. What each catches: {@link SeriesViews}. */
public enum SeriesView {
    /** The value itself. */
    VALUE,
    /** The difference to the value before. */
    STEP,
    /** A slow running mean of the values. */
    LEVEL,
    /** A running mean of the distance to what this hour of the week usually reads. */
    SEASON;

    private static final SeriesView[] ALL = values();

    static final int COUNT = ALL.length;
}
