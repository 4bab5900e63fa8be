package io.millrace.operators.parse.source;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.id.Ids;
import io.millrace.operators.parse.json.Json;
import java.util.List;

/**
 * Security Hub findings in ASFF; one event per finding. Archived, resolved, suppressed and passed findings are
 * resolved. The retired field WorkflowState is not looked at: it contradicts Workflow.Status in real findings.
 */
public final class AsffMapping implements SourceMapping {
    private static final int MAX_RESOURCES = 100;
    private static final int MAX_TAGS = 20;

    @Override
    public List<EventDraft> map(Envelope envelope) {
        return FindingList.map(envelope, AsffMapping::finding);
    }

    private static EventDraft finding(Json finding, EventDraft draft) {
        var id = finding.text("Id");
        var updated = finding.at("UpdatedAt").time();
        var compliance = finding.at("Compliance", "Status").text();
        var normalized = finding.at("Severity", "Normalized").number();
        draft.account(finding.text("AwsAccountId"))
                .region(finding.text("Region"))
                .kind(compliance.isEmpty() ? EventKind.SECURITY : EventKind.COMPLIANCE)
                .status(status(finding, compliance))
                .severity(Severities.ofAsff(finding.at("Severity", "Label").text(), normalized.orElse(Double.NaN)))
                .eventTime(updated)
                .revision(updated)
                .title(finding.text("Title"))
                .text(finding.text("Description"))
                .value("normalizedSeverity", normalized);
        if (!id.isEmpty()) {
            draft.identity(FindingList.identity(id)).deliveryId(delivery(id, finding, compliance));
        }
        describe(finding, compliance, draft);
        for (Json resource : finding.at("Resources").items(MAX_RESOURCES)) {
            draft.resource(resource.at("Id").string());
            tags(resource.at("Tags"), draft);
        }
        return draft;
    }

    private static EventStatus status(Json finding, String compliance) {
        var workflow = finding.at("Workflow", "Status").text();
        boolean isOver = finding.text("RecordState").equals("ARCHIVED")
                || workflow.equals("RESOLVED")
                || workflow.equals("SUPPRESSED")
                || compliance.equals("PASSED");
        if (isOver) {
            return EventStatus.RESOLVED;
        }
        return workflow.equals("NOTIFIED") ? EventStatus.UPDATED : EventStatus.OPEN;
    }

    /** UpdatedAt alone does not tell deliveries apart: people change the workflow without touching it. */
    private static String delivery(String id, Json finding, String compliance) {
        return "asff:"
                + Ids.hash(
                        id,
                        finding.text("UpdatedAt"),
                        finding.at("Workflow", "Status").text(),
                        finding.text("RecordState"),
                        compliance,
                        finding.at("Severity", "Label").text());
    }

    private static void describe(Json finding, String compliance, EventDraft draft) {
        draft.attribute("findingId", finding.at("Id"))
                .attribute("findingType", finding.at("Types").first())
                .attribute("productName", finding.at("ProductName"))
                .attribute("productArn", finding.at("ProductArn"))
                .attribute("generatorId", finding.at("GeneratorId"))
                .attribute("severityStated", finding.at("Severity", "Label"))
                .attribute("complianceStatus", compliance)
                .attribute("controlId", finding.at("Compliance", "SecurityControlId"))
                .attribute("workflowStatus", finding.at("Workflow", "Status"))
                .attribute("recordState", finding.at("RecordState"))
                .attribute("accountName", finding.at("AwsAccountName"))
                .attribute("remediation", finding.at("Remediation", "Recommendation", "Url"));
    }

    private static void tags(Json tags, EventDraft draft) {
        tags.forEachField(MAX_TAGS, (name, value) -> Tags.describe(name, value.text(), draft));
    }
}
