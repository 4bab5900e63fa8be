package io.millrace.testing.telemetry;

/** How the undisturbed values of one series come about; asked for each row once, in order. */
interface Shape {
    /** The value of the row; NaN where the series has no point. */
    double at(int row);
}
