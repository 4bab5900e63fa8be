package io.millrace.runbooks.catalog;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A kind of resource that a runbook may act on: how its id looks and how its ARN is written, as in the Service Authorization Reference.
 * An id is never more than letters, digits and a few signs, whatever the service would allow. {@code %p} stands for the partition,
 * {@code %r} for the Region, {@code %a} for the account and {@code %v} for the id.
 */
public enum TargetType {
    EC2_INSTANCE("ec2:instance", "arn:%p:ec2:%r:%a:instance/%v", "i-" + Ids.HEX),
    EC2_VOLUME("ec2:volume", "arn:%p:ec2:%r:%a:volume/%v", "vol-" + Ids.HEX),
    EC2_SECURITY_GROUP("ec2:security-group", "arn:%p:ec2:%r:%a:security-group/%v", "sg-" + Ids.HEX),
    EC2_NETWORK_INTERFACE("ec2:network-interface", "arn:%p:ec2:%r:%a:network-interface/%v", "eni-" + Ids.HEX),
    EC2_VPC("ec2:vpc", "arn:%p:ec2:%r:%a:vpc/%v", "vpc-" + Ids.HEX),
    EC2_SUBNET("ec2:subnet", "arn:%p:ec2:%r:%a:subnet/%v", "subnet-" + Ids.HEX),
    /** Snapshots and images have no account in their ARN. */
    EC2_SNAPSHOT("ec2:snapshot", "arn:%p:ec2:%r::snapshot/%v", "snap-" + Ids.HEX),
    EC2_IMAGE("ec2:image", "arn:%p:ec2:%r::image/%v", "ami-" + Ids.HEX),
    SSM_MANAGED_INSTANCE("ssm:managed-instance", "arn:%p:ssm:%r:%a:managed-instance/%v", "mi-[0-9a-f]{17}"),
    RDS_INSTANCE("rds:db", "arn:%p:rds:%r:%a:db:%v", "[a-z](-?[a-z0-9]){0,62}"),
    RDS_CLUSTER("rds:cluster", "arn:%p:rds:%r:%a:cluster:%v", "[a-z](-?[a-z0-9]){0,62}"),
    RDS_SNAPSHOT("rds:snapshot", "arn:%p:rds:%r:%a:snapshot:%v", "[a-z](-?[a-z0-9]){0,254}"),
    /** Buckets have neither Region nor account in their ARN; the event's count. */
    S3_BUCKET("s3:bucket", "arn:%p:s3:::%v", "[a-z0-9](-?\\.?[a-z0-9]){2,62}"),
    DYNAMODB_TABLE("dynamodb:table", "arn:%p:dynamodb:%r:%a:table/%v", "[A-Za-z0-9_.-]{3,255}"),
    EFS_FILE_SYSTEM("efs:file-system", "arn:%p:elasticfilesystem:%r:%a:file-system/%v", "fs-" + Ids.HEX),
    REDSHIFT_CLUSTER("redshift:cluster", "arn:%p:redshift:%r:%a:cluster:%v", "[a-z](-?[a-z0-9]){0,62}"),
    SQS_QUEUE("sqs:queue", "arn:%p:sqs:%r:%a:%v", "[A-Za-z0-9_-]{1,80}(\\.fifo)?"),
    SNS_TOPIC("sns:topic", "arn:%p:sns:%r:%a:%v", "[A-Za-z0-9_-]{1,256}(\\.fifo)?"),
    /** A version's ARN names its function. */
    LAMBDA_FUNCTION("lambda:function", "arn:%p:lambda:%r:%a:function:%v", "[A-Za-z0-9_-]{1,64}"),
    ECS_CLUSTER("ecs:cluster", "arn:%p:ecs:%r:%a:cluster/%v", "[A-Za-z0-9_-]{1,255}"),
    /** Cluster and service. */
    ECS_SERVICE("ecs:service", "arn:%p:ecs:%r:%a:service/%v", "[A-Za-z0-9_-]{1,255}/[A-Za-z0-9_-]{1,255}"),
    EKS_CLUSTER("eks:cluster", "arn:%p:eks:%r:%a:cluster/%v", "[A-Za-z0-9][A-Za-z0-9_-]{0,99}"),
    /** Cluster, group and the service's own id. */
    EKS_NODEGROUP(
            "eks:nodegroup",
            "arn:%p:eks:%r:%a:nodegroup/%v",
            "[A-Za-z0-9][A-Za-z0-9_-]{0,99}/[A-Za-z0-9][A-Za-z0-9_-]{0,62}/[0-9a-f-]{36}"),
    /** The service's own id, and the name. */
    AUTO_SCALING_GROUP(
            "autoscaling:group",
            "arn:%p:autoscaling:%r:%a:autoScalingGroup:%v",
            "[0-9a-f-]{36}:autoScalingGroupName/[A-Za-z0-9_.-]{1,255}"),
    LOAD_BALANCER(
            "elasticloadbalancing:loadbalancer",
            "arn:%p:elasticloadbalancing:%r:%a:loadbalancer/%v",
            "(app|net|gwy)/[A-Za-z0-9-]{1,32}/[0-9a-f]{16}"),
    ACM_CERTIFICATE("acm:certificate", "arn:%p:acm:%r:%a:certificate/%v", "[0-9a-f-]{36}"),
    BACKUP_VAULT("backup:vault", "arn:%p:backup:%r:%a:backup-vault:%v", "[A-Za-z0-9_-]{2,50}"),
    BACKUP_PLAN("backup:plan", "arn:%p:backup:%r:%a:backup-plan:%v", "[0-9a-fA-F-]{36}"),
    KMS_KEY("kms:key", "arn:%p:kms:%r:%a:key/%v", "[0-9a-f-]{36}|mrk-[0-9a-f]{32}"),
    CLOUDTRAIL_TRAIL("cloudtrail:trail", "arn:%p:cloudtrail:%r:%a:trail/%v", "[A-Za-z0-9][A-Za-z0-9._-]{2,127}"),
    LOG_GROUP("logs:log-group", "arn:%p:logs:%r:%a:log-group:%v", "[A-Za-z0-9_./#-]{1,512}"),
    IMAGE_PIPELINE("imagebuilder:image-pipeline", "arn:%p:imagebuilder:%r:%a:image-pipeline/%v", "[a-z0-9-]{3,126}"),
    /** IAM has no Region; users and roles with a path are refused, whose name alone does not tell them. */
    IAM_USER("iam:user", "arn:%p:iam::%a:user/%v", "[A-Za-z0-9_+=,.@-]{1,64}"),
    IAM_ROLE("iam:role", "arn:%p:iam::%a:role/%v", "[A-Za-z0-9_+=,.@-]{1,64}"),
    /** AWS gives keys no ARN: this one is written as if it did. Those of a session begin otherwise, and cannot be switched off. */
    IAM_ACCESS_KEY("iam:access-key", "arn:%p:iam::%a:access-key/%v", "AKIA[A-Z0-9]{16}"),
    /** All that the event's account is: for advice, never for a change by a machine alone. */
    ACCOUNT("aws:account", "arn:%p:iam::%a:root", "[0-9]{12}");

    private static final int MOST_LENGTH = 600;
    private static final Pattern LAMBDA_VERSION = Pattern.compile(":([0-9]{1,10}|\\$LATEST)$");

    private final String word;
    private final String template;
    private final String service;
    private final String prefix;
    private final Pattern id;

    TargetType(String word, String template, String id) {
        this.word = word;
        this.template = template;
        var parts = template.split(":", 6);
        this.service = parts[2];
        this.prefix = parts[5].replace("%v", "");
        this.id = Pattern.compile(id);
    }

    /** Empty when the word, such as {@code ec2:instance}, names no type. */
    public static Optional<TargetType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    /** As written in content. */
    public static List<String> words() {
        return Arrays.stream(values()).map(TargetType::word).collect(Collectors.toList());
    }

    /** As written in content. */
    public String word() {
        return word;
    }

    boolean isId(String text) {
        return text.length() <= MOST_LENGTH && id.matcher(text).matches();
    }

    String arn(String region, String account, String resourceId) {
        return template.replace("%p", Arn.partition(region))
                .replace("%r", region)
                .replace("%a", account)
                .replace("%v", resourceId);
    }

    /** Whether an ARN speaks of this type, well-formed id or not. */
    boolean covers(Arn arn) {
        if (this == ACCOUNT || !arn.service().equals(service) || !arn.resource().startsWith(prefix)) {
            return false;
        }
        // an object lies in a bucket, a subscription in a topic: other things, with ARNs of the same beginning
        boolean isBelow = (this == S3_BUCKET && idOf(arn).indexOf('/') >= 0)
                || (this == SNS_TOPIC && idOf(arn).indexOf(':') >= 0);
        return !isBelow;
    }

    String idOf(Arn arn) {
        String rest = arn.resource().substring(prefix.length());
        return this == LAMBDA_FUNCTION ? LAMBDA_VERSION.matcher(rest).replaceFirst("") : rest;
    }

    /** Whether an ARN is written as this type's are: with account and Region exactly where they belong. */
    boolean isWrittenAs(Arn arn, String region, String account) {
        return arn.text().equals(arn(region, account, arn.resource().substring(prefix.length())));
    }

    /** Parts of ids. */
    private static final class Ids {
        private static final String HEX = "([0-9a-f]{8}|[0-9a-f]{17})";
    }
}
