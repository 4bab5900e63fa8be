package io.millrace.testing.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** Findings of GuardDuty and Security Hub (ASFF) as EventBridge delivers them. */
final class SecurityEvents {
    private static final String DETECTOR = "12abc34d567e8fa901bc2d34e56789f0";

    private SecurityEvents() {}

    /** A GuardDuty finding about an instance; a re-send has a higher count and a later update. */
    static byte[] guardDuty(
            String id,
            String findingId,
            String type,
            double severity,
            Resource on,
            Instant created,
            Instant at,
            int count) {
        var detail = Json.object();
        detail.put("schemaVersion", "2.0")
                .put("accountId", on.account())
                .put("region", on.region())
                .put("partition", "aws")
                .put("id", findingId)
                .put("arn", arn("guardduty", on, "detector/" + DETECTOR + "/finding/" + findingId))
                .put("type", type);
        var resource = detail.putObject("resource").put("resourceType", "Instance");
        var instance = resource.putObject("instanceDetails");
        instance.put("instanceId", on.id()).put("instanceType", "m6i.large").put("launchTime", "2026-07-01T09:00:00Z");
        instance.putArray("networkInterfaces")
                .addObject()
                .put("privateIpAddress", "10.20.1.17")
                .put("publicIp", "203.0.113.25");
        instance.putArray("tags").addObject().put("key", "service").put("value", on.service());
        var service =
                detail.putObject("service").put("serviceName", "guardduty").put("detectorId", DETECTOR);
        action(service);
        service.put("resourceRole", "TARGET");
        service.putObject("additionalInfo");
        service.put("eventFirstSeen", Envelope.seconds(created.minusSeconds(120)))
                .put("eventLastSeen", Envelope.seconds(at.minusSeconds(60)))
                .put("archived", false)
                .put("count", count);
        if (severity == Math.rint(severity)) {
            detail.put("severity", (int) severity);
        } else {
            detail.put("severity", severity);
        }
        detail.put("title", "Unusual network behaviour of " + on.id() + ".")
                .put("description", "198.51.100.77 is performing brute force attacks against " + on.id() + ".")
                .put("createdAt", Envelope.millis(created))
                .put("updatedAt", Envelope.millis(at));
        return envelope(id, "aws.guardduty", "GuardDuty Finding", on, at, List.of(), detail);
    }

    private static void action(ObjectNode service) {
        var connection = service.putObject("action")
                .put("actionType", "NETWORK_CONNECTION")
                .putObject("networkConnectionAction")
                .put("connectionDirection", "INBOUND")
                .put("protocol", "TCP")
                .put("blocked", false);
        connection.putObject("localPortDetails").put("port", 22).put("portName", "SSH");
        var remote = connection.putObject("remoteIpDetails").put("ipAddressV4", "198.51.100.77");
        remote.putObject("country").put("countryName", "Exampleland");
        remote.putObject("organization").put("asn", "64500").put("asnOrg", "EXAMPLE-AS");
    }

    /** What a Security Hub control says, and about what. */
    record Control(
            String control, String title, String label, int normalized, String resourceType, String resourceId) {}

    /** A Security Hub finding in ASFF; failed and NEW, or passed and RESOLVED. */
    static byte[] securityHub(
            String id,
            String findingToken,
            Control says,
            Resource at,
            Instant created,
            Instant updated,
            boolean failed) {
        var finding = Json.object();
        var findingArn = arn("securityhub", at, "security-control/" + says.control + "/finding/" + findingToken);
        var product = "arn:aws:securityhub:" + at.region() + "::product/aws/securityhub";
        finding.put("SchemaVersion", "2018-10-08")
                .put("Id", findingArn)
                .put("ProductArn", product)
                .put("ProductName", "Security Hub")
                .put("CompanyName", "AWS")
                .put("Region", at.region())
                .put("GeneratorId", "security-control/" + says.control)
                .put("AwsAccountId", at.account());
        finding.putArray("Types").add("Software and Configuration Checks/Industry and Regulatory Standards");
        finding.put("FirstObservedAt", Envelope.millis(created))
                .put("LastObservedAt", Envelope.millis(updated))
                .put("CreatedAt", Envelope.millis(created))
                .put("UpdatedAt", Envelope.millis(updated));
        finding.putObject("Severity")
                .put("Label", says.label)
                .put("Normalized", says.normalized)
                .put("Original", says.label);
        finding.put("Title", says.title).put("Description", "This control checks: " + says.title + ".");
        finding.putObject("ProductFields").put("aws/securityhub/ProductName", "Security Hub");
        finding.putArray("Resources")
                .addObject()
                .put("Type", says.resourceType)
                .put("Id", says.resourceId)
                .put("Partition", "aws")
                .put("Region", at.region());
        finding.putObject("Compliance")
                .put("Status", failed ? "FAILED" : "PASSED")
                .put("SecurityControlId", says.control);
        finding.putObject("Workflow").put("Status", failed ? "NEW" : "RESOLVED");
        finding.put("WorkflowState", failed ? "NEW" : "RESOLVED")
                .put("RecordState", "ACTIVE")
                .put("ProcessedAt", Envelope.millis(updated));
        var detail = Json.object();
        detail.putArray("findings").add(finding);
        return envelope(
                id,
                "aws.securityhub",
                "Security Hub Findings - Imported",
                at,
                updated,
                List.of(product + "/" + findingArn),
                detail);
    }

    private static String arn(String service, Resource at, String rest) {
        return "arn:aws:" + service + ":" + at.region() + ":" + at.account() + ":" + rest;
    }

    private static byte[] envelope(
            String id,
            String source,
            String type,
            Resource at,
            Instant time,
            List<String> resources,
            ObjectNode detail) {
        return new Envelope(id, source, type, at.account(), at.region(), time, resources, detail).bytes();
    }
}
