package io.millrace.testing.simulation;

import io.millrace.domain.id.Ids;
import io.millrace.testing.Estates;
import io.millrace.testing.simulation.Resource.Type;
import io.millrace.testing.simulation.Series.Form;
import io.millrace.testing.simulation.Series.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Builds the example estate; everything in it follows from the seed and the scale. */
final class ExampleEstate {
    private static final double GIB = 1 << 30;

    private final long seed;
    private final int scale;
    private final List<Service> services = new ArrayList<>();
    private final List<Resource> resources = new ArrayList<>();
    private final List<Series> series = new ArrayList<>();
    private final List<AlarmSpec> alarms = new ArrayList<>();
    private final List<CompositeSpec> composites = new ArrayList<>();

    ExampleEstate(long seed, int scale) {
        this.seed = seed;
        this.scale = scale;
    }

    Estate build() {
        shop("checkout", 1, 6, "alb", "db");
        shop("payments", 1, 4, "alb", "db", "queue");
        shop("orders", 2, 4, "alb", "db", "queue");
        own("media", 3, "team-media", Rhythm.SHOP, 4, "alb", "functions");
        own("billing", 2, "team-billing", Rhythm.OFFICE, 3, "db", "queue", "functions");
        own("search", 2, "team-search", Rhythm.SHOP, 4, "alb");
        own("network", 2, "team-network", Rhythm.OFFICE, 0, "vpn");
        var lab = new Service("lab", 4, "lab", "developer-experience", "development", Estates.SANDBOX, List.of());
        service(lab, Rhythm.OFFICE, 4, "queue");
        return new Estate(services, resources, series, alarms, composites);
    }

    private void shop(String name, int tier, int instances, String... parts) {
        service(
                new Service(name, tier, "shop", "team-" + name, "production", Estates.PRODUCTION, needs(name)),
                Rhythm.SHOP,
                instances,
                parts);
    }

    private void own(String name, int tier, String owner, Rhythm rhythm, int instances, String... parts) {
        service(
                new Service(name, tier, name, owner, "production", Estates.PRODUCTION, needs(name)),
                rhythm,
                instances,
                parts);
    }

    private static List<String> needs(String service) {
        return switch (service) {
            case "checkout" -> List.of("orders", "payments", "search");
            case "orders" -> List.of("payments");
            case "billing" -> List.of("network", "payments");
            default -> List.of();
        };
    }

    private void service(Service service, Rhythm rhythm, int instances, String... parts) {
        services.add(service);
        int before = alarms.size();
        for (int i = 0; i < instances * scale; i++) {
            instance(service, rhythm, i);
        }
        for (String part : parts) {
            switch (part) {
                case "alb" -> loadBalancer(service, rhythm);
                case "db" -> database(service, rhythm);
                case "queue" -> queue(service, rhythm);
                case "functions" -> functions(service, rhythm);
                case "vpn" -> tunnels(service, rhythm);
                default -> throw new IllegalArgumentException("No part " + part + " for service " + service.name());
            }
        }
        var own = List.copyOf(alarms.subList(before, alarms.size()));
        if (own.size() > 1) {
            composites.add(new CompositeSpec(service.name() + "-degraded", service.account(), Estates.REGION, own));
        }
    }

    private void instance(Service service, Rhythm rhythm, int number) {
        boolean example = service.name().equals("checkout") && number == 0;
        var id = example ? Estates.INSTANCE : "i-0" + hex(service.name(), "instance" + number, 16);
        var at = resource(Type.INSTANCE, service, id, "ec2", "instance/" + id);
        var key = dimensions("InstanceId", id);
        var host = service.name() + "-" + (number + 1);
        var cpuRhythm = number % 4 == 3 ? Rhythm.FLAT : rhythm;
        var cpu = add(
                at,
                "AWS/EC2",
                "CPUUtilization",
                key,
                level(cpuRhythm, vary(at, 22, 12), vary(at, 18, 14), 1.8, 100, "Percent"));
        add(at, "AWS/EC2", "NetworkIn", key, level(rhythm, vary(at, 4e6, 3e6), vary(at, 2e7, 1e7), 8e5, 1e12, "Bytes"));
        add(
                at,
                "AWS/EC2",
                "NetworkOut",
                key,
                level(rhythm, vary(at, 6e6, 3e6), vary(at, 3e7, 1e7), 1e6, 1e12, "Bytes"));
        add(
                at,
                "AWS/EC2",
                "EBSWriteBytes",
                key,
                level(Rhythm.NIGHTLY, vary(at, 2e6, 1e6), vary(at, 4e7, 2e7), 3e5, 1e12, "Bytes"));
        var memory =
                add(at, "CWAgent", "mem_used_percent", key, level(rhythm, vary(at, 46, 12), 6, 0.7, 100, "Percent"));
        var root = dimensions("InstanceId", id, "path", "/", "device", "nvme0n1p1", "fstype", "xfs");
        var disk = add(
                at,
                "CWAgent",
                "disk_used_percent",
                root,
                level(Rhythm.LOGS, vary(at, 42, 14), 9, 0.08, 100, "Percent"));
        var data = dimensions("InstanceId", id, "path", "/data", "device", "nvme1n1", "fstype", "xfs");
        add(at, "CWAgent", "disk_used_percent", data, level(Rhythm.FLAT, vary(at, 50, 10), 0, 0.05, 100, "Percent"));
        add(at, "CWAgent", "swap_used_percent", key, level(Rhythm.FLAT, vary(at, 4, 3), 0, 0.2, 100, "Percent"));
        alarms.add(new AlarmSpec(host + "-cpu-high", cpu, 80, 5));
        alarms.add(new AlarmSpec(host + "-memory-high", memory, 88, 5));
        alarms.add(new AlarmSpec(host + "-disk-high", disk, 90, 5));
    }

    private void loadBalancer(Service service, Rhythm rhythm) {
        var id = "app/" + service.name() + "-alb/" + hex(service.name(), "alb", 16);
        var at = resource(Type.LOAD_BALANCER, service, id, "elasticloadbalancing", "loadbalancer/" + id);
        var key = dimensions("LoadBalancer", id);
        var namespace = "AWS/ApplicationELB";
        add(at, namespace, "RequestCount", key, count(rhythm, vary(at, 900, 400), vary(at, 5200, 2500), 120, 1e9));
        var errors = add(at, namespace, "HTTPCode_Target_5XX_Count", key, count(rhythm, 0.4, 2.2, 1.2, 1e9));
        add(at, namespace, "HTTPCode_Target_4XX_Count", key, count(rhythm, 12, 60, 9, 1e9));
        var latency = add(
                at,
                namespace,
                "TargetResponseTime",
                key,
                new Shape(Form.DURATION, rhythm, vary(at, 0.09, 0.05), 0.05, 0.006, 0.001, 60, "Seconds"));
        add(at, namespace, "HealthyHostCount", key, level(Rhythm.FLAT, 4, 0, 0, 100, "Count"));
        alarms.add(new AlarmSpec(service.name() + "-latency-high", latency, 0.6, 3));
        alarms.add(new AlarmSpec(service.name() + "-5xx", errors, 50, 2));
    }

    private void database(Service service, Rhythm rhythm) {
        var id = service.name() + "-db";
        var at = resource(Type.DATABASE, service, id, "rds", "db:" + id);
        var key = dimensions("DBInstanceIdentifier", id);
        add(
                at,
                "AWS/RDS",
                "CPUUtilization",
                key,
                level(rhythm, vary(at, 14, 8), vary(at, 22, 10), 1.2, 100, "Percent"));
        var connections = add(
                at,
                "AWS/RDS",
                "DatabaseConnections",
                key,
                level(rhythm, vary(at, 40, 20), vary(at, 120, 40), 5, 5000, "Count"));
        add(
                at,
                "AWS/RDS",
                "FreeStorageSpace",
                key,
                level(Rhythm.FLAT, vary(at, 180, 80) * GIB, 0, 0.05 * GIB, 1e15, "Bytes"));
        add(at, "AWS/RDS", "ReadLatency", key, level(rhythm, 0.0012, 0.002, 0.0003, 60, "Seconds"));
        add(
                at,
                "AWS/RDS",
                "WriteIOPS",
                key,
                level(rhythm, vary(at, 60, 30), vary(at, 420, 150), 22, 1e6, "Count/Second"));
        alarms.add(new AlarmSpec(service.name() + "-db-connections", connections, 400, 3));
    }

    private void queue(Service service, Rhythm rhythm) {
        var id = service.name() + "-in";
        var at = resource(Type.QUEUE, service, id, "sqs", id);
        var key = dimensions("QueueName", id);
        var depth = add(
                at,
                "AWS/SQS",
                "ApproximateNumberOfMessagesVisible",
                key,
                level(rhythm, 20, vary(at, 120, 60), 14, 1e7, "Count"));
        add(at, "AWS/SQS", "ApproximateAgeOfOldestMessage", key, level(rhythm, 3, 8, 1.5, 1e6, "Seconds"));
        add(at, "AWS/SQS", "NumberOfMessagesSent", key, count(rhythm, 80, vary(at, 700, 300), 30, 1e9));
        alarms.add(new AlarmSpec(service.name() + "-queue-depth", depth, 1000, 1));
    }

    private void functions(Service service, Rhythm rhythm) {
        for (int i = 0; i < 3; i++) {
            var id = service.name() + "-00" + i;
            var at = resource(Type.FUNCTION, service, id, "lambda", "function:" + id);
            var key = dimensions("FunctionName", id);
            add(at, "AWS/Lambda", "Invocations", key, count(rhythm, 20, vary(at, 260, 120), 14, 1e9));
            var errors = add(at, "AWS/Lambda", "Errors", key, count(rhythm, -1, 1, 0.6, 1e9));
            add(
                    at,
                    "AWS/Lambda",
                    "Duration",
                    key,
                    new Shape(Form.DURATION, rhythm, vary(at, 180, 90), 60, 12, 1, 9e5, "Milliseconds"));
            alarms.add(new AlarmSpec(id + "-errors", errors, 20, 2));
        }
    }

    private void tunnels(Service service, Rhythm rhythm) {
        for (int i = 0; i < 3; i++) {
            var id = "vpn-0" + hex(service.name(), "vpn" + i, 16);
            var at = resource(Type.VPN, service, id, "ec2", "vpn-connection/" + id);
            var key = dimensions("VpnId", id);
            add(at, "AWS/VPN", "TunnelState", key, level(Rhythm.FLAT, 1, 0, 0, 1, "None"));
            add(at, "AWS/VPN", "TunnelDataIn", key, level(rhythm, 2e5, vary(at, 4e6, 2e6), 2e5, 1e12, "Bytes"));
        }
    }

    private Resource resource(Type type, Service service, String id, String arnService, String arnResource) {
        var arn = "arn:aws:" + arnService + ":" + Estates.REGION + ":" + service.account() + ":" + arnResource;
        var resource = new Resource(type, id, arn, service.name(), service.account(), Estates.REGION);
        resources.add(resource);
        return resource;
    }

    private Series add(Resource at, String namespace, String metric, TreeMap<String, String> dimensions, Shape shape) {
        long own = Noise.hash(seed, series.size() + 1_000_000L);
        var one = new Series(series.size(), at, namespace, metric, dimensions, shape, own);
        series.add(one);
        return one;
    }

    /** A number of this resource between base - spread / 2 and base + spread / 2. */
    private double vary(Resource at, double base, double spread) {
        return base + spread * (Noise.uniform(seed, at.arn().hashCode() * 31L + series.size()) - 0.5);
    }

    private static Shape level(
            Rhythm rhythm, double base, double amplitude, double deviation, double max, String unit) {
        return new Shape(Form.LEVEL, rhythm, base, amplitude, deviation, 0, max, unit);
    }

    private static Shape count(Rhythm rhythm, double base, double amplitude, double deviation, double max) {
        return new Shape(Form.COUNT, rhythm, base, amplitude, deviation, 0, max, "Count");
    }

    private static TreeMap<String, String> dimensions(String... pairs) {
        var map = new TreeMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    private String hex(String service, String what, int digits) {
        return Ids.hash("estate", Long.toString(seed), service, what).substring(0, digits);
    }
}
