package io.millrace.operators.parse.resource;

import io.millrace.domain.Dimension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * ARNs of the resources that CloudWatch dimensions or short names speak about, where the ARN can be derived
 * without asking AWS (an Auto Scaling group's cannot: it holds a random part). Formats: Service Authorization
 * Reference, "Resource types". The same dimensions give the same ARNs for a metric point and for an alarm on it.
 */
public final class ResourceArns {
    /** Dimension name to ARN; {@code %p}artition, {@code %r}egion, {@code %a}ccount, {@code %v}alue. */
    private static final Map<String, String> BY_DIMENSION = Map.ofEntries(
            Map.entry("QueueName", "arn:%p:sqs:%r:%a:%v"),
            Map.entry("TopicName", "arn:%p:sns:%r:%a:%v"),
            Map.entry("DBInstanceIdentifier", "arn:%p:rds:%r:%a:db:%v"),
            Map.entry("DBClusterIdentifier", "arn:%p:rds:%r:%a:cluster:%v"),
            Map.entry("FunctionName", "arn:%p:lambda:%r:%a:function:%v"),
            Map.entry("TableName", "arn:%p:dynamodb:%r:%a:table/%v"),
            Map.entry("LoadBalancer", "arn:%p:elasticloadbalancing:%r:%a:loadbalancer/%v"),
            Map.entry("LoadBalancerName", "arn:%p:elasticloadbalancing:%r:%a:loadbalancer/%v"),
            Map.entry("TargetGroup", "arn:%p:elasticloadbalancing:%r:%a:%v"),
            Map.entry("BucketName", "arn:%p:s3:::%v"),
            Map.entry("StreamName", "arn:%p:kinesis:%r:%a:stream/%v"),
            Map.entry("DeliveryStreamName", "arn:%p:firehose:%r:%a:deliverystream/%v"),
            Map.entry("CacheClusterId", "arn:%p:elasticache:%r:%a:cluster:%v"),
            Map.entry("ReplicationGroupId", "arn:%p:elasticache:%r:%a:replicationgroup:%v"),
            Map.entry("ClusterIdentifier", "arn:%p:redshift:%r:%a:cluster:%v"),
            Map.entry("FileSystemId", "arn:%p:elasticfilesystem:%r:%a:file-system/%v"),
            Map.entry("NatGatewayId", "arn:%p:ec2:%r:%a:natgateway/%v"),
            Map.entry("TransitGateway", "arn:%p:ec2:%r:%a:transit-gateway/%v"),
            Map.entry("VpnId", "arn:%p:ec2:%r:%a:vpn-connection/%v"),
            Map.entry("EndpointName", "arn:%p:sagemaker:%r:%a:endpoint/%v"),
            Map.entry("DistributionId", "arn:%p:cloudfront::%a:distribution/%v"),
            Map.entry("LogGroupName", "arn:%p:logs:%r:%a:log-group:%v"),
            Map.entry("RuleName", "arn:%p:events:%r:%a:rule/%v"),
            Map.entry("KeyId", "arn:%p:kms:%r:%a:key/%v"));

    /** Dimensions whose name means different things in different namespaces: used in these only. */
    private static final Map<String, List<String>> ONLY_IN = Map.of(
            "StreamName", List.of("AWS/Kinesis"),
            "LogGroupName", List.of("AWS/Logs"),
            "RuleName", List.of("AWS/Events"),
            "ClusterIdentifier", List.of("AWS/Redshift"),
            "EndpointName", List.of("AWS/SageMaker", "/aws/sagemaker/Endpoints"),
            "FileSystemId", List.of("AWS/EFS"),
            "TableName", List.of("AWS/DynamoDB", "AWS/DynamoDB/AccountMetrics"),
            "KeyId", List.of("AWS/KMS"));

    private static final int LONGEST_NAME = 40;
    private static final int OLD_ID = 8;
    private static final int NEW_ID = 17;

    private static final Map<String, String> BY_PREFIX = Map.ofEntries(
            Map.entry("i", "arn:%p:ec2:%r:%a:instance/%v"),
            Map.entry("mi", "arn:%p:ssm:%r:%a:managed-instance/%v"),
            Map.entry("vol", "arn:%p:ec2:%r:%a:volume/%v"),
            Map.entry("eni", "arn:%p:ec2:%r:%a:network-interface/%v"),
            Map.entry("sg", "arn:%p:ec2:%r:%a:security-group/%v"),
            Map.entry("subnet", "arn:%p:ec2:%r:%a:subnet/%v"),
            Map.entry("vpc", "arn:%p:ec2:%r:%a:vpc/%v"),
            Map.entry("snap", "arn:%p:ec2:%r::snapshot/%v"),
            Map.entry("ami", "arn:%p:ec2:%r::image/%v"),
            Map.entry("nat", "arn:%p:ec2:%r:%a:natgateway/%v"),
            Map.entry("tgw", "arn:%p:ec2:%r:%a:transit-gateway/%v"),
            Map.entry("vpn", "arn:%p:ec2:%r:%a:vpn-connection/%v"),
            Map.entry("rtb", "arn:%p:ec2:%r:%a:route-table/%v"),
            Map.entry("igw", "arn:%p:ec2:%r:%a:internet-gateway/%v"),
            Map.entry("eipalloc", "arn:%p:ec2:%r:%a:elastic-ip/%v"),
            Map.entry("vpce", "arn:%p:ec2:%r:%a:vpc-endpoint/%v"),
            Map.entry("fs", "arn:%p:elasticfilesystem:%r:%a:file-system/%v"),
            Map.entry("mw", "arn:%p:ssm:%r:%a:maintenancewindow/%v"),
            Map.entry("oi", "arn:%p:ssm:%r:%a:opsitem/%v"));

    private static final Pattern MANAGED_INSTANCE =
            Pattern.compile("arn:[^:]+:ssm:[^:]*:[^:]*:managed-instance/(i-.+)");

    private ResourceArns() {}

    /** ARNs of everything that a point's dimensions name, sorted; empty when none can be derived. */
    public static List<String> ofDimensions(
            String namespace, List<Dimension> dimensions, String account, String region) {
        var byName = new TreeMap<String, String>();
        dimensions.forEach(dimension -> byName.put(dimension.getName(), dimension.getValue()));
        return ofDimensions(namespace, byName, account, region);
    }

    /** ARNs of everything that the dimensions name, sorted; empty when none can be derived. */
    public static List<String> ofDimensions(
            String namespace, Map<String, String> dimensions, String account, String region) {
        var arns = new TreeSet<String>();
        UnaryOperator<String> fill = template -> fill(template, account, region, "");
        dimensions.forEach((name, value) -> {
            var template = BY_DIMENSION.get(name);
            if (value.isEmpty() || value.equals("*")) {
                return;
            }
            if (isArn(value)) {
                arns.add(value);
            } else if (template != null
                    && ONLY_IN.getOrDefault(name, List.of(namespace)).contains(namespace)) {
                arns.add(fill(template, account, region, value));
            } else {
                ofName(value, account, region).ifPresent(arns::add);
            }
        });
        addCluster(namespace, dimensions, arns, fill);
        return List.copyOf(arns);
    }

    private static void addCluster(
            String namespace, Map<String, String> dimensions, SortedSet<String> arns, UnaryOperator<String> fill) {
        var cluster = dimensions.getOrDefault("ClusterName", "");
        if (cluster.isEmpty()) {
            return;
        }
        var service = dimensions.getOrDefault("ServiceName", "");
        if (namespace.equals("AWS/ECS") || namespace.equals("ECS/ContainerInsights")) {
            arns.add(fill.apply("arn:%p:ecs:%r:%a:cluster/") + cluster);
            if (!service.isEmpty()) {
                arns.add(fill.apply("arn:%p:ecs:%r:%a:service/") + cluster + "/" + service);
            }
        } else if (namespace.equals("ContainerInsights") || namespace.equals("AWS/EKS")) {
            arns.add(fill.apply("arn:%p:eks:%r:%a:cluster/") + cluster);
        }
    }

    /** The ARN behind a short name whose prefix tells its type ({@code i-…}, {@code vol-…}); empty for others. */
    public static Optional<String> ofName(String name, String account, String region) {
        int dash = name.indexOf('-');
        if (dash < 0 || name.length() > LONGEST_NAME || account.isEmpty() || region.isEmpty()) {
            return Optional.empty();
        }
        var prefix = name.substring(0, dash);
        var template = BY_PREFIX.get(prefix);
        if (template == null || !isId(name, dash + 1, prefix)) {
            return Optional.empty();
        }
        return Optional.of(fill(template, account, region, name));
    }

    /** Hexadecimal: 8 or 17 digits; an OpsItem's id may have any number between. */
    private static boolean isId(String name, int from, String prefix) {
        int digits = name.length() - from;
        if (prefix.equals("oi") ? digits < OLD_ID || digits > NEW_ID : digits != OLD_ID && digits != NEW_ID) {
            return false;
        }
        for (int i = from; i < name.length(); i++) {
            char digit = name.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** The EC2 instance's ARN behind its {@code managed-instance} ARN of Systems Manager: one machine, two names. */
    public static Optional<String> instanceOfManaged(String arn) {
        if (!isArn(arn) || !arn.contains(":managed-instance/i-")) {
            return Optional.empty();
        }
        var managed = MANAGED_INSTANCE.matcher(arn);
        if (!managed.matches()) {
            return Optional.empty();
        }
        var parts = arn.split(":", 6);
        return ofName(managed.group(1), parts[4], parts[3]);
    }

    public static boolean isArn(String text) {
        return text.startsWith("arn:");
    }

    private static String fill(String template, String account, String region, String value) {
        var arn = new StringBuilder(template.length() + account.length() + region.length() + value.length());
        int from = 0;
        for (int at = template.indexOf('%'); at >= 0; at = template.indexOf('%', from)) {
            arn.append(template, from, at).append(part(template.charAt(at + 1), account, region, value));
            from = at + 2;
        }
        return arn.append(template, from, template.length()).toString();
    }

    private static String part(char name, String account, String region, String value) {
        switch (name) {
            case 'p':
                return partition(region);
            case 'r':
                return region;
            case 'a':
                return account;
            default:
                return value;
        }
    }

    private static String partition(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
