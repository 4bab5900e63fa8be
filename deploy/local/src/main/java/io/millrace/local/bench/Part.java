package io.millrace.local.bench;

/**
 * One part of a way: what it is, how often a record passes it, and what passing it takes.
 *
 * @param times how often for one record
 * @param each one operation
 */
record Part(String name, double times, Measured each) {
    double nanos() {
        return times * each.median();
    }
}
