package io.millrace.operators.parse.source;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.id.Ids;
import io.millrace.operators.parse.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * Security Hub V2: findings in OCSF 1.x (vulnerability 2002, compliance 2003, detection 2004, and whatever comes), one
 * event each. The identity is the product's own finding id, as in ASFF. Ids outrank words: words are captions. What is
 * suppressed, resolved, archived, closed or passed is resolved.
 */
public final class OcsfMapping implements SourceMapping {
    private static final int COMPLIANCE_FINDING = 2003;
    private static final int MAX_RESOURCES = 100;
    private static final int MAX_TAGS = 20;
    private static final int MAX_VULNERABILITIES = 50;
    private static final int MAX_UNMAPPED = 20;
    private static final Set<String> OVER =
            Set.of("suppressed", "resolved", "archived", "deleted", "closed", "close", "pass", "passed");

    @Override
    public List<EventDraft> map(Envelope envelope) {
        return FindingList.map(envelope, OcsfMapping::finding);
    }

    private static EventDraft finding(Json finding, EventDraft draft) {
        var info = finding.at("finding_info");
        var id = firstOf(info.text("uid"), finding.at("finding", "uid").text());
        var modified = firstTime(
                info.at("modified_time_dt"), info.at("modified_time"), finding.at("time_dt"), finding.at("time"));
        draft.account(finding.at("cloud", "account", "uid").text())
                .region(finding.at("cloud").text("region"))
                .kind(isCompliance(finding) ? EventKind.COMPLIANCE : EventKind.SECURITY)
                .status(status(finding))
                .severity(severity(finding))
                .eventTime(modified.time())
                .revision(modified.time())
                .title(firstOf(info.text("title"), finding.text("message")))
                .text(firstOf(info.text("desc"), finding.text("message")))
                .value("severityId", finding.at("severity_id"));
        if (!id.isEmpty()) {
            draft.identity(FindingList.identity(id)).deliveryId(delivery(id, modified, finding));
        }
        describe(finding, info, id, draft);
        vulnerabilities(finding.at("vulnerabilities"), draft);
        affected(finding, draft);
        return draft;
    }

    private static boolean isCompliance(Json finding) {
        var classUid = finding.at("class_uid").number();
        return classUid.isPresent()
                ? classUid.getAsDouble() == COMPLIANCE_FINDING
                : finding.at("compliance").isObject();
    }

    private static EventStatus status(Json finding) {
        var compliance = finding.at("compliance");
        boolean isOver = is(finding.at("activity_id"), finding.text("activity_name"), 3)
                || is(compliance.at("status_id"), compliance.text("status"), 1);
        if (isOver) {
            return EventStatus.RESOLVED;
        }
        int id = (int) finding.at("status_id").number().orElse(0);
        if (id >= 1 && id <= 6) {
            return id >= 3 ? EventStatus.RESOLVED : id == 2 ? EventStatus.UPDATED : EventStatus.OPEN;
        }
        var word = word(finding.text("status"));
        if (OVER.contains(word)) {
            return EventStatus.RESOLVED;
        }
        return word.equals("in progress") ? EventStatus.UPDATED : EventStatus.OPEN;
    }

    /** By its id; without one by its caption. */
    private static boolean is(Json id, String caption, int over) {
        var number = id.number();
        return number.isPresent() ? number.getAsDouble() == over : OVER.contains(word(caption));
    }

    /** Security Hub's, which people and automations may change; the product's own when there is none. */
    private static int severity(Json finding) {
        var known = Severities.ofOcsf(finding.at("severity_id").number(), finding.text("severity"));
        var vendor = finding.at("vendor_attributes");
        return known.isPresent()
                ? known.getAsInt()
                : Severities.ofOcsf(vendor.at("severity_id").number(), vendor.text("severity"))
                        .orElse(Severities.UNKNOWN);
    }

    /** The modified time alone does not tell deliveries apart, as in ASFF. */
    private static String delivery(String id, Json modified, Json finding) {
        return "ocsf:"
                + Ids.hash(
                        id,
                        modified.text(),
                        status(finding).name(),
                        finding.text("status_id"),
                        finding.text("status"),
                        finding.text("activity_id"),
                        String.valueOf(severity(finding)));
    }

    private static void describe(Json finding, Json info, String id, EventDraft draft) {
        var product = finding.at("metadata", "product");
        var compliance = finding.at("compliance");
        var remediation = finding.at("remediation");
        draft.attribute("findingId", id)
                .attribute("findingType", info.at("types").first())
                .attribute("findingClass", firstOf(finding.text("class_name"), finding.text("class_uid")))
                .attribute("activity", firstOf(finding.text("activity_name"), finding.text("activity_id")))
                .attribute("productName", product.at("name"))
                .attribute("productId", product.at("uid"))
                .attribute("productArn", product.at("uid"))
                .attribute("generatorId", info.at("analytic", "uid"))
                .attribute("severityStated", firstOf(finding.text("severity"), finding.text("severity_id")))
                .attribute("complianceStatus", firstOf(compliance.text("status"), compliance.text("status_id")))
                .attribute("controlId", compliance.at("control"))
                .attribute("workflowStatus", firstOf(finding.text("status"), finding.text("status_id")))
                .attribute("accountName", finding.at("cloud", "account", "name"))
                .attribute(
                        "remediation",
                        firstOf(remediation.at("references").first().text(), remediation.text("desc")))
                .attribute("ocsfId", finding.at("metadata", "uid"));
        finding.at("unmapped").forEachField(MAX_UNMAPPED, (name, value) -> draft.attribute("unmapped." + name, value));
    }

    private static void vulnerabilities(Json vulnerabilities, EventDraft draft) {
        var cves = new TreeSet<String>();
        var packages = new TreeSet<String>();
        double worst = Double.NaN;
        boolean fixable = false;
        for (Json vulnerability : vulnerabilities.items(MAX_VULNERABILITIES)) {
            cves.add(vulnerability.at("cve", "uid").text());
            fixable |= vulnerability.at("is_fix_available").isTrue();
            for (Json score : vulnerability.at("cve", "cvss").items(MAX_VULNERABILITIES)) {
                double base = score.at("base_score").number().orElse(Double.NaN);
                worst = Double.isNaN(worst) || base > worst ? base : worst;
            }
            for (Json affected : vulnerability.at("affected_packages").items(MAX_VULNERABILITIES)) {
                packages.add(affected.text("name"));
            }
        }
        cves.remove("");
        packages.remove("");
        draft.attribute("vulnerabilities", String.join(",", cves))
                .attribute("packages", String.join(",", packages))
                .attribute("fixAvailable", fixable ? "true" : "")
                .value("cvss", OptionalDouble.of(worst));
    }

    private static void affected(Json finding, EventDraft draft) {
        resource(finding.at("resource"), draft);
        finding.at("resources").items(MAX_RESOURCES).forEach(resource -> resource(resource, draft));
    }

    private static void resource(Json resource, EventDraft draft) {
        draft.resource(firstOf(resource.at("uid").string(), resource.at("name").string()));
        for (Json tag : resource.at("tags").items(MAX_TAGS)) {
            Tags.describe(firstOf(tag.text("name"), tag.text("key")), tag.text("value"), draft);
        }
    }

    private static Json firstTime(Json... candidates) {
        for (Json candidate : candidates) {
            if (candidate.time() != null) {
                return candidate;
            }
        }
        return Json.missing();
    }

    private static String firstOf(String one, String other) {
        return one.isEmpty() ? other : one;
    }

    private static String word(String caption) {
        return caption.trim().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
