package io.millrace.testing.telemetry;

/** The truth about one planted anomaly: the rows from the first to the last, both included. */
public record PlantedAnomaly(AnomalyKind kind, int first, int last) {}
