package io.millrace.runbooks.conditions;

import io.millrace.domain.MetricDatum;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** A CloudWatch statistic by name, and how it is read from a metric stream's point. */
public final class Statistic {
    /** Percentiles and trimmed statistics as CloudWatch writes them: p99, p99.9, TM(25%:75%), IQM. */
    private static final Pattern EXTENDED = Pattern.compile(
            "IQM|(p|tm|wm|tc|ts)([0-9]{1,2}(\\.[0-9]{1,10})?|100)|(TM|WM|TC|TS|PR)\\([0-9.%:]{1,40}\\)");

    /** What may be asked for, in words. */
    public static final String WANTED =
            "average, sum, minimum, maximum, count, or a CloudWatch name such as p99 or TM(25%:75%)";

    private final String name;

    private Statistic(String name) {
        this.name = name;
    }

    /** Empty when the name is no statistic. */
    public static Optional<Statistic> parse(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        switch (lower) {
            case "average":
            case "sum":
            case "minimum":
            case "maximum":
            case "count":
                return Optional.of(new Statistic(lower));
            default:
                return EXTENDED.matcher(name).matches() ? Optional.of(new Statistic(name)) : Optional.empty();
        }
    }

    /** {@code average}, ..., or the CloudWatch name. */
    public String name() {
        return name;
    }

    /** The statistic's value; empty when the point does not carry it or it is not finite. */
    public OptionalDouble of(MetricDatum datum) {
        double value = read(datum);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** The statistic's value; NaN when the point does not carry it. */
    double read(MetricDatum datum) {
        switch (name) {
            case "average":
                return datum.getCount() > 0 ? datum.getSum() / datum.getCount() : Double.NaN;
            case "sum":
                return datum.getSum();
            case "minimum":
                return datum.getMin();
            case "maximum":
                return datum.getMax();
            case "count":
                return datum.getCount();
            default:
                return datum.getStatistics().getOrDefault(name, Double.NaN);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
