package io.millrace.testing;

/** Where a test's metric point begins: {@code cpu("i-0c2f5e7a91d34b680").of(85).at("10:07").datum()}. */
public final class Metrics {
    private Metrics() {}

    /** AWS/EC2 CPUUtilization of an instance, in percent. */
    public static MetricBuilder cpu(String instanceId) {
        return aMetric("AWS/EC2", "CPUUtilization")
                .dimension("InstanceId", instanceId)
                .unit("Percent");
    }

    /** CWAgent mem_used_percent of an instance. */
    public static MetricBuilder memory(String instanceId) {
        return aMetric("CWAgent", "mem_used_percent")
                .dimension("InstanceId", instanceId)
                .unit("Percent");
    }

    /** CWAgent disk_used_percent of one path of an instance. */
    public static MetricBuilder disk(String instanceId, String path) {
        return aMetric("CWAgent", "disk_used_percent")
                .dimension("InstanceId", instanceId)
                .dimension("path", path)
                .unit("Percent");
    }

    /** AWS/ApplicationELB TargetResponseTime of a load balancer, in seconds. */
    public static MetricBuilder latency(String loadBalancer) {
        return aMetric("AWS/ApplicationELB", "TargetResponseTime")
                .dimension("LoadBalancer", loadBalancer)
                .unit("Seconds");
    }

    /** Any metric of the production account. */
    public static MetricBuilder aMetric(String namespace, String name) {
        return new MetricBuilder(namespace, name);
    }
}
