package io.millrace.testing.simulation;

import io.millrace.testing.Estates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Noise of services that say something about the estate without need: low findings, notices, checks that passed. */
final class StatementNoise {
    private final NoiseSource noise;

    StatementNoise(NoiseSource noise) {
        this.noise = noise;
    }

    void compliance(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = NoiseSource.pick(random, random.nextBoolean() ? noise.sandbox() : noise.production());
        var detail = Json.object()
                .put("messageType", "ComplianceChangeNotification")
                .put("configRuleName", "required-tags")
                .put("resourceType", "AWS::EC2::Instance")
                .put("resourceId", near.id())
                .put("awsAccountId", near.account())
                .put("awsRegion", near.region());
        detail.putObject("newEvaluationResult").put("complianceType", "COMPLIANT");
        detail.putObject("oldEvaluationResult").put("complianceType", "NON_COMPLIANT");
        noise.soon("aws.config", "Config Rules Compliance Change", near, time, random, detail, to);
    }

    void lowFinding(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = NoiseSource.pick(random, random.nextBoolean() ? noise.sandbox() : noise.production());
        var says = new SecurityEvents.Control(
                "EC2.8", "EC2 noise.production() should use IMDSv2", "INFORMATIONAL", 0, "AwsEc2Instance", near.arn());
        var id = noise.ids().uuid();
        var finding = noise.ids().uuid();
        to.accept(new Planned(
                id,
                NoiseSource.soon(time, random),
                () -> SecurityEvents.securityHub(id, finding, says, near, time, time, false)));
    }

    /** A low finding in the sandbox, sent again as it is updated. */
    void sandboxAttack(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var on = NoiseSource.pick(random, noise.sandbox());
        var finding = noise.ids().hex(32);
        for (int minutes : new int[] {0, 15}) {
            var id = noise.ids().uuid();
            var at = time.plus(Duration.ofMinutes(minutes));
            to.accept(new Planned(
                    id,
                    NoiseSource.soon(at, random),
                    () -> SecurityEvents.guardDuty(
                            id, finding, "Recon:EC2/PortProbeUnprotectedPort", 2, on, time, at, 3 + minutes)));
        }
    }

    void heartbeat(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = NoiseSource.pick(random, noise.sandbox());
        var detail = Json.object().put("alarmName", "nightly-batch-heartbeat");
        for (var state : List.of("state", "previousState")) {
            detail.putObject(state)
                    .put("value", "INSUFFICIENT_DATA")
                    .put("reason", "Insufficient Data: 1 datapoint was unknown.")
                    .put("timestamp", Envelope.alarmTime(time));
        }
        var arn = List.of(NoiseSource.arn(near, "cloudwatch", "alarm:nightly-batch-heartbeat"));
        var delay = Duration.ofMillis(200 + random.nextInt(1000));
        noise.send("aws.cloudwatch", "CloudWatch Alarm State Change", near.account(), time, delay, arn, detail, to);
    }

    void notification(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = NoiseSource.pick(random, random.nextInt(4) == 0 ? noise.production() : noise.sandbox());
        boolean scheduled = near.account().equals(Estates.SANDBOX) && random.nextBoolean();
        var about = new HealthEvents.Subject(
                noise.ids().hex(8),
                scheduled ? "LAMBDA" : "BILLING",
                scheduled ? "AWS_LAMBDA_PLANNED_LIFECYCLE_EVENT" : "AWS_BILLING_NOTIFICATION",
                scheduled ? "scheduledChange" : "accountNotification",
                "ACCOUNT_SPECIFIC",
                near.account(),
                near.region(),
                time.plus(Duration.ofDays(scheduled ? 150 : 0)),
                List.of());
        var id = noise.ids().uuid();
        var communication = noise.ids().hex(10);
        var text = scheduled ? "A runtime reaches its end of support." : "Your monthly statement is available.";
        var status = scheduled ? "upcoming" : "open";
        to.accept(new Planned(
                id,
                NoiseSource.soon(time, random),
                () -> HealthEvents.communication(id, communication, about, status, text, time, null)));
    }

    void trustedAdvisor(Instant time, SplittableRandom random, Consumer<Planned> to) {
        var near = NoiseSource.pick(random, noise.production());
        var detail = Json.object().put("check-name", "Low Utilization Amazon EC2 Instances");
        detail.putObject("check-item-detail").put("Instance ID", near.id()).put("Status", "Green");
        detail.put("status", "OK")
                .put("resource_id", near.arn())
                .put("uuid", noise.ids().uuid());
        noise.soon(
                "aws.trustedadvisor",
                "Trusted Advisor Check Item Refresh Notification",
                near,
                time,
                random,
                detail,
                to);
    }
}
