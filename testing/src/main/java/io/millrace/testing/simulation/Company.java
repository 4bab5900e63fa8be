package io.millrace.testing.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Noise about a resource that is in trouble: a tag, a finding of the posture team, a failed check. It is near in place and
 * time, and belongs to nothing.
 */
final class Company {
    private final Scenario scenario;
    private final NoiseSource noise;
    private final long seed;
    private long number;
    private long accompanied;

    Company(Scenario scenario, NoiseSource noise, long seed) {
        this.scenario = scenario;
        this.noise = noise;
        this.seed = seed ^ 71;
    }

    /** Two records about the incident's first resource, where chance has it or too few incidents had company. */
    void near(Incident incident, Consumer<Planned> to) {
        if (!incident.isPlanted()) {
            return;
        }
        var random = new SplittableRandom(Noise.hash(seed, number++));
        boolean isDue = accompanied < scenario.companyShare() * number;
        if (incident.resources().isEmpty() || !(random.nextDouble() < scenario.companyShare() || isDue)) {
            return;
        }
        accompanied++;
        incident.hasCompany();
        var about = incident.resources().get(0);
        var at = incident.start().plus(Duration.ofSeconds(30 + random.nextInt(480)));
        tagged(about, incident, random, to);
        if (random.nextBoolean()) {
            finding(about, at, to);
        } else {
            drifted(about, at, random, to);
        }
    }

    private void tagged(Resource about, Incident incident, SplittableRandom random, Consumer<Planned> to) {
        var at = incident.start().minus(Duration.ofSeconds(random.nextInt(300)));
        var id = noise.ids().uuid();
        var call = noise.ids().uuid();
        to.accept(new Planned(
                id,
                at.plusMillis(300_000 + random.nextInt(600_000)),
                () -> ChangeEvents.call(id, call, "ec2", "CreateTags", about, at)));
    }

    private void finding(Resource about, Instant at, Consumer<Planned> to) {
        var says = new SecurityEvents.Control(
                "EC2.8", "Instances should use IMDSv2", "MEDIUM", 40, "AwsEc2Instance", about.arn());
        var id = noise.ids().uuid();
        var finding = noise.ids().uuid();
        to.accept(new Planned(
                id, at.plusMillis(900), () -> SecurityEvents.securityHub(id, finding, says, about, at, at, true)));
    }

    private void drifted(Resource about, Instant at, SplittableRandom random, Consumer<Planned> to) {
        var detail = Json.object()
                .put("messageType", "ComplianceChangeNotification")
                .put("configRuleName", "required-tags")
                .put("resourceType", "AWS::EC2::Instance")
                .put("resourceId", about.id())
                .put("awsAccountId", about.account())
                .put("awsRegion", about.region());
        detail.putObject("newEvaluationResult").put("complianceType", "NON_COMPLIANT");
        detail.putObject("oldEvaluationResult").put("complianceType", "COMPLIANT");
        noise.soon("aws.config", "Config Rules Compliance Change", about, at, random, detail, to);
    }
}
