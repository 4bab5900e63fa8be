package io.millrace.testing.simulation;

import java.time.Instant;
import java.util.function.Supplier;

/** An event that will arrive: its bytes are written when it does, so that waiting costs little. */
record Planned(String eventId, Instant arrivedAt, Supplier<byte[]> data) {}
