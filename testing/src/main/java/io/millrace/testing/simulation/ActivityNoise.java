package io.millrace.testing.simulation;

import io.millrace.testing.Estates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Noise of an estate at work: API calls, instances and tasks that change state, jobs that finish. */
final class ActivityNoise {
    private static final List<String> CALLS = List.of(
            "ec2:DescribeInstances",
            "ec2:CreateTags",
            "ecs:UpdateService",
            "ecs:RegisterTaskDefinition",
            "s3:PutObject",
            "s3:GetBucketPolicy",
            "lambda:UpdateFunctionCode",
            "iam:GetRole",
            "sts:AssumeRole",
            "logs:CreateLogStream");

    private final NoiseSource noise;

    ActivityNoise(NoiseSource noise) {
        this.noise = noise;
    }

    void apiCall(Instant time, SplittableRandom random, String account, Consumer<Planned> to) {
        var call = NoiseSource.pick(random, CALLS).split(":");
        var user = "arn:aws:iam::" + account + ":user/deploy-bot";
        var detail = Json.object().put("eventVersion", "1.11");
        detail.putObject("userIdentity")
                .put("type", "IAMUser")
                .put("principalId", "AIDAEXAMPLEUSER000001")
                .put("arn", user)
                .put("accountId", account)
                .put("userName", "deploy-bot");
        detail.put("eventTime", Envelope.seconds(time))
                .put("eventSource", call[0] + ".amazonaws.com")
                .put("eventName", call[1])
                .put("awsRegion", Estates.REGION)
                .put("sourceIPAddress", random.nextInt(3) == 0 ? "cloudformation.amazonaws.com" : "198.51.100.10")
                .put("userAgent", "aws-cli/2.27.0")
                .put("requestID", noise.ids().uuid())
                .put("eventID", noise.ids().uuid())
                .put("readOnly", call[1].startsWith("Get") || call[1].startsWith("Describe"))
                .put("eventType", "AwsApiCall")
                .put("managementEvent", true)
                .put("recipientAccountId", account)
                .put("eventCategory", "Management");
        detail.putNull("requestParameters");
        detail.putNull("responseElements");
        var delay = Duration.ofMillis(300_000 + random.nextInt(600_000));
        noise.send("aws." + call[0], "AWS API Call via CloudTrail", account, time, delay, List.of(), detail, to);
    }

    void instanceState(Instant time, SplittableRandom random, Consumer<Planned> to) {
        boolean production = random.nextInt(3) == 0;
        var instance = NoiseSource.pick(random, production ? noise.production() : noise.sandbox());
        var state =
                production ? "running" : NoiseSource.pick(random, List.of("pending", "running", "stopping", "stopped"));
        var detail = Json.object().put("instance-id", instance.id()).put("state", state);
        noise.soon("aws.ec2", "EC2 Instance State-change Notification", instance, time, random, detail, to);
    }

    void taskState(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = NoiseSource.pick(random, noise.production());
        var state = NoiseSource.pick(random, List.of("PENDING", "RUNNING", "DEPROVISIONING"));
        var task = NoiseSource.arn(
                near, "ecs", "task/" + near.service() + "/" + noise.ids().hex(32));
        var detail = Json.object()
                .put("clusterArn", NoiseSource.arn(near, "ecs", "cluster/" + near.service()))
                .put("taskArn", task)
                .put("group", "service:" + near.service())
                .put("lastStatus", state)
                .put("desiredStatus", state.equals("DEPROVISIONING") ? "STOPPED" : "RUNNING")
                .put("version", 1 + random.nextInt(5))
                .put("updatedAt", Envelope.millis(time));
        var delay = Duration.ofMillis(200 + random.nextInt(2000));
        noise.send("aws.ecs", "ECS Task State Change", near.account(), time, delay, List.of(task), detail, to);
    }

    void backup(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = NoiseSource.pick(random, random.nextInt(3) == 0 ? noise.sandbox() : noise.production());
        var detail = Json.object()
                .put("backupJobId", noise.ids().uuid())
                .put("backupVaultArn", NoiseSource.arn(near, "backup", "backup-vault:prod"))
                .put("backupVaultName", "prod")
                .put("bytesTransferred", Long.toString(random.nextLong(1_000_000_000L)))
                .put("creationDate", Envelope.millis(time.minusSeconds(600)))
                .put("resourceArn", near.arn())
                .put("resourceType", "EC2")
                .put("state", NoiseSource.pick(random, List.of("RUNNING", "COMPLETED", "COMPLETED")))
                .put("percentDone", 100);
        noise.soon("aws.backup", "Backup Job State Change", near, time, random, detail, to);
    }

    void application(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = NoiseSource.pick(random, noise.production());
        var type = NoiseSource.pick(
                random, List.of("Deployment Finished", "Cache Warmed", "Daily Report Sent", "Feature Flag Changed"));
        var detail = Json.object()
                .put("service", near.service())
                .put("environment", "production")
                .put("severity", "info")
                .put("summary", type + " for " + near.service());
        noise.soon("com.example." + near.service(), type, near, time, random, detail, to);
    }

    void systemsManager(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = NoiseSource.pick(random, noise.production());
        var detail = Json.object()
                .put("ExecutionId", noise.ids().uuid())
                .put("Definition", "AWS-PatchInstanceWithRollback")
                .put("Status", "Success");
        noise.soon("aws.ssm", "EC2 Automation Execution Status-change Notification", near, time, random, detail, to);
    }
}
