package io.millrace.cloud;

import java.util.List;
import java.util.Map;

/**
 * The catalog of sources whose events go to the events stream, one line each. An event matches one line at most. What
 * the job parses into more than a generic event is in the operators' own catalog; a test holds the two together.
 */
final class EventSources {
    private static final List<EventSource> ALL = List.of(
            aws("alarms", "aws.cloudwatch", "CloudWatch Alarm State Change"),
            aws("health", "aws.health", "AWS Health Event"),
            aws("security-hub", "aws.securityhub", "Security Hub Findings - Imported", "Findings Imported V2"),
            aws("guard-duty", "aws.guardduty", "GuardDuty Finding"),
            aws("inspector", "aws.inspector2", "Inspector2 Finding", "Inspector2 Coverage", "Inspector2 Scan"),
            aws("macie", "aws.macie", "Macie Finding"),
            aws("cost-anomalies", "aws.ce", "Anomaly Detected"),
            aws("trusted-advisor", "aws.trustedadvisor", "Trusted Advisor Check Item Refresh Notification"),
            aws(
                    "certificates",
                    "aws.acm",
                    "ACM Certificate Approaching Expiration",
                    "ACM Certificate Available",
                    "ACM Certificate Expired",
                    "ACM Certificate Renewal Action Required"),
            aws("config", "aws.config", "Config Rules Compliance Change"),
            aws(
                    "backup",
                    "aws.backup",
                    "Backup Job State Change",
                    "Copy Job State Change",
                    "Restore Job State Change",
                    "Recovery Point State Change",
                    "Backup Vault State Change",
                    "Backup Plan State Change",
                    "Region Setting State Change"),
            aws("patches", "aws.ssm", "Configuration Compliance State Change"),
            aws(
                    "automation",
                    "aws.ssm",
                    "EC2 Automation Execution Status-change Notification",
                    "EC2 Automation Step Status-change Notification"),
            aws(
                    "commands",
                    "aws.ssm",
                    "EC2 Command Status-change Notification",
                    "EC2 Command Invocation Status-change Notification",
                    "EC2 State Manager Association State Change",
                    "EC2 State Manager Instance Association State Change"),
            aws("parameters", "aws.ssm", "Parameter Store Change"),
            aws("ops-items", "aws.ssm", "OpsItem Create", "OpsItem Update"),
            aws(
                    "maintenance",
                    "aws.ssm",
                    "Maintenance Window Execution State-change Notification",
                    "Maintenance Window Task Execution State-change Notification",
                    "Maintenance Window Task Target Invocation State-change Notification",
                    "Maintenance Window State-change Notification",
                    "Maintenance Window Target Registration Notification",
                    "Calendar State Change"),
            aws("ecs-tasks", "aws.ecs", "ECS Task State Change"),
            aws(
                    "ecs-services",
                    "aws.ecs",
                    "ECS Service Action",
                    "ECS Deployment State Change",
                    "ECS Container Instance State Change"),
            aws(
                    "ec2-instances",
                    "aws.ec2",
                    "EC2 Instance State-change Notification",
                    "EC2 Spot Instance Interruption Warning",
                    "EC2 Instance Rebalance Recommendation"),
            aws(
                    "ebs",
                    "aws.ec2",
                    "EBS Volume Notification",
                    "EBS Snapshot Notification",
                    "EBS Multi-Volume Snapshots Completion Status"),
            aws(
                    "auto-scaling",
                    "aws.autoscaling",
                    "EC2 Instance Launch Successful",
                    "EC2 Instance Launch Unsuccessful",
                    "EC2 Instance Terminate Successful",
                    "EC2 Instance Terminate Unsuccessful",
                    "EC2 Instance Detach Successful",
                    "EC2 Instance Detach Unsuccessful",
                    "EC2 Instance-launch Lifecycle Action",
                    "EC2 Instance-terminate Lifecycle Action",
                    "EC2 Auto Scaling Instance Refresh Started",
                    "EC2 Auto Scaling Instance Refresh Checkpoint Reached",
                    "EC2 Auto Scaling Instance Refresh Started Baking",
                    "EC2 Auto Scaling Instance Refresh Succeeded",
                    "EC2 Auto Scaling Instance Refresh Failed",
                    "EC2 Auto Scaling Instance Refresh Cancelled",
                    "EC2 Auto Scaling Instance Refresh Rollback Started",
                    "EC2 Auto Scaling Instance Refresh Rollback Succeeded",
                    "EC2 Auto Scaling Instance Refresh Rollback Failed"),
            aws(
                    "rds",
                    "aws.rds",
                    "RDS DB Instance Event",
                    "RDS DB Cluster Event",
                    "RDS DB Snapshot Event",
                    "RDS DB Cluster Snapshot Event",
                    "RDS DB Proxy Event",
                    "RDS Blue Green Deployment Event"),
            // who changed what: calls that only read are most of the trail and change nothing
            new EventSource(
                    "changes",
                    Fields.sorted(Map.of(
                            "source",
                            List.of(Map.of("prefix", "aws.")),
                            "detail-type",
                            List.of("AWS API Call via CloudTrail"),
                            "detail",
                            Map.of("readOnly", List.of(false)))),
                    true),
            new EventSource(
                    "sign-ins",
                    Fields.sorted(Map.of(
                            "source",
                            List.of(Map.of("prefix", "aws.")),
                            "detail-type",
                            List.of("AWS Console Sign In via CloudTrail", "AWS Service Event via CloudTrail"))),
                    true),
            // the estate's own: whoever may put events on the operations bus, but neither AWS nor the loop
            new EventSource(
                    "applications",
                    Fields.sorted(Map.of(
                            "source",
                            List.of(Map.of("anything-but", Map.of("wildcard", List.of("aws.*", "millrace*")))),
                            "detail-type",
                            List.of(Map.of("exists", true)))),
                    false));

    private EventSources() {}

    static List<EventSource> all() {
        return ALL;
    }

    private static EventSource aws(String name, String source, String... detailTypes) {
        return new EventSource(
                name, Fields.sorted(Map.of("source", List.of(source), "detail-type", List.of(detailTypes))), true);
    }
}
