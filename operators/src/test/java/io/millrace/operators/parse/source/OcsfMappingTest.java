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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OcsfMappingTest {
    private static final String SAMPLE = "securityhub-findings-imported-v2-ocsf.json";
    private final EventParser parser = new EventParser(EventParserSettings.defaults());

    @Test
    void readsTheSample() {
        assertThat(EventText.of(only(document(SAMPLE, 0))).replaceAll("delivery  ocsf:[0-9a-f]{32}\n", ""))
                .isEqualTo(
                        """
                        SECURITY OPEN 5
                        source    aws.securityhub / Findings Imported V2
                        id        43e99335-6355-ce13-eb41-631684e262bd
                        identity  finding:arn:aws:inspector2:eu-west-1:111122223333:finding/0be1
                        at        2026-08-05T08:00:00Z
                        in        111122223333 eu-west-1
                        title     CVE-2026-31337 - openssl-libs
                        text      Buffer overflow in openssl-libs
                        resource  arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680
                        attribute accountName = media-prod
                        attribute activity = Create
                        attribute environment = production
                        attribute findingClass = Vulnerability Finding
                        attribute findingId = arn:aws:inspector2:eu-west-1:111122223333:finding/0be1
                        attribute findingType = Software and Configuration Checks/Vulnerabilities/CVE
                        attribute fixAvailable = true
                        attribute ocsfId = 0d79414745f36e55d9f44efb2722f688f991cbfac94a8136d383571c6c9e0643
                        attribute packages = openssl-libs
                        attribute productArn = arn:aws:securityhub:eu-west-1::productv2/aws/inspector
                        attribute productId = arn:aws:securityhub:eu-west-1::productv2/aws/inspector
                        attribute productName = Inspector
                        attribute severityStated = Critical
                        attribute tag.environment = production
                        attribute vulnerabilities = CVE-2026-31337
                        attribute workflowStatus = New
                        value     cvss = 9.8
                        value     severityId = 5.0
                        """);
    }

    @Test
    void everyFieldIsOptional() {
        var event = only(raw("{\"source\":\"aws.securityhub\",\"detail-type\":\"Findings Imported V2\",\"id\":\"x\","
                + "\"account\":\"111122223333\",\"time\":\"2026-08-05T08:00:01Z\",\"detail\":{\"findings\":[{}]}}"));

        assertThat(event.getKind()).isEqualTo(EventKind.SECURITY);
        assertThat(event.getStatus()).isEqualTo(EventStatus.OPEN);
        assertThat(event.getSeverity()).as("unknown is not harmless").isEqualTo(3);
        assertThat(event.getIdentity()).isEqualTo("event:x");
        assertThat(event.getEventTime()).hasToString("2026-08-05T08:00:01Z");
    }

    @ParameterizedTest
    @CsvSource({
        "1, New, OPEN",
        "2, In Progress, UPDATED",
        "3, Suppressed, RESOLVED",
        "4, Resolved, RESOLVED",
        "5, Archived, RESOLVED",
        "6, Deleted, RESOLVED",
        "99, NOVEL, OPEN",
        ", In Progress, UPDATED",
        ", IN_PROGRESS, UPDATED",
        ", Resolved, RESOLVED",
        "1, Resolved, OPEN",
        ", , OPEN"
    })
    void statusFollowsItsIdAndElseItsCaption(Integer id, String caption, EventStatus status) {
        var event = only(changed(finding -> {
            finding.remove("status_id");
            finding.put("status", caption);
            if (id != null) {
                finding.put("status_id", id);
            }
        }));

        assertThat(event.getStatus()).isEqualTo(status);
    }

    @Test
    void whatIsClosedOrPassedIsResolved() {
        var closed = only(changed(finding -> finding.put("activity_id", 3).put("activity_name", "Close")));
        var passed = only(changed(finding -> finding.put("class_uid", 2003)
                .putObject("compliance")
                .put("status", "Pass")
                .put("status_id", 1)
                .put("control", "S3.8")));
        var failed = only(changed(finding -> finding.put("class_uid", 2003)
                .putObject("compliance")
                .put("status", "Fail")
                .put("status_id", 3)));

        assertThat(closed.getStatus()).isEqualTo(EventStatus.RESOLVED);
        assertThat(closed.getKind()).isEqualTo(EventKind.SECURITY);
        assertThat(passed.getStatus()).isEqualTo(EventStatus.RESOLVED);
        assertThat(passed.getKind()).isEqualTo(EventKind.COMPLIANCE);
        assertThat(passed.getAttributes()).containsEntry("controlId", "S3.8");
        assertThat(failed.getStatus()).isEqualTo(EventStatus.OPEN);
    }

    @ParameterizedTest
    @CsvSource({"1, x, 1", "4, x, 4", "5, x, 5", "6, x, 5", "0, High, 4", "99, x, 4", ", critical, 5"})
    void severityFollowsItsIdThenItsCaptionThenTheProducts(Integer id, String caption, int severity) {
        var event = only(changed(finding -> {
            finding.remove("severity_id");
            finding.put("severity", caption);
            finding.putObject("vendor_attributes").put("severity_id", 4);
            if (id != null) {
                finding.put("severity_id", id);
            }
        }));

        assertThat(event.getSeverity()).isEqualTo(severity);
    }

    @Test
    void theFindingLivesInItsOwnAccountAndRegionWhoeverGotTheEvent() {
        var copy = only(changed(finding -> ((ObjectNode) finding.at("/cloud/account")).put("uid", "444455556666")));

        assertThat(copy.getAccount()).isEqualTo("444455556666");
        assertThat(copy.getAttributes()).containsEntry("receivedInAccount", "111122223333");
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:inspector2:eu-west-1:111122223333:finding/0be1",
        "arn:aws:securityhub:eu-west-1::product/aws/inspector/arn:aws:inspector2:eu-west-1:111122223333:finding/0be1",
        "arn:aws:securityhub:eu-west-1::productv2/aws/inspector/arn:aws:inspector2:eu-west-1:111122223333:finding/0be1"
    })
    void asffAndOcsfOfOneFindingAreOneIdentityUnderEitherOfItsNames(String id) {
        var ocsf = only(document(SAMPLE, 0));
        var root = (ObjectNode)
                Raws.documents("securityhub-findings-imported-asff.json").get(0);
        ((ObjectNode) root.at("/detail/findings/0")).put("Id", id);

        assertThat(only(raw(root.toString())).getIdentity()).isEqualTo(ocsf.getIdentity());
    }

    @Test
    void theControlsOwnFindingKeepsItsId() {
        var asff = only(document("securityhub-findings-imported-asff.json", 0));
        var ocsf = only(changed(finding -> ((ObjectNode) finding.get("finding_info"))
                .put("uid", asff.getAttributes().get("findingId"))));

        assertThat(ocsf.getIdentity()).isEqualTo(asff.getIdentity());
    }

    @Test
    void aChangedStatusIsAnotherDeliveryAndACopyIsNot() {
        var first = only(document(SAMPLE, 0));

        assertThat(only(changed(finding -> {})).getDeliveryId()).isEqualTo(first.getDeliveryId());
        assertThat(only(changed(finding -> finding.put("status_id", 2).put("status", "In Progress")))
                        .getDeliveryId())
                .isNotEqualTo(first.getDeliveryId());
    }

    private OpsEvent only(RawRecord raw) {
        var events = parser.parse(raw).events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static RawRecord changed(Consumer<ObjectNode> change) {
        var root = (ObjectNode) Raws.documents(SAMPLE).get(0);
        change.accept((ObjectNode) root.at("/detail/findings/0"));
        return raw(root.toString());
    }
}
