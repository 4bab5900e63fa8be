package io.millrace.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.cloud.AutomationPermissions.Grant;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The role of the committed template against the shipped documents: it may do what their steps call, and nothing that none
 * of them calls. A new call in a document, or one that is gone, fails here by name.
 */
class AutomationRoleTest {
    private static final Map<String, String> DOCUMENTS = Documents.shipped();

    private static JsonNode role;
    private static JsonNode inRole;
    private static JsonNode managed;
    private static ArrayNode statements;

    @BeforeAll
    static void readTheTemplate() throws IOException {
        var template = TemplateFile.committed();
        role = template.only("AWS::IAM::Role", "AutomationRole");
        inRole =
                template.only("AWS::IAM::Policy", "AutomationRoleDefaultPolicy").at("/PolicyDocument/Statement");
        managed =
                template.only("AWS::IAM::ManagedPolicy", "AutomationDocuments").at("/PolicyDocument/Statement");
        statements = JsonNodeFactory.instance.arrayNode();
        inRole.forEach(statements::add);
        managed.forEach(statements::add);
        assertThat(inRole).isNotEmpty();
        assertThat(managed).isNotEmpty();
    }

    @Test
    void hasNoOtherPolicy() throws IOException {
        var ofRole = new TreeSet<String>();
        for (String type : List.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")) {
            TemplateFile.committed().each(type, (name, policy) -> {
                if (policy.path("Roles").toString().contains("automationrole")) {
                    ofRole.add(name.replaceFirst("[0-9A-F]{8}$", ""));
                }
            });
        }

        assertThat(ofRole).containsExactly("AutomationDocuments", "AutomationRoleDefaultPolicy");
    }

    @Test
    void mayDoWhatTheDocumentsCallAndNothingElse() {
        var allowed = new TreeSet<String>();
        statements.forEach(statement -> allowed.addAll(lower(texts(statement.path("Action")))));

        assertThat(allowed).isEqualTo(DocumentCalls.actionsOf(DOCUMENTS));
    }

    @Test
    void noDocumentCallsWhatIsNotAllowed() {
        var allowed = new TreeSet<String>();
        statements.forEach(statement -> allowed.addAll(lower(texts(statement.path("Action")))));

        DOCUMENTS.forEach((name, text) -> assertThat(allowed)
                .as(name)
                .containsAll(DocumentCalls.of(name, text).actions()));
    }

    @Test
    void sendsAndStartsExactlyTheDocumentsThatDocumentsName() {
        var named = new TreeSet<String>();
        DOCUMENTS.forEach(
                (name, text) -> named.addAll(DocumentCalls.of(name, text).documents()));
        var granted = new TreeSet<String>();
        for (JsonNode statement : statements) {
            if (!texts(statement.path("Action")).contains("ssm:DescribeInstanceInformation")) {
                texts(statement.path("Resource")).stream()
                        .filter(arn -> arn.contains(":document/"))
                        .map(arn -> arn.replaceFirst(".*:document/", ""))
                        .forEach(granted::add);
            }
        }

        assertThat(granted).isEqualTo(named);
        assertThat(named).contains("AWS-RunPatchBaseline", "AWS-UpdateSSMAgent", "AWS-ConfigureAWSPackage");
    }

    @Test
    void documentsOfAwsHaveNoAccountInTheirNamesAndOursDo() {
        for (String arn : resources("ssm:SendCommand")) {
            if (arn.contains(":document/")) {
                assertThat(arn)
                        .startsWith(
                                arn.contains("/AWS-")
                                        ? "arn:aws:ssm:eu-west-1::document/AWS-"
                                        : "arn:aws:ssm:eu-west-1:111122223333:document/Millrace-");
            }
        }
    }

    @Test
    void onlyAutomationOfThisAccountAndRegionTakesIt() {
        assertThat(role.at("/AssumeRolePolicyDocument/Statement")).hasSize(1);
        JsonNode trust = role.at("/AssumeRolePolicyDocument/Statement/0");
        assertThat(trust.at("/Principal/Service").asText()).isEqualTo("ssm.amazonaws.com");
        assertThat(trust.at("/Condition/StringEquals").path("aws:SourceAccount").asText())
                .isEqualTo("111122223333");
        assertThat(trust.at("/Condition/ArnLike").path("aws:SourceArn").asText())
                .isEqualTo("arn:aws:ssm:eu-west-1:111122223333:automation-execution/*");
        assertThat(role.has("ManagedPolicyArns")).isFalse();
        assertThat(role.has("Policies")).isFalse();
    }

    @Test
    void isNamedSoThatItsDeedsAreKnownAsOurs() {
        // Loop own.roles
        assertThat(role.path("RoleName").asText()).isEqualTo("millrace-automation-eu-west-1");
    }

    @Test
    void noActionIsAWildcardAndOnlyLooksAndASettingAreAllowedOnEverything() {
        for (JsonNode statement : statements) {
            assertThat(texts(statement.path("Action"))).noneMatch(action -> action.contains("*"));
            if (texts(statement.path("Resource")).contains("*")) {
                assertThat(texts(statement.path("Action")))
                        .allMatch(action -> action.matches("[a-z0-9]+:(Describe|List|Get).*")
                                || action.equals("ssm:CreateOpsItem")
                                || action.equals("ec2:EnableEbsEncryptionByDefault"));
            }
        }
    }

    @Test
    void aRoleIsPassedToOneServiceOnly() {
        var passed = new TreeMap<String, Set<String>>();
        for (JsonNode statement : statements) {
            if (texts(statement.path("Action")).contains("iam:PassRole")) {
                assertThat(texts(statement.path("Action"))).containsExactly("iam:PassRole");
                passed.put(
                        String.join(" ", texts(statement.path("Resource"))),
                        texts(statement.at("/Condition/StringEquals").path("iam:PassedToService")));
            }
        }

        assertThat(passed.values()).allMatch(services -> !services.isEmpty());
        assertThat(passed)
                .containsEntry(
                        "arn:aws:iam::111122223333:role/service-role/AWSBackupDefaultServiceRole",
                        Set.of("backup.amazonaws.com"))
                .containsEntry(
                        "arn:aws:iam::111122223333:role/none", Set.of("ec2.amazonaws.com", "ec2.amazonaws.com.cn"))
                .hasSize(3);
        assertThat(passed.keySet()).noneMatch(arn -> arn.contains("*"));
    }

    @Test
    void tagsAreWrittenByNameOrOnWhatIsBeingCreated() {
        for (JsonNode statement : statements) {
            if (texts(statement.path("Action")).contains("ec2:CreateTags")) {
                JsonNode condition = statement.path("Condition");
                boolean byName = condition.at("/ForAllValues:StringEquals").has("aws:TagKeys")
                        && texts(condition.at("/Null").path("aws:TagKeys")).equals(Set.of("false"));
                boolean created = condition.at("/StringEquals").has("ec2:CreateAction");
                assertThat(byName || created).as(statement.toString()).isTrue();
            }
        }
        // the tags are those that the scripts write and remove
        var written = new TreeSet<String>();
        DOCUMENTS.values().forEach(text -> Pattern.compile("\\{'Key': '([^']+)'(, 'Value'|\\})")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(key -> !key.equals("InstanceIds"))
                .forEach(written::add));
        var allowed = AutomationPermissions.load().stream()
                .filter(grant -> grant.id().equals("OwnTags"))
                .flatMap(grant -> grant
                        .when()
                        .getOrDefault("ForAllValues:StringEquals", Map.of())
                        .getOrDefault("aws:TagKeys", List.of())
                        .stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(allowed).isEqualTo(written);
    }

    @Test
    void eachWildcardHasItsReason() {
        for (Grant grant : AutomationPermissions.load()) {
            assertThat(grant.because().isBlank())
                    .as(grant.id())
                    .isEqualTo(grant.wildcards().isEmpty());
        }
    }

    @Test
    void staysBelowTheSizeThatIamAllowsForPoliciesInARole() {
        // IAM quotas: 10,240 characters for all inline policies of a role, 6,144 for a managed one, white space not
        // counted
        assertThat(inRole.toString()).hasSizeLessThan(10_000);
        assertThat(managed.toString()).hasSizeLessThan(6_000);
    }

    @Test
    void anUnknownWayToCallIsAnErrorAndNotNothing() {
        assertThat(DocumentCalls.ofScript(
                                "a, b = boto3.client('ec2'), boto3.client('rds')", "a.stop_instances()", "b.x_y(")
                        .actions())
                .containsExactly("ec2:stopinstances", "rds:xy");
        assertThat(DocumentCalls.ofScript("p = boto3.client('ec2')", "p.get_paginator('describe_images').paginate()")
                        .actions())
                .containsExactly("ec2:describeimages");
        assertThatThrownBy(() -> DocumentCalls.ofScript("run(boto3.client('ec2'))"))
                .hasMessageContaining("made in another way");
        assertThatThrownBy(() -> DocumentCalls.ofScript("e = boto3.resource('ec2')"))
                .hasMessageContaining("made in another way");
        assertThatThrownBy(() -> DocumentCalls.ofScript("e = boto3.client('ec2')", "getattr(e, name)()"))
                .hasMessageContaining("not used");
        assertThatThrownBy(() -> DocumentCalls.ofScript("e = boto3.client('ec2')", "e.get_waiter('x').wait()"))
                .hasMessageContaining("waiter");
        assertThatThrownBy(() -> DocumentCalls.of(
                        "planted", "mainSteps: [{action: 'aws:invokeLambdaFunction', inputs: {FunctionName: f}}]"))
                .hasMessageContaining("aws:invokeLambdaFunction");
    }

    private static Set<String> resources(String action) {
        var resources = new TreeSet<String>();
        for (JsonNode statement : statements) {
            if (texts(statement.path("Action")).contains(action)) {
                resources.addAll(texts(statement.path("Resource")));
            }
        }
        return resources;
    }

    private static Set<String> lower(Set<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> texts(JsonNode value) {
        var texts = new TreeSet<String>();
        if (value.isArray()) {
            value.forEach(text -> texts.add(text.asText()));
        } else if (!value.isMissingNode()) {
            texts.add(value.asText());
        }
        return texts;
    }
}
