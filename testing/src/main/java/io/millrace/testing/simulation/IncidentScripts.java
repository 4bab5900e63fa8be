package io.millrace.testing.simulation;

import io.millrace.testing.Estates;
import io.millrace.testing.simulation.Disturbance.Course;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The stories: what each kind of incident does to which series, and which events it sends when. */
final class IncidentScripts {
    private final Estate estate;
    private final EventIds ids;
    private int number;

    IncidentScripts(Estate estate, EventIds ids) {
        this.estate = estate;
        this.ids = ids;
    }

    /** The CPU of an instance climbs to 85 % (severe: 95 %) and stays for three quarters of an hour. */
    Incident cpuRunaway(Resource instance, Instant start, boolean severe) {
        int level = severe ? 95 : 85;
        var end = start.plus(Duration.ofMinutes(45));
        var cpu = estate.series(instance, "CPUUtilization");
        return incident(
                        IncidentKind.CPU_RUNAWAY,
                        "CPU at " + level + " %",
                        instance,
                        severe ? 2 : 3,
                        severe,
                        start,
                        end)
                .disturbs(new Disturbance(cpu, Course.PLATEAU, level, minute(start), minute(end), 2, 3))
                .meetsConditionAbove(80);
    }

    /** The CPU of an instance stays at 88 % for an hour and a half, whatever is done on the instance: its neighbours on the host are loud. */
    Incident cpuStubborn(Resource instance, Instant start) {
        var end = start.plus(Duration.ofMinutes(90));
        var cpu = estate.series(instance, "CPUUtilization");
        return incident(IncidentKind.CPU_RUNAWAY, "CPU at 88 %, whatever is done", instance, 3, false, start, end)
                .disturbs(new Disturbance(cpu, Course.PLATEAU, 88, minute(start), minute(end), 2, 3))
                .meetsConditionAbove(80)
                .withstandsRemedies();
    }

    /** The memory of an instance rises to 94 % within two hours, until the process dies after three. */
    Incident memoryLeak(Resource instance, Instant start) {
        var end = start.plus(Duration.ofHours(3));
        var memory = estate.series(instance, "mem_used_percent");
        return incident(IncidentKind.MEMORY_LEAK, "Memory leak", instance, 3, false, start, end)
                .disturbs(new Disturbance(memory, Course.RISE, 94, minute(start), minute(end), 120, 2))
                .meetsConditionAbove(85);
    }

    /** The root volume of an instance fills to 88 % (severe: 97 %) within three hours. */
    Incident diskFilling(Resource instance, Instant start, boolean severe) {
        int level = severe ? 97 : 88;
        var end = start.plus(Duration.ofHours(5));
        var disk = estate.series(instance, "disk_used_percent");
        return incident(
                        IncidentKind.DISK_FILLING,
                        "Disk filling to " + level + " %",
                        instance,
                        severe ? 2 : 3,
                        severe,
                        start,
                        end)
                .disturbs(new Disturbance(disk, Course.RISE, level, minute(start), minute(end), 180, 2))
                .meetsConditionAbove(85);
    }

    /** Slow answers and errors on one load balancer, six minutes apart, in either order. */
    Incident anomalyAndAlarm(Resource balancer, Instant start, boolean anomalyFirst) {
        var end = start.plus(Duration.ofMinutes(35));
        var second = minute(start) + 6;
        var latency = estate.series(balancer, "TargetResponseTime");
        var errors = estate.series(balancer, "HTTPCode_Target_5XX_Count");
        long slowFrom = anomalyFirst ? minute(start) : second;
        long failingFrom = anomalyFirst ? second : minute(start);
        var title = anomalyFirst ? "Slow answers, then errors" : "Errors, then slow answers";
        return incident(IncidentKind.ANOMALY_AND_ALARM, title, balancer, 2, true, start, end)
                .disturbs(new Disturbance(latency, Course.PLATEAU, 0.42, slowFrom, minute(end), 1, 2))
                .disturbs(new Disturbance(errors, Course.PLATEAU, 140, failingFrom, minute(end), 1, 1));
    }

    /** A queue fills and empties every few minutes, its alarm with it. */
    Incident flapping(Resource queue, Instant start) {
        var end = start.plus(Duration.ofMinutes(48));
        var depth = estate.series(queue, "ApproximateNumberOfMessagesVisible");
        return incident(IncidentKind.FLAPPING_ALARM, "Queue depth swings", queue, 4, false, start, end)
                .disturbs(new Disturbance(depth, Course.SWINGS, 1300, minute(start), minute(end), 3, 1));
    }

    /** GuardDuty sees an instance attacked, and says so again after a quarter and after one hour. */
    Incident attacked(Resource instance, Instant start) {
        var finding = ids.hex(32);
        var type = "UnauthorizedAccess:EC2/SSHBruteForce";
        var end = start.plus(Duration.ofHours(1));
        var incident = incident(IncidentKind.SECURITY_FINDING, type, instance, 2, true, start, end)
                .isAbout("attack on " + instance.arn());
        for (int minutes : new int[] {0, 15, 60}) {
            var at = start.plus(Duration.ofMinutes(minutes));
            int count = 17 + minutes;
            var id = ids.uuid();
            incident.sends(new Planned(
                    id, soon(at, 3), () -> SecurityEvents.guardDuty(id, finding, type, 8, instance, start, at, count)));
        }
        return incident;
    }

    /** Security Hub finds a bucket open to the public; it is closed two hours later. */
    Incident exposed(Resource near, Instant start) {
        var finding = ids.uuid();
        var bucket = near.service() + "-assets-prod";
        var says = new SecurityEvents.Control(
                "S3.8",
                "S3 general purpose buckets should block public access",
                "HIGH",
                70,
                "AwsS3Bucket",
                "arn:aws:s3:::" + bucket);
        var end = start.plus(Duration.ofHours(2));
        var incident = incident(IncidentKind.SECURITY_FINDING, says.title(), near, 2, false, start, end)
                .isAbout(says.resourceId());
        var opened = ids.uuid();
        var closed = ids.uuid();
        return incident.sends(new Planned(
                        opened,
                        soon(start, 4),
                        () -> SecurityEvents.securityHub(opened, finding, says, near, start, start, true)))
                .sends(new Planned(
                        closed,
                        soon(end, 4),
                        () -> SecurityEvents.securityHub(closed, finding, says, near, start, end, false)));
    }

    /** AWS itself has a public issue that affects instances of one service: open, updated, closed. */
    Incident healthIssue(List<Resource> affected, Instant start) {
        var first = affected.get(0);
        var end = start.plus(Duration.ofMinutes(75));
        var about = new HealthEvents.Subject(
                ids.hex(8),
                "EC2",
                "AWS_EC2_OPERATIONAL_ISSUE",
                "issue",
                "PUBLIC",
                first.account(),
                first.region(),
                start.minus(Duration.ofMinutes(11)),
                affected.stream().map(Resource::arn).sorted().toList());
        var incident = incident(IncidentKind.HEALTH_ISSUE, about.code(), affected, 2, true, start, end);
        communicate(
                incident, about, start, "open", "We are investigating increased API error rates and launch latencies.");
        communicate(
                incident,
                about,
                start.plus(Duration.ofMinutes(25)),
                "open",
                "Root cause identified: impairment in a single Availability Zone. We continue to see recovery.");
        communicate(incident, about, end, "closed", "[RESOLVED] The issue has been resolved.");
        return incident;
    }

    private void communicate(
            Incident incident, HealthEvents.Subject about, Instant at, String status, String description) {
        var id = ids.uuid();
        var communication = ids.hex(10);
        var ended = status.equals("closed") ? at.minus(Duration.ofMinutes(8)) : null;
        incident.sends(new Planned(
                id,
                soon(at, 2),
                () -> HealthEvents.communication(id, communication, about, status, description, at, ended)));
    }

    /** One AWS product costs three times what was expected. */
    Incident costAnomaly(Resource near, Instant start) {
        var anomaly = ids.uuid();
        var id = ids.uuid();
        return incident(IncidentKind.COST_ANOMALY, "Cost of AmazonEC2", near, 4, false, start, start)
                .isAbout("cost of AmazonEC2 in " + near.account())
                .sends(new Planned(
                        id,
                        soon(start, 2),
                        () -> CostEvents.anomaly(id, anomaly, near.account(), "AmazonEC2", 240.4, 980.11, start)));
    }

    /** A shared dependency fails: so many alarms of one scope within a minute, all OK a quarter of an hour later. */
    Incident alarmStorm(List<Resource> instances, Instant start, int alarms) {
        var end = start.plus(Duration.ofMinutes(15));
        var incident =
                incident(IncidentKind.ALARM_STORM, alarms + " alarms within a minute", instances, 1, true, start, end);
        for (int i = 0; i < alarms; i++) {
            var instance = instances.get(i % instances.size());
            var alarm = new AlarmSpec(
                    instance.service() + "-dependency-" + i, estate.series(instance, "NetworkIn"), 1e9, 1);
            var offset = Duration.ofMillis(60_000L * i / alarms);
            stormAlarm(incident, alarm, true, start.minus(Duration.ofHours(4)), start.plus(offset));
            stormAlarm(incident, alarm, false, start.plus(offset), end.plus(offset));
        }
        return incident;
    }

    private void stormAlarm(Incident incident, AlarmSpec alarm, boolean toAlarm, Instant since, Instant at) {
        var id = ids.uuid();
        double value = toAlarm ? 2e9 : 2e7;
        incident.sends(new Planned(id, soon(at, 1), () -> AlarmEvents.metric(id, alarm, toAlarm, since, at, value)));
    }

    /** The CPU of a sandbox instance climbs: noise, since nobody is paged for the sandbox. */
    Incident sandboxTrouble(Resource instance, Instant start) {
        var end = start.plus(Duration.ofMinutes(20));
        var cpu = estate.series(instance, "CPUUtilization");
        return incident(IncidentKind.SANDBOX_TROUBLE, "Load test in " + Estates.SANDBOX, instance, 5, false, start, end)
                .disturbs(new Disturbance(cpu, Course.PLATEAU, 97, minute(start), minute(end), 2, 3));
    }

    EventIds ids() {
        return ids;
    }

    Incident incident(
            IncidentKind kind, String title, Resource on, int priority, boolean severe, Instant start, Instant end) {
        return incident(kind, title, List.of(on), priority, severe, start, end);
    }

    /** Priorities are those of a tier 1 service; a less critical one ranks one lower. */
    Incident incident(
            IncidentKind kind,
            String title,
            List<Resource> on,
            int priority,
            boolean severe,
            Instant start,
            Instant end) {
        var service = estate.service(on.get(0).service());
        int ranked = Math.min(5, priority + (service.tier() > 2 ? 1 : 0));
        var id = String.format(Locale.ROOT, "incident-%05d", ++number);
        return new Incident(
                id,
                kind,
                title + " (" + service.name() + ")",
                service,
                new ArrayList<>(on),
                ranked,
                severe,
                start,
                end);
    }

    /** Events that nothing holds up arrive within a few seconds. */
    Instant soon(Instant at, int seconds) {
        return at.plusMillis(200 + Math.floorMod(Noise.hash(at.toEpochMilli(), number), seconds * 1000L - 200));
    }

    static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), 60);
    }
}
