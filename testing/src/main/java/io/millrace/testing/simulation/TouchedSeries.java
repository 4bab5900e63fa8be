package io.millrace.testing.simulation;

import java.time.Instant;

/** The points of one series that belong to an incident: timestamps from (inclusive) to (exclusive). */
public record TouchedSeries(String seriesKey, Instant from, Instant to) {}
