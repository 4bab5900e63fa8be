package io.millrace.operators.parse.source;

import io.millrace.operators.parse.json.Json;
import io.millrace.operators.parse.resource.ResourceArns;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a call in CloudTrail was about: the resources that it states, and those that its parameters and its answer name,
 * as ARNs where they can be derived. Roles and policies that a call merely uses are none, except in IAM's own calls.
 */
final class CallResources {
    private static final int MAX_STATED = 100;
    private static final int MAX_FIELDS = 60;
    private static final int MAX_DEPTH = 5;

    /** Parameters (in lower case) that mean what a CloudWatch dimension means. */
    private static final Map<String, String> DIMENSIONS = Map.ofEntries(
            Map.entry("functionname", "FunctionName"),
            Map.entry("dbinstanceidentifier", "DBInstanceIdentifier"),
            Map.entry("dbclusteridentifier", "DBClusterIdentifier"),
            Map.entry("bucketname", "BucketName"),
            Map.entry("tablename", "TableName"),
            Map.entry("streamname", "StreamName"),
            Map.entry("deliverystreamname", "DeliveryStreamName"),
            Map.entry("cacheclusterid", "CacheClusterId"),
            Map.entry("replicationgroupid", "ReplicationGroupId"),
            Map.entry("clusteridentifier", "ClusterIdentifier"),
            Map.entry("filesystemid", "FileSystemId"),
            Map.entry("loggroupname", "LogGroupName"),
            Map.entry("endpointname", "EndpointName"),
            Map.entry("queuename", "QueueName"),
            Map.entry("natgatewayid", "NatGatewayId"),
            Map.entry("vpnconnectionid", "VpnId"),
            Map.entry("keyid", "KeyId"));

    /** CloudWatch namespaces of event sources whose parameters need one to be understood. */
    private static final Map<String, String> NAMESPACES = Map.ofEntries(
            Map.entry("lambda.amazonaws.com", "AWS/Lambda"),
            Map.entry("dynamodb.amazonaws.com", "AWS/DynamoDB"),
            Map.entry("kinesis.amazonaws.com", "AWS/Kinesis"),
            Map.entry("logs.amazonaws.com", "AWS/Logs"),
            Map.entry("redshift.amazonaws.com", "AWS/Redshift"),
            Map.entry("sagemaker.amazonaws.com", "AWS/SageMaker"),
            Map.entry("elasticfilesystem.amazonaws.com", "AWS/EFS"),
            Map.entry("kms.amazonaws.com", "AWS/KMS"),
            Map.entry("ecs.amazonaws.com", "AWS/ECS"),
            Map.entry("eks.amazonaws.com", "AWS/EKS"));

    private static final String IAM = "iam.amazonaws.com";

    private CallResources() {}

    static void describe(Json detail, EventDraft draft) {
        for (Json resource : detail.at("resources").items(MAX_STATED)) {
            draft.resource(resource.firstText("ARN", "arn"));
        }
        var source = detail.text("eventSource");
        var parameters = detail.at("requestParameters");
        byParameter(source, parameters, draft);
        named(source, "", parameters, draft, 1);
        named(source, "", detail.at("responseElements"), draft, 1);
    }

    private static void byParameter(String source, Json parameters, EventDraft draft) {
        var dimensions = new TreeMap<String, String>();
        parameters.forEachField(MAX_FIELDS, (name, value) -> {
            var dimension = DIMENSIONS.get(name.toLowerCase(Locale.ROOT));
            if (dimension != null && !value.string().isEmpty()) {
                dimensions.put(dimension, value.string());
            }
        });
        if (source.equals("ecs.amazonaws.com")) {
            put(dimensions, "ClusterName", lastPart(parameters.at("cluster").string()));
            put(dimensions, "ServiceName", lastPart(parameters.firstText("service", "serviceName")));
        } else if (source.equals("eks.amazonaws.com")) {
            put(dimensions, "ClusterName", parameters.firstText("clusterName", "name"));
        }
        draft.resources(ResourceArns.ofDimensions(
                NAMESPACES.getOrDefault(source, source), dimensions, draft.account(), draft.region()));
        if (source.equals(IAM)) {
            iam("role/", parameters.text("roleName"), draft);
            iam("user/", parameters.text("userName"), draft);
        }
    }

    private static void iam(String type, String name, EventDraft draft) {
        if (!name.isEmpty() && !draft.account().isEmpty()) {
            draft.resource("arn:aws:iam::" + draft.account() + ":" + type + name);
        }
    }

    /** ARNs and short names like {@code i-…} wherever they stand. */
    private static void named(String source, String name, Json value, EventDraft draft, int depth) {
        if (depth > MAX_DEPTH || isMeans(source, name)) {
            return;
        }
        if (value.isObject()) {
            value.forEachField(MAX_FIELDS, (inner, next) -> named(source, inner, next, draft, depth + 1));
        } else if (value.isArray()) {
            value.items(MAX_FIELDS).forEach(next -> named(source, name, next, draft, depth + 1));
        } else if (isArn(value.string())
                || ResourceArns.ofName(value.string(), draft.account(), draft.region())
                        .isPresent()) {
            draft.resource(value.string());
        }
    }

    private static boolean isMeans(String source, String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return !source.equals(IAM)
                && (lower.contains("role") || lower.contains("policy") || lower.contains("principal"));
    }

    private static boolean isArn(String text) {
        return text.startsWith("arn:") && text.split(":", 6).length == 6 && text.indexOf(' ') < 0;
    }

    private static void put(TreeMap<String, String> dimensions, String name, String value) {
        if (!value.isEmpty()) {
            dimensions.put(name, value);
        }
    }

    private static String lastPart(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }
}
