package io.millrace.testing.simulation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The record on whose arrival the incident can first be known: an event (by its id), or the metric point (by series and
 * timestamp) with which the level was exceeded for five minutes.
 */
public record Deciding(
        String stream,
        @Nullable String eventId,
        @Nullable String seriesKey,
        @Nullable Instant timestamp,
        Instant arrivedAt) {}
