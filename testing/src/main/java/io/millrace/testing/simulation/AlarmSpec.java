package io.millrace.testing.simulation;

/**
 * A CloudWatch alarm on one series: in ALARM after so many one-minute datapoints in a row above the threshold, OK with
 * the first below.
 */
public record AlarmSpec(String name, Series series, double threshold, int datapoints) {
    /** The alarm's ARN. */
    public String arn() {
        var at = series.resource();
        return "arn:aws:cloudwatch:" + at.region() + ":" + at.account() + ":alarm:" + name;
    }
}
