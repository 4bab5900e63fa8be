package io.millrace.testing.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.testing.Estates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What an estate says all day without meaning trouble: API calls, state changes, finished jobs, low findings. CloudTrail
 * arrives 5 to 15 minutes late, the rest within seconds.
 */
final class NoiseEvents {
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

    private final EventIds ids;
    private final List<Resource> instances;
    private final List<Resource> sandbox;

    NoiseEvents(Estate estate, EventIds ids) {
        this.ids = ids;
        this.instances = instances(estate, Estates.PRODUCTION);
        this.sandbox = instances(estate, Estates.SANDBOX);
    }

    private static List<Resource> instances(Estate estate, String account) {
        return estate.resources().stream()
                .filter(one ->
                        one.type() == Resource.Type.INSTANCE && one.account().equals(account))
                .toList();
    }

    /** One noise event that happens at this time; some are followed by re-sends. */
    void at(Instant time, SplittableRandom random, Consumer<Planned> to) {
        int draw = random.nextInt(100);
        if (draw < 34) {
            apiCall(time, random, account(random, 0.8), to);
        } else if (draw < 46) {
            instanceState(time, random, to);
        } else if (draw < 60) {
            taskState(time, random, to);
        } else if (draw < 68) {
            backup(time, random, to);
        } else if (draw < 78) {
            application(time, random, to);
        } else if (draw < 83) {
            compliance(time, random, to);
        } else if (draw < 88) {
            lowFinding(time, random, to);
        } else if (draw < 91) {
            sandboxAttack(time, random, to);
        } else if (draw < 94) {
            systemsManager(time, random, to);
        } else if (draw < 96) {
            heartbeat(time, random, to);
        } else if (draw < 98) {
            notification(time, random, to);
        } else if (draw < 99) {
            trustedAdvisor(time, random, to);
        } else {
            apiCall(time, random, Estates.UNKNOWN, to);
        }
    }

    private void apiCall(Instant time, SplittableRandom random, String account, Consumer<Planned> to) {
        var call = pick(random, CALLS).split(":");
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
                .put("requestID", ids.uuid())
                .put("eventID", ids.uuid())
                .put("readOnly", call[1].startsWith("Get") || call[1].startsWith("Describe"))
                .put("eventType", "AwsApiCall")
                .put("managementEvent", true)
                .put("recipientAccountId", account)
                .put("eventCategory", "Management");
        detail.putNull("requestParameters");
        detail.putNull("responseElements");
        var delay = Duration.ofMillis(300_000 + random.nextInt(600_000));
        send("aws." + call[0], "AWS API Call via CloudTrail", account, time, delay, List.of(), detail, to);
    }

    private void instanceState(Instant time, SplittableRandom random, Consumer<Planned> to) {
        boolean production = random.nextInt(3) == 0;
        var instance = pick(random, production ? instances : sandbox);
        var state = production ? "running" : pick(random, List.of("pending", "running", "stopping", "stopped"));
        var detail = Json.object().put("instance-id", instance.id()).put("state", state);
        soon("aws.ec2", "EC2 Instance State-change Notification", instance, time, random, detail, to);
    }

    private void taskState(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = pick(random, instances);
        var state = pick(random, List.of("PENDING", "RUNNING", "DEPROVISIONING"));
        var task = arn(near, "ecs", "task/" + near.service() + "/" + ids.hex(32));
        var detail = Json.object()
                .put("clusterArn", arn(near, "ecs", "cluster/" + near.service()))
                .put("taskArn", task)
                .put("group", "service:" + near.service())
                .put("lastStatus", state)
                .put("desiredStatus", state.equals("DEPROVISIONING") ? "STOPPED" : "RUNNING")
                .put("version", 1 + random.nextInt(5))
                .put("updatedAt", Envelope.millis(time));
        var delay = Duration.ofMillis(200 + random.nextInt(2000));
        send("aws.ecs", "ECS Task State Change", near.account(), time, delay, List.of(task), detail, to);
    }

    private void backup(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = pick(random, random.nextInt(3) == 0 ? sandbox : instances);
        var detail = Json.object()
                .put("backupJobId", ids.uuid())
                .put("backupVaultArn", arn(near, "backup", "backup-vault:prod"))
                .put("backupVaultName", "prod")
                .put("bytesTransferred", Long.toString(random.nextLong(1_000_000_000L)))
                .put("creationDate", Envelope.millis(time.minusSeconds(600)))
                .put("resourceArn", near.arn())
                .put("resourceType", "EC2")
                .put("state", pick(random, List.of("RUNNING", "COMPLETED", "COMPLETED")))
                .put("percentDone", 100);
        soon("aws.backup", "Backup Job State Change", near, time, random, detail, to);
    }

    private void application(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = pick(random, instances);
        var type = pick(
                random, List.of("Deployment Finished", "Cache Warmed", "Daily Report Sent", "Feature Flag Changed"));
        var detail = Json.object()
                .put("service", near.service())
                .put("environment", "production")
                .put("severity", "info")
                .put("summary", type + " for " + near.service());
        soon("com.example." + near.service(), type, near, time, random, detail, to);
    }

    private void compliance(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = pick(random, random.nextBoolean() ? sandbox : instances);
        var detail = Json.object()
                .put("messageType", "ComplianceChangeNotification")
                .put("configRuleName", "required-tags")
                .put("resourceType", "AWS::EC2::Instance")
                .put("resourceId", near.id())
                .put("awsAccountId", near.account())
                .put("awsRegion", near.region());
        detail.putObject("newEvaluationResult").put("complianceType", "COMPLIANT");
        detail.putObject("oldEvaluationResult").put("complianceType", "NON_COMPLIANT");
        soon("aws.config", "Config Rules Compliance Change", near, time, random, detail, to);
    }

    private void lowFinding(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = pick(random, random.nextBoolean() ? sandbox : instances);
        var says = new SecurityEvents.Control(
                "EC2.8", "EC2 instances should use IMDSv2", "INFORMATIONAL", 0, "AwsEc2Instance", near.arn());
        var id = ids.uuid();
        var finding = ids.uuid();
        to.accept(new Planned(
                id, soon(time, random), () -> SecurityEvents.securityHub(id, finding, says, near, time, time, false)));
    }

    /** A low finding in the sandbox, sent again as it is updated. */
    private void sandboxAttack(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var on = pick(random, sandbox);
        var finding = ids.hex(32);
        for (int minutes : new int[] {0, 15}) {
            var id = ids.uuid();
            var at = time.plus(Duration.ofMinutes(minutes));
            to.accept(new Planned(
                    id,
                    soon(at, random),
                    () -> SecurityEvents.guardDuty(
                            id, finding, "Recon:EC2/PortProbeUnprotectedPort", 2, on, time, at, 3 + minutes)));
        }
    }

    private void systemsManager(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = pick(random, instances);
        var detail = Json.object()
                .put("ExecutionId", ids.uuid())
                .put("Definition", "AWS-PatchInstanceWithRollback")
                .put("Status", "Success");
        soon("aws.ssm", "EC2 Automation Execution Status-change Notification", near, time, random, detail, to);
    }

    private void heartbeat(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = pick(random, sandbox);
        var detail = Json.object().put("alarmName", "nightly-batch-heartbeat");
        for (var state : List.of("state", "previousState")) {
            detail.putObject(state)
                    .put("value", "INSUFFICIENT_DATA")
                    .put("reason", "Insufficient Data: 1 datapoint was unknown.")
                    .put("timestamp", Envelope.alarmTime(time));
        }
        var arn = List.of(arn(near, "cloudwatch", "alarm:nightly-batch-heartbeat"));
        var delay = Duration.ofMillis(200 + random.nextInt(1000));
        send("aws.cloudwatch", "CloudWatch Alarm State Change", near.account(), time, delay, arn, detail, to);
    }

    private void notification(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = pick(random, random.nextInt(4) == 0 ? instances : sandbox);
        boolean scheduled = near.account().equals(Estates.SANDBOX) && random.nextBoolean();
        var about = new HealthEvents.Subject(
                ids.hex(8),
                scheduled ? "LAMBDA" : "BILLING",
                scheduled ? "AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT" : "AWS_BILLING_NOTIFICATION",
                scheduled ? "scheduledChange" : "accountNotification",
                "ACCOUNT_SPECIFIC",
                near.account(),
                near.region(),
                time.plus(Duration.ofDays(scheduled ? 150 : 0)),
                List.of());
        var id = ids.uuid();
        var communication = ids.hex(10);
        var text = scheduled ? "A runtime reaches its end of support." : "Your monthly statement is available.";
        var status = scheduled ? "upcoming" : "open";
        to.accept(new Planned(
                id,
                soon(time, random),
                () -> HealthEvents.communication(id, communication, about, status, text, time, null)));
    }

    private void trustedAdvisor(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = pick(random, instances);
        var detail = Json.object().put("check-name", "Low Utilization Amazon EC2 Instances");
        detail.putObject("check-item-detail").put("Instance ID", near.id()).put("Status", "Green");
        detail.put("status", "OK").put("resource_id", near.arn()).put("uuid", ids.uuid());
        soon("aws.trustedadvisor", "Trusted Advisor Check Item Refresh Notification", near, time, random, detail, to);
    }

    private void soon(
            String source,
            String type,
            Resource about,
            Instant time,
            SplittableRandom random,
            ObjectNode detail,
            Consumer<Planned> to) {
        var delay = Duration.ofMillis(200 + random.nextInt(2500));
        send(source, type, about.account(), time, delay, List.of(about.arn()), detail, to);
    }

    private void send(
            String source,
            String type,
            String account,
            Instant time,
            Duration delay,
            List<String> resources,
            ObjectNode detail,
            Consumer<Planned> to) {
        var id = ids.uuid();
        var envelope = new Envelope(id, source, type, account, Estates.REGION, time, resources, detail);
        to.accept(new Planned(id, time.plus(delay), envelope::bytes));
    }

    private static Instant soon(Instant time, SplittableRandom random) {
        return time.plusMillis(200 + random.nextInt(2500));
    }

    private static String arn(Resource near, String service, String rest) {
        return "arn:aws:" + service + ":" + near.region() + ":" + near.account() + ":" + rest;
    }

    private static String account(SplittableRandom random, double productionShare) {
        return random.nextDouble() < productionShare ? Estates.PRODUCTION : Estates.SANDBOX;
    }

    private static <T> T pick(SplittableRandom random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
