package io.millrace.local.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.millrace.local.replay.ReplayRun;
import io.millrace.local.sql.LakeSql;
import io.millrace.local.sql.LakeSqlException;
import io.millrace.local.sql.SqlFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Situations through the whole job, out of records as their sources document them; among them the VPN story over two tenants. */
class SituationsITCase {
    private static final Path SHIPPED = Path.of("../../runbooks");
    private static final Instant FIRST = Instant.parse("2026-08-02T00:00:00Z");
    private static final Instant LAST = Instant.parse("2026-08-06T12:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration CLOUDTRAIL = Duration.ofMinutes(9);
    private static final String VOLUME = "vol-0a1b2c3d4e5f60718";
    private static final String HOST = "i-0123456789abcdef0";
    private static final String OFFICES =
            """
              - name: branch-north
                tier: 2
                environment: production
                owner: north-team
                tenant: north
                dependsOn: [network]
                match: {accounts: ["111122223333"], resources: [branch-north-*]}

              - name: branch-south
                tier: 2
                environment: production
                owner: south-team
                tenant: south
                dependsOn: [network]
                match: {accounts: ["111122223333"], resources: [branch-south-*]}

            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    private static final List<String> LINES = new ArrayList<>();

    @BeforeAll
    static void aDayOfTrouble() throws Exception {
        for (Instant at = FIRST; at.isBefore(LAST); at = at.plus(Duration.ofMinutes(5))) {
            tell(at, Duration.ZERO, Payloads.tick("events", at));
        }
        vpn();
        failedBackup();
        bruteForce();
        launch();
        health();
        cascade();
        silence();
        Path input = Files.createDirectories(folder.resolve("in"));
        Files.writeString(input.resolve("metrics.ndjson"), String.join("\n", fillingUp()) + "\n");
        Files.writeString(input.resolve("events.ndjson"), String.join("\n", LINES) + "\n");
        new ReplayRun(input, null, contentWithTenants(), folder.resolve("out"), 1).run(progress -> {});
    }

    @Test
    void theVpnStoryIsOneRootWithTheUsersOfTwoTenantsUnderIt() throws Exception {
        assertThat(csv("select p.title as root, c.tenant, c.service, l.reason from thread_links l"
                        + " join (select thread_id, min(title) as title from threads group by all) p on p.thread_id = l.parent_id"
                        + " join (select distinct thread_id, tenant, service from threads) c on c.thread_id = l.child_id"
                        + " order by c.tenant"))
                .isEqualTo("root,tenant,service,reason\n"
                        + "com.example.netops.tunnel.flap tunnel/branch-117,north,branch-north,dependency\n"
                        + "com.example.netops.tunnel.flap tunnel/branch-117,south,branch-south,dependency\n");
        assertThat(
                        csv(
                                "select title from situations where scope = 'network' and type = 'change-then-symptom' order by 1"))
                .contains("com.example.netops.tunnel.flap tunnel/branch-117, 4 minutes after"
                        + " com.example.netops.config.changed tunnel/branch-117");
        assertThat(csv("select reason, count(*) as events from thread_events where thread_id in"
                        + " (select parent_id from thread_links) group by all order by all"))
                .as("the note, the flapping and the outage are one thread")
                .contains("opened,1")
                .contains("situation,1");
    }

    @Test
    void eachIsRecognisedOnceAndInWords() throws Exception {
        assertThat(csv(
                        "select type, count(*) as n from situations where type not in ('recovery', 'change-then-symptom',"
                                + " 'anomaly-and-alarm') group by all order by all"))
                .isEqualTo("type,n\nbrute-force-then-success,2\ncascade,1\ncost-spike-after-launch,1\n"
                        + "disk-filling,1\nfailed-backup-then-deletion,1\nhealth-then-symptom,1\nheartbeat-absence,1\n"
                        + "memory-leak,1\n");
        assertThat(csv("select title from situations where type = 'failed-backup-then-deletion'"))
                .contains(
                        "ec2 DeleteVolume by anna, 6 hours after its backup failed: Backup of vol-0a1b2c3d4e5f60718 is"
                                + " FAILED");
        assertThat(csv("select title from situations where type = 'cost-spike-after-launch'"))
                .contains("after ec2 RunInstances by contractor in account 444455556666, eu-west-1");
        assertThat(csv("select title from situations where type = 'brute-force-then-success' order by 1"))
                .contains("after 5 failed sign-ins of bert");
    }

    @Test
    void whatASituationBringsIsInTheThreadWithItsReason() throws Exception {
        assertThat(csv("select title from thread_events where reason = 'situation' order by 1"))
                .contains("ec2 DeleteVolume by anna")
                .contains("ec2 RunInstances by contractor")
                .contains("signin ConsoleLogin by bert failed");
    }

    @Test
    void theThreadSaysItOnTheBusAndToThePersonOnCall() throws Exception {
        String bus = Files.readString(folder.resolve("out/eventbridge.ndjson"));

        assertThat(bus)
                .contains("\\\"situations\\\":[\\\"failed-backup-then-deletion\\\"]")
                .contains(
                        "Taken together this is: failed backup then deletion. ec2 DeleteVolume by anna, 6 hours after");
    }

    @Test
    void aThreadHasRecoveredOnceAllOfItIsOverAndStaysSo() throws Exception {
        assertThat(csv("select distinct t.title from threads t where list_contains(t.situations, 'recovery')"
                        + " and t.status = 'resolved' order by 1"))
                .contains("AWS Health EC2 issue: AWS_EC2_OPERATIONAL_ISSUE");
    }

    @Test
    void nothingOfItBreaksItsContract() throws Exception {
        assertThat(csv("select stage, reason from dead_letters")).isEqualTo("stage,reason\n");
    }

    private static void vpn() {
        Instant at = at("07:00");
        network("config.changed", "info", at, "\"message\":\"Firmware 9.5.0 applied\",\"changeId\":\"CHG0031177\"");
        network("tunnel.flap", "warning", at.plusSeconds(250), "\"downSeconds\":14");
        network("tunnel.down", "critical", at.plusSeconds(582), "\"downSeconds\":312,\"affectedUsers\":430");
        for (String office : List.of("branch-north", "branch-south")) {
            envelope(
                    at.plusSeconds(700),
                    SOON,
                    "com.example." + office,
                    "Users Disconnected",
                    "111122223333",
                    "{\"service\":\"" + office
                            + "\",\"environment\":\"production\",\"severity\":\"high\",\"status\":\"open\",\"summary\":\"215 users"
                            + " disconnected\"}");
        }
    }

    private static void network(String type, String severity, Instant at, String data) {
        tell(
                at,
                SOON,
                """
                {"specversion":"1.0","id":"vpn-%s","source":"/dc/fra1/vpn/edge-02","type":"com.example.netops.%1$s",\
                "subject":"tunnel/branch-117","time":"%s","datacontenttype":"application/json","severity":"%s","data":{%s}}"""
                        .formatted(type, at, severity, data));
    }

    private static void failedBackup() {
        envelope(
                at("02:20"),
                SOON,
                "aws.backup",
                "Backup Job State Change",
                "111122223333",
                """
                {"backupJobId":"7e7ec59d-1f4b-2102-1577-ff562dc3d48b","backupVaultArn":\
                "arn:aws:backup:eu-west-1:111122223333:backup-vault:prod","backupVaultName":"prod","bytesTransferred":"0",\
                "creationDate":"2026-08-05T02:00:00.000Z","resourceArn":"arn:aws:ec2:eu-west-1:111122223333:volume/%s",\
                "resourceType":"EBS","state":"FAILED","statusMessage":"Access denied","percentDone":0}"""
                        .formatted(VOLUME));
        call(
                at("09:00"),
                "111122223333",
                "ec2",
                "DeleteVolume",
                "anna",
                "203.0.113.7",
                "{\"volumeId\":\"" + VOLUME + "\"}");
    }

    /** Two ways in: a host under attack, and then its attacker at work with a user's keys; a password that is found. */
    private static void bruteForce() {
        for (int hour = 0; hour < 70; hour++) {
            Instant at = FIRST.plus(Duration.ofHours(hour));
            call(at, "111122223333", "s3", "ListBuckets", "anna", "203.0.113.7", "{}");
            call(at.plusSeconds(60), "111122223333", "s3", "ListBuckets", "bert", "192.0.2.15", "{}");
        }
        envelope(
                at("10:15"),
                SOON,
                "aws.guardduty",
                "GuardDuty Finding",
                "111122223333",
                """
                {"schemaVersion":"2.0","accountId":"111122223333","region":"eu-west-1","id":"f1","arn":\
                "arn:aws:guardduty:eu-west-1:111122223333:detector/d/finding/f1","type":"UnauthorizedAccess:EC2/SSHBruteForce",\
                "resource":{"resourceType":"Instance","instanceDetails":{"instanceId":"i-0c2f5e7a91d34b680"}},"service":{"action":\
                {"actionType":"NETWORK_CONNECTION","networkConnectionAction":{"remoteIpDetails":{"ipAddressV4":"198.51.100.77"}}},\
                "archived":false,"count":17},"severity":5,"title":"i-0c2f5e7a91d34b680 is under SSH brute force attack",\
                "updatedAt":"2026-08-05T10:14:59.000Z"}""");
        call(at("10:40"), "111122223333", "s3", "ListBuckets", "anna", "198.51.100.77", "{}");
        for (int attempt = 0; attempt < 5; attempt++) {
            signIn("Failure", at("12:00").plusSeconds(30L * attempt));
        }
        signIn("Success", at("12:10"));
    }

    private static void signIn(String result, Instant at) {
        envelope(
                at,
                CLOUDTRAIL,
                "aws.signin",
                "AWS Console Sign In via CloudTrail",
                "111122223333",
                """
                {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLE","accountId":"111122223333",\
                "userName":"bert"},"eventTime":"%s","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin",\
                "awsRegion":"eu-west-1","sourceIPAddress":"100.64.3.9","eventID":"signin-%1$s","eventType":"AwsConsoleSignIn",\
                "recipientAccountId":"111122223333","requestParameters":null,"responseElements":{"ConsoleLogin":"%s"},\
                "additionalEventData":{"MFAUsed":"Yes"}}"""
                        .formatted(at, result));
    }

    private static void launch() {
        call(
                at("06:00"),
                "444455556666",
                "ec2",
                "RunInstances",
                "contractor",
                "203.0.113.40",
                "{\"instanceType\":\"p5.48xlarge\"}");
        Instant at = Instant.parse("2026-08-06T07:03:00Z");
        tell(
                at,
                SOON,
                """
                {"version":"0","id":"cost-1","detail-type":"Anomaly Detected","source":"aws.ce","account":"111122223333","time":\
                "%s","region":"us-east-1","resources":[],"detail":{"accountName":"payer","anomalyId":"a-1","dimensionValue":\
                "Amazon Elastic Compute Cloud - Compute","feedback":"","impact":{"maxImpact":412.5,"totalImpact":739.71},\
                "rootCauses":[{"linkedAccount":"444455556666","region":"eu-west-1","service":\
                "Amazon Elastic Compute Cloud - Compute","usageType":"EU-BoxUsage:p5.48xlarge"}],"accountId":"111122223333"}}"""
                        .formatted(at));
    }

    private static void health() {
        String host = "arn:aws:ec2:eu-west-1:111122223333:instance/i-00aa11bb22cc33dd4";
        issue("open", at("14:12"), host);
        alarm("host-status", "AWS/EC2", "StatusCheckFailed", "InstanceId", "i-00aa11bb22cc33dd4", "ALARM", at("14:15"));
        alarm("host-status", "AWS/EC2", "StatusCheckFailed", "InstanceId", "i-00aa11bb22cc33dd4", "OK", at("14:40"));
        issue("closed", at("15:00"), host);
    }

    private static void issue(String status, Instant at, String entity) {
        envelope(
                at,
                SOON,
                "aws.health",
                "AWS Health Event",
                "111122223333",
                """
                {"eventArn":"arn:aws:health:eu-west-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_OPERATIONAL_ISSUE_5b1d0c7e",\
                "service":"EC2","eventTypeCode":"AWS_EC2_OPERATIONAL_ISSUE","eventTypeCategory":"issue","eventScopeCode":\
                "ACCOUNT_SPECIFIC","communicationId":"%s-1","startTime":"Wed, 05 Aug 2026 14:01:00 GMT","lastUpdatedTime":"%s",\
                "statusCode":"%1$s","eventRegion":"eu-west-1","eventDescription":[{"language":"en_US","latestDescription":"x"}],\
                "affectedEntities":[{"entityValue":"%s"}],"page":"1","totalPages":"1","affectedAccount":"111122223333"}"""
                        .formatted(status, at, entity));
    }

    private static void cascade() {
        balancer("orders", at("17:00"));
        balancer("checkout", at("17:06"));
    }

    private static void balancer(String service, Instant at) {
        alarm(
                service + "-errors",
                "AWS/ApplicationELB",
                "HTTPCode_Target_5XX_Count",
                "LoadBalancer",
                "app/" + service + "/1",
                "ALARM",
                at);
    }

    private static void silence() {
        alarm(
                "agent-cpu",
                "AWS/EC2",
                "CPUUtilization",
                "InstanceId",
                "i-0feedfeedfeedfeed",
                "INSUFFICIENT_DATA",
                at("19:00"));
        Instant at = at("19:20");
        tell(
                at,
                SOON,
                """
                {"version":"0","id":"coverage-1","detail-type":"Inspector2 Coverage","source":"aws.inspector2","account":\
                "111122223333","time":"%s","region":"eu-west-1","resources":["i-0feedfeedfeedfeed"],"detail":{"scanStatus":\
                {"reason":"STALE_INVENTORY","statusCodeValue":"INACTIVE"},"scanType":"PACKAGE","eventTimestamp":"%1$s",\
                "version":"1.0"}}"""
                        .formatted(at));
    }

    /** Memory and a disk of one host, a point a minute: both rise all day, and cross their level in the evening. */
    private static List<String> fillingUp() {
        var points = new ArrayList<String>();
        for (int minute = 0; minute < 240; minute++) {
            Instant at = at("18:00").plusSeconds(60L * minute);
            double wobble = minute % 2 * 0.1;
            points.add(wrapped(
                    at, Duration.ofMinutes(2), agent("mem_used_percent", "", at, 62 + minute * 0.125 + wobble)));
            points.add(wrapped(
                    at,
                    Duration.ofMinutes(2),
                    agent("disk_used_percent", ",\"path\":\"/data\"", at, 76 + minute * 0.06 + wobble)));
            points.add(wrapped(at, Duration.ofMinutes(2), Payloads.tick("metrics", at)));
        }
        alarm("host-memory", "CWAgent", "mem_used_percent", "InstanceId", HOST, "ALARM", at("21:10"));
        return points;
    }

    private static String agent(String metric, String dimensions, Instant at, double value) {
        return """
                {"metric_stream_name":"all","account_id":"111122223333","region":"eu-west-1","namespace":"CWAgent",\
                "metric_name":"%s","dimensions":{"InstanceId":"%s"%s},"timestamp":%d,\
                "value":{"max":%5$s,"min":%5$s,"sum":%5$s,"count":1.0},"unit":"Percent"}"""
                .formatted(metric, HOST, dimensions, at.toEpochMilli(), value);
    }

    private static void alarm(
            String name, String namespace, String metric, String dimension, String on, String state, Instant at) {
        envelope(
                at,
                SOON,
                "aws.cloudwatch",
                "CloudWatch Alarm State Change",
                "111122223333",
                """
                {"alarmName":"%s","state":{"value":"%s","timestamp":"%s"},"configuration":{"metrics":[{"id":"m1","metricStat":\
                {"metric":{"namespace":"%s","name":"%s","dimensions":{"%s":"%s"}},"period":60,"stat":"Average"},"returnData":\
                true}]}}"""
                        .formatted(name, state, at, namespace, metric, dimension, on));
    }

    private static void call(
            Instant at, String account, String service, String name, String user, String from, String parameters) {
        envelope(
                at,
                CLOUDTRAIL,
                "aws." + service,
                "AWS API Call via CloudTrail",
                account,
                """
                {"eventVersion":"1.11","userIdentity":{"type":"IAMUser","principalId":"AIDAEXAMPLE","arn":\
                "arn:aws:iam::%s:user/%s","accountId":"%1$s","userName":"%2$s"},"eventTime":"%s","eventSource":\
                "%s.amazonaws.com","eventName":"%s","awsRegion":"eu-west-1","sourceIPAddress":"%s","eventID":"call-%2$s-%3$s",\
                "readOnly":%s,"eventType":"AwsApiCall","managementEvent":true,"recipientAccountId":"%1$s","eventCategory":\
                "Management","requestParameters":%s,"responseElements":null}"""
                        .formatted(account, user, at, service, name, from, name.startsWith("List"), parameters));
    }

    private static void envelope(
            Instant at, Duration delay, String source, String type, String account, String detail) {
        tell(
                at,
                delay,
                """
                {"version":"0","id":"%s-%s","detail-type":"%s","source":"%s","account":"%s","time":"%s","region":"eu-west-1",\
                "resources":[],"detail":%s}"""
                        .formatted(source, LINES.size(), type, source, account, at, detail));
    }

    private static void tell(Instant at, Duration delay, String payload) {
        LINES.add(wrapped(at, delay, payload));
    }

    private static String wrapped(Instant at, Duration delay, String payload) {
        return "{\"arrivedAt\":\"" + at.plus(delay) + "\",\"data\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(payload)) + "\"}";
    }

    private static Instant at(String time) {
        return Instant.parse("2026-08-05T" + time + ":00Z");
    }

    /** The shipped content and two offices of two tenants, which need the network. */
    private static Path contentWithTenants() throws IOException {
        Path content = folder.resolve("content");
        try (var files = Files.walk(SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path relative = SHIPPED.relativize(file);
                boolean isContent = relative.getNameCount() == 1
                        ? relative.toString().matches("bundle\\.yaml|guardrails\\.yaml")
                        : List.of("services", "policies", "conditions", "catalog")
                                .contains(relative.getName(0).toString());
                if (isContent && !relative.toString().matches(".*(tests|examples).*")) {
                    Path target = content.resolve(relative.toString().replaceFirst("^catalog", "runbooks"));
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                }
            }
        }
        Path services = content.resolve("services/example-estate.yaml");
        Files.writeString(services, Files.readString(services).replace("fallback:", OFFICES + "fallback:"));
        return content;
    }

    private static String csv(String sql) throws LakeSqlException {
        var out = new StringWriter();
        try (var lake = LakeSql.open(folder.resolve("out/lake"))) {
            lake.query(sql, SqlFormat.CSV.to(new PrintWriter(out)));
        }
        return out.toString();
    }
}
