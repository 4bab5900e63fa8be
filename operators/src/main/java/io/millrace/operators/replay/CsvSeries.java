package io.millrace.operators.replay;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CloudWatch series that a CSV file's name stands for: {@code ec2_cpu_utilization_24ae8d} is
 * {@code AWS/EC2 CPUUtilization InstanceId=i-0024ae8d}. Other names become metrics of namespace {@code CSV}.
 */
final class CsvSeries {
    /** EC2's short ids; a shorter suffix is filled up, or no runbook could name the instance as its target. */
    private static final int INSTANCE_DIGITS = 8;

    private static final String DEFAULT_REGION = "eu-west-1";
    private static final String PERCENT = "Percent";
    private static final String BYTES = "Bytes";
    private static final String COUNT = "Count";
    private static final String NONE = "None";

    private static final List<Rule> RULES = List.of(
            new Rule("ec2_cpu_utilization_(\\w+)", "AWS/EC2", "CPUUtilization", PERCENT, "InstanceId", "i-"),
            new Rule("ec2_disk_write_bytes_(\\w+)", "AWS/EC2", "DiskWriteBytes", BYTES, "InstanceId", "i-"),
            new Rule("ec2_network_in_(\\w+)", "AWS/EC2", "NetworkIn", BYTES, "InstanceId", "i-"),
            new Rule("rds_cpu_utilization_(\\w+)", "AWS/RDS", "CPUUtilization", PERCENT, "DBInstanceIdentifier", ""),
            new Rule("elb_request_count_(\\w+)", "AWS/ELB", "RequestCount", COUNT, "LoadBalancerName", ""),
            new Rule("(grok_asg)_anomaly", "AWS/AutoScaling", "GroupTotalInstances", NONE, "AutoScalingGroupName", ""));

    /** {@code iio_us-east-1_i-a2eb1cd9_NetworkIn}: Region, instance and metric name in the file's name. */
    private static final Pattern REGIONAL_INSTANCE =
            Pattern.compile("[a-z]+_([a-z]{2}(?:-[a-z]+)+-\\d)_(i-[0-9a-f]+)_([A-Za-z]+)");

    final String region;
    final String namespace;
    final String metricName;
    final String unit;
    final Map<String, String> dimensions;

    private CsvSeries(String region, String namespace, String metricName, String unit, Map<String, String> dimensions) {
        this.region = region;
        this.namespace = namespace;
        this.metricName = metricName;
        this.unit = unit;
        this.dimensions = dimensions;
    }

    /** The series of a file, by its name without folder and ending. */
    static CsvSeries named(String stem) {
        var regional = REGIONAL_INSTANCE.matcher(stem);
        if (regional.matches()) {
            var metric = regional.group(3);
            var unit = metric.startsWith("Network") || metric.endsWith("Bytes") ? BYTES : NONE;
            return new CsvSeries(regional.group(1), "AWS/EC2", metric, unit, Map.of("InstanceId", regional.group(2)));
        }
        for (var rule : RULES) {
            var match = rule.name.matcher(stem);
            if (match.matches()) {
                return rule.series(match);
            }
        }
        return new CsvSeries(DEFAULT_REGION, "CSV", stem, NONE, Map.of());
    }

    private static final class Rule {
        private final Pattern name;
        private final String namespace;
        private final String metricName;
        private final String unit;
        private final String dimension;
        private final String prefix;

        Rule(String name, String namespace, String metricName, String unit, String dimension, String prefix) {
            this.name = Pattern.compile(name);
            this.namespace = namespace;
            this.metricName = metricName;
            this.unit = unit;
            this.dimension = dimension;
            this.prefix = prefix;
        }

        CsvSeries series(Matcher match) {
            return new CsvSeries(DEFAULT_REGION, namespace, metricName, unit, Map.of(dimension, id(match.group(1))));
        }

        private String id(String suffix) {
            int missing = prefix.isEmpty() ? 0 : Math.max(0, INSTANCE_DIGITS - suffix.length());
            return prefix + "0".repeat(missing) + suffix;
        }
    }
}
