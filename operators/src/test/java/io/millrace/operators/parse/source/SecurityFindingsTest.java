package io.millrace.operators.parse.source;

import static io.millrace.operators.parse.Raws.document;
import static io.millrace.operators.parse.Raws.raw;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RawRecord;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import io.millrace.operators.parse.EventText;
import io.millrace.operators.parse.Raws;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Security Hub ASFF and GuardDuty. */
class SecurityFindingsTest {
    private static final String FINDING =
            "finding:arn:aws:securityhub:eu-west-1:111122223333:security-control/S3.8/finding/6f1a1c1e-7b1b-4a3e-9a58-3d7d1a2b4c5d";
    private final EventParser parser = new EventParser(EventParserSettings.defaults());

    @Test
    void readsTheAsffSample() {
        var event = only(document("securityhub-findings-imported-asff.json", 0));

        assertThat(EventText.of(event).replaceAll("delivery  asff:[0-9a-f]{32}\n", ""))
                .isEqualTo(
                        """
                        COMPLIANCE OPEN 4
                        source    aws.securityhub / Security Hub Findings - Imported
                        id        6e469f85-ef9c-12b6-6aab-0aaeda0997b5
                        identity  finding:arn:aws:securityhub:eu-west-1:111122223333:security-control/S3.8/finding/6f1a1c1e-7b1b-4a3e-9a58-3d7d1a2b4c5d
                        at        2026-08-05T05:18:09.059Z
                        in        111122223333 eu-west-1
                        title     S3 general purpose buckets should block public access
                        text      This control checks whether an Amazon S3 general purpose bucket blocks public access at the bucket level.
                        resource  arn:aws:s3:::media-assets-prod
                        attribute accountName = media-prod
                        attribute complianceStatus = FAILED
                        attribute controlId = S3.8
                        attribute environment = production
                        attribute findingId = arn:aws:securityhub:eu-west-1:111122223333:security-control/S3.8/finding/6f1a1c1e-7b1b-4a3e-9a58-3d7d1a2b4c5d
                        attribute findingType = Software and Configuration Checks/Industry and Regulatory Standards
                        attribute generatorId = security-control/S3.8
                        attribute productArn = arn:aws:securityhub:eu-west-1::product/aws/securityhub
                        attribute productName = Security Hub
                        attribute recordState = ACTIVE
                        attribute remediation = https://docs.aws.amazon.com/console/securityhub/S3.8/remediation
                        attribute severityStated = HIGH
                        attribute tag.environment = production
                        attribute tag.team = app01
                        attribute workflowStatus = NEW
                        value     normalizedSeverity = 70.0
                        """);
    }

    @Test
    void readsTheAsffLifecycleSampleDespiteItsRetiredWorkflowState() {
        var events = IntStream.range(0, 4)
                .mapToObj(i -> only(document("securityhub-asff-lifecycle.json", i)))
                .toList();

        assertThat(events).extracting(OpsEvent::getIdentity).containsOnly(FINDING);
        assertThat(events).extracting(OpsEvent::getDeliveryId).doesNotHaveDuplicates();
        assertThat(events)
                .extracting(event -> event.getEventTime() + " " + event.getStatus())
                .containsExactly(
                        "2026-08-05T05:18:09.059Z OPEN",
                        "2026-08-05T06:00:00Z UPDATED",
                        "2026-08-05T17:30:00Z RESOLVED",
                        "2026-08-08T00:00:00Z RESOLVED");
    }

    @Test
    void aFindingInTheAdminsEventLivesInTheMembersAccountAndRegion() {
        var event =
                only(asff(finding -> finding.put("AwsAccountId", "444455556666").put("Region", "eu-central-1")));

        assertThat(event.getAccount()).isEqualTo("444455556666");
        assertThat(event.getRegion()).isEqualTo("eu-central-1");
        assertThat(event.getAttributes()).containsEntry("receivedInAccount", "111122223333");
    }

    @Test
    void eachOfSeveralFindingsIsAnEventWithIdsOfItsOwn() {
        var root = (ObjectNode)
                Raws.documents("securityhub-findings-imported-asff.json").get(0);
        var findings = root.withArray("/detail/findings");
        findings.add(((ObjectNode) findings.get(0)).deepCopy().put("Id", "second"));
        findings.add(17);

        var events = parser.parse(raw(root.toString())).events();

        assertThat(events).hasSize(3);
        assertThat(events).extracting(OpsEvent::getRecordId).doesNotHaveDuplicates();
        assertThat(events)
                .extracting(OpsEvent::getEventId)
                .containsExactly(
                        "6e469f85-ef9c-12b6-6aab-0aaeda0997b5",
                        "6e469f85-ef9c-12b6-6aab-0aaeda0997b5#1",
                        "6e469f85-ef9c-12b6-6aab-0aaeda0997b5#2");
        assertThat(events.get(1).getIdentity()).isEqualTo("finding:second");
        assertThat(events.get(2).getIdentity()).isEqualTo("event:6e469f85-ef9c-12b6-6aab-0aaeda0997b5#2");
    }

    @Test
    void anEventWithoutFindingsIsKeptAsAGenericOne() {
        var root = (ObjectNode)
                Raws.documents("securityhub-findings-imported-asff.json").get(0);
        ((ObjectNode) root.get("detail")).putArray("findings");

        var event = only(raw(root.toString()));

        assertThat(event.getKind()).isEqualTo(EventKind.OTHER);
        assertThat(event.getAttributes()).containsEntry("note", "the event holds no findings");
    }

    @Test
    void moreFindingsThanARecordMayHoldAreADeadLetter() {
        var root = (ObjectNode)
                Raws.documents("securityhub-findings-imported-asff.json").get(0);
        var findings = ((ObjectNode) root.get("detail")).putArray("findings");
        for (int i = 0; i < 1001; i++) {
            findings.addObject().put("Id", "finding-" + i);
        }

        var result = parser.parse(raw(root.toString()));

        assertThat(result.events()).isEmpty();
        assertThat(result.deadLetters()).singleElement().satisfies(letter -> assertThat(letter.getReason())
                .isEqualTo("too-many-events"));
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE, NEW, FAILED, OPEN",
        "ACTIVE, NOTIFIED, FAILED, UPDATED",
        "ACTIVE, NEW, WARNING, OPEN",
        "ACTIVE, NEW, PASSED, RESOLVED",
        "ACTIVE, SUPPRESSED, FAILED, RESOLVED",
        "ACTIVE, RESOLVED, FAILED, RESOLVED",
        "ARCHIVED, NEW, FAILED, RESOLVED",
        "BRAND_NEW, ODD, ODDER, OPEN"
    })
    void statusFollowsRecordWorkflowAndCompliance(
            String record, String workflow, String compliance, EventStatus status) {
        var event = only(asff(finding -> {
            finding.put("RecordState", record);
            finding.putObject("Workflow").put("Status", workflow);
            finding.putObject("Compliance").put("Status", compliance);
        }));

        assertThat(event.getStatus()).isEqualTo(status);
    }

    @Test
    void aFindingWithoutComplianceIsASecurityMatterAndItsNumberServesWithoutALabel() {
        var event = only(asff(finding -> {
            finding.remove("Compliance");
            finding.putObject("Severity").put("Normalized", 95);
        }));

        assertThat(event.getKind()).isEqualTo(EventKind.SECURITY);
        assertThat(event.getSeverity()).isEqualTo(5);
    }

    @Test
    void readsTheGuardDutySample() {
        assertThat(EventText.of(only(document("guardduty-finding.json", 0)))
                        .replaceAll("delivery  guardduty:[0-9a-f]{32}\n", ""))
                .isEqualTo(
                        """
                        SECURITY OPEN 3
                        source    aws.guardduty / GuardDuty Finding
                        id        5a5adeba-a43f-a7f3-349c-1075a4ed8bd3
                        identity  finding:arn:aws:guardduty:eu-west-1:111122223333:detector/12abc34d567e8fa901bc2d34e56789f0/finding/d2c9e77bbf1a4a3d9f1e4b2a9c0d7e11
                        at        2026-08-05T10:14:59Z
                        in        111122223333 eu-west-1
                        title     i-0c2f5e7a91d34b680 is performing SSH brute force attacks against...
                        text      198.51.100.77 is performing SSH brute force attacks against i-0c2f5e7a91d34b680.
                        resource  arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680
                        attribute actionType = NETWORK_CONNECTION
                        attribute environment = production
                        attribute findingId = d2c9e77bbf1a4a3d9f1e4b2a9c0d7e11
                        attribute findingType = UnauthorizedAccess:EC2/SSHBruteForce
                        attribute firstSeen = 2026-08-05T09:58:11Z
                        attribute lastSeen = 2026-08-05T10:12:40Z
                        attribute remoteIp = 198.51.100.77
                        attribute resourceRole = TARGET
                        attribute resourceType = Instance
                        attribute tag.environment = production
                        value     count = 17.0
                        value     sourceSeverity = 5.0
                        """);
    }

    @Test
    void theAdminsCopyOfAGuardDutyFindingIsTheSameDeliveryAndALaterCountIsNot() {
        var member = only(guardDuty(root -> {}));
        var admin = only(guardDuty(root -> root.put("id", "other").put("account", "999988887777")));
        var later = only(guardDuty(root -> ((ObjectNode) root.at("/detail/service")).put("count", 18)));

        assertThat(admin.getDeliveryId()).isEqualTo(member.getDeliveryId());
        assertThat(admin.getAccount()).isEqualTo("111122223333");
        assertThat(later.getIdentity()).isEqualTo(member.getIdentity());
        assertThat(later.getDeliveryId()).isNotEqualTo(member.getDeliveryId());
    }

    @Test
    void anArchivedGuardDutyFindingIsResolved() {
        var event = only(guardDuty(root -> ((ObjectNode) root.at("/detail/service")).put("archived", true)));

        assertThat(event.getStatus()).isEqualTo(EventStatus.RESOLVED);
    }

    private OpsEvent only(RawRecord raw) {
        var events = parser.parse(raw).events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static RawRecord asff(Consumer<ObjectNode> change) {
        var root = (ObjectNode)
                Raws.documents("securityhub-findings-imported-asff.json").get(0);
        change.accept((ObjectNode) root.at("/detail/findings/0"));
        return raw(root.toString());
    }

    private static RawRecord guardDuty(Consumer<ObjectNode> change) {
        var root = (ObjectNode) Raws.documents("guardduty-finding.json").get(0);
        change.accept(root);
        return raw(root.toString());
    }
}
