package io.millrace.runbooks.controls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.domain.EventKind;
import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.InvalidContentException;
import io.millrace.runbooks.TestEvents;
import io.millrace.runbooks.catalog.Runbook;
import io.millrace.runbooks.controls.ControlTable.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tables promise is what events get. */
class ControlTablesTest {
    private static final Content CONTENT = ContentBundle.shipped().compile();

    @Test
    void everyFindingTypeStartsTheRunbookOfItsRowAndNoOther() {
        var table = table("guardduty-finding-types");
        assertThat(table.rows()).hasSizeGreaterThan(200);
        for (Row row : table.rows()) {
            String role = row.resourceRole().isEmpty() ? "TARGET" : row.resourceRole();
            assertThat(started(finding(row.control(), role))).as(row.control()).isEqualTo(row.runbook());
            if (!row.resourceRole().isEmpty()) {
                assertThat(started(finding(row.control(), "TARGET")))
                        .as("%s, of who is attacked", row.control())
                        .isEmpty();
            }
        }
        assertThat(table.rows().stream().flatMap(row -> row.runbook().stream()))
                .containsOnly("leaked-credentials", "crypto-mining", "unauthorised-access", "data-exfiltration");
    }

    @Test
    void everyRuleOfThePackStartsTheRunbookOfItsRowHoweverItIsReported() {
        var table = table("cis-aws-foundations-1.4-level-2");
        assertThat(table.rows()).hasSize(62);
        for (Row row : table.rows()) {
            var names = new ArrayList<>(List.of(row.control(), row.control() + "-conformance-pack-x1y2z3"));
            names.addAll(row.duplicates());
            for (String name : names) {
                assertThat(started(rule(name))).as(name).isEqualTo(row.runbook());
            }
            if (!row.securityHub().isEmpty()) {
                assertThat(started(control(row.securityHub())))
                        .as(row.securityHub())
                        .isEqualTo(row.runbook());
            }
        }
    }

    @Test
    void everyRowWithoutARunbookSaysWhy() {
        assertThat(CONTENT.controls().stream().flatMap(table -> table.rows().stream()))
                .allSatisfy(row -> assertThat(row.runbook().isEmpty())
                        .as(row.control())
                        .isEqualTo(!row.reason().isEmpty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runbook: control-key-rotation | runbook: control-key | there is no runbook \"control-key\"; did you mean \"control-key-rotation\"?",
                "runbook: control-key-rotation | runbook: control-ebs-encryption | has no trigger for cmk-backing-key-rotation-enabled",
                "securityHub: KMS.4 | securityHub: KMS.5 | has no trigger for KMS.5",
                "duplicates: [acme-no-public-ssh] | duplicates: [acme-ssh] | has no trigger for acme-ssh",
                "duplicates: [acme-no-public-ssh] | duplicates: [restricted-common-ports] | stands in the table already",
                "runbook: control-key-rotation | runbook: none | has no runbook; give runbook: ID, or runbook: none with the reason",
                "runbook: control-key-rotation | runbook: control-key-rotation, reason: x | has a runbook and a reason for none",
                "is: restricted-ssh, | is: access-keys-rotated, | stands in the table already, as access-keys-rotated",
                "attribute: configRule | attribut: configRule | attribute is missing",
            })
    void tellsWhatATablePromisesAndNoTriggerKeeps(String right, String wrong, String expected) {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        assertThat(files.get("controls/cis-1.4-level-2.yaml")).contains(right);
        files.computeIfPresent("controls/cis-1.4-level-2.yaml", (path, text) -> text.replace(right, wrong));

        var e = catchThrowableOfType(
                InvalidContentException.class, () -> ContentBundle.of(files).compile());
        assertThat(e.problems().stream().map(Object::toString).collect(Collectors.toList()))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("controls/cis-1.4-level-2.yaml:")
                        .contains(expected));
    }

    private static ControlTable table(String name) {
        return CONTENT.controls().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> started(OpsEvent event) {
        return CONTENT.planner().triggeredBy(event).map(Runbook::id);
    }

    private static OpsEvent finding(String type, String role) {
        return TestEvents.event()
                .setSource("aws.guardduty")
                .setDetailType("GuardDuty Finding")
                .setKind(EventKind.SECURITY)
                .setSeverity(4)
                .setAttributes(Map.of("findingType", type, "resourceRole", role))
                .build();
    }

    private static OpsEvent rule(String name) {
        return TestEvents.event()
                .setSource("aws.config")
                .setDetailType("Config Rules Compliance Change")
                .setKind(EventKind.COMPLIANCE)
                .setAttributes(Map.of("configRule", name))
                .build();
    }

    private static OpsEvent control(String id) {
        return TestEvents.event()
                .setSource("aws.securityhub")
                .setDetailType("Security Hub Findings - Imported")
                .setKind(EventKind.COMPLIANCE)
                .setAttributes(
                        Map.of("controlId", id, "productArn", "arn:aws:securityhub:eu-west-1::product/aws/securityhub"))
                .build();
    }
}
