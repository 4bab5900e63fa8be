package io.millrace.models.forecast;

/** On which side of its forecast a series is watched: nobody is woken by a latency that is too good. */
public enum Side {
    ABOVE,
    BELOW,
    BOTH
}
