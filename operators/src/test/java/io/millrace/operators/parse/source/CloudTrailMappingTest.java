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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudTrailMappingTest {
    private static final String SAMPLE = "cloudtrail-api-call.json";
    private static final String COMMAND = "0f0c1a52-1b1c-8d2e-9c3f-4a5b6c7d8e9f";
    private final EventParser parser = new EventParser(EventParserSettings.defaults());

    @Test
    void readsADeploymentAsAChangeOfTheService() {
        assertThat(EventText.of(only(document(SAMPLE, 0))))
                .isEqualTo(
                        """
                        CHANGE INFORMATIONAL 1
                        source    aws.ecs / AWS API Call via CloudTrail
                        id        011861ae-4f0f-901b-8cb3-2111bf87890a
                        identity  cloudtrail:0db8a62d-6c07-3d92-75b7-f6c0e447904c
                        delivery  cloudtrail:0db8a62d-6c07-3d92-75b7-f6c0e447904c
                        at        2026-08-05T09:48:02Z
                        in        111122223333 eu-west-1
                        title     ecs UpdateService by deploy-bot
                        resource  arn:aws:ecs:eu-west-1:111122223333:cluster/shop
                        resource  arn:aws:ecs:eu-west-1:111122223333:service/shop/checkout
                        attribute eventCategory = Management
                        attribute eventName = UpdateService
                        attribute eventSource = ecs.amazonaws.com
                        attribute eventType = AwsApiCall
                        attribute readOnly = false
                        attribute request.cluster = shop
                        attribute request.service = checkout
                        attribute request.taskDefinition = checkout:91
                        attribute requestID = 6726f289-5c39-2c2f-ffd4-6044ca5b0dc1
                        attribute sourceIPAddress = 198.51.100.10
                        attribute userAccount = 111122223333
                        attribute userAgent = aws-cli/2.27.0
                        attribute userArn = arn:aws:iam::111122223333:user/deploy-bot
                        attribute userName = deploy-bot
                        attribute userType = IAMUser
                        """);
    }

    @Test
    void readsTheOtherSamples() {
        var denied = only(document(SAMPLE, 1));
        var stop = only(document(SAMPLE, 2));

        assertThat(denied.getTitle()).isEqualTo("s3 PutBucketPolicy by anna.müller failed: AccessDenied");
        assertThat(denied.getAttributes()).containsEntry("errorCode", "AccessDenied");
        assertThat(denied.getText()).isEqualTo("User is not authorized");
        assertThat(denied.getResources()).containsExactly("arn:aws:s3:::media-assets-prod");
        assertThat(stop.getKind()).isEqualTo(EventKind.CHANGE);
        assertThat(stop.getAttributes()).containsEntry("sourceIPAddress", "ssm.amazonaws.com");
        assertThat(stop.getAttributes()).as("a user is nobody's remediation").doesNotContainKey("own");
        assertThat(stop.getResources())
                .containsExactly("arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680");
    }

    @ParameterizedTest
    @CsvSource({
        "false, GetThing, CHANGE, false",
        "true, DeleteThing, OTHER, true",
        ", GetThing, OTHER, true",
        ", ListThings, OTHER, true",
        ", DescribeThings, OTHER, true",
        ", GetawayStart, CHANGE, false",
        ", DeleteThing, CHANGE, false",
        ", RotateKey, CHANGE, false"
    })
    void aCallThatWritesIsAChange(String readOnly, String name, EventKind kind, String attribute) {
        var event = only(changed(0, detail -> {
            detail.remove("readOnly");
            detail.put("eventName", name);
            if (readOnly != null) {
                detail.put("readOnly", Boolean.parseBoolean(readOnly));
            }
        }));

        assertThat(event.getKind()).isEqualTo(kind);
        assertThat(event.getStatus()).isEqualTo(EventStatus.INFORMATIONAL);
        assertThat(event.getSeverity()).isEqualTo(1);
        assertThat(event.getAttributes()).containsEntry("readOnly", attribute);
    }

    @Test
    void aSecondDeliveryAlsoFromAnotherRegionIsTheSame() {
        var root = (ObjectNode) Raws.documents(SAMPLE).get(0);
        root.put("id", "another").put("region", "us-east-1");

        var again = only(raw(root.toString()));

        assertThat(again.getIdentity()).isEqualTo(only(document(SAMPLE, 0)).getIdentity());
        assertThat(again.getDeliveryId()).isEqualTo(only(document(SAMPLE, 0)).getDeliveryId());
        assertThat(again.getRegion()).isEqualTo("eu-west-1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cloudtrail.amazonaws.com; StopLogging; {\"name\":\"t\"}; 5",
                "guardduty.amazonaws.com; DeleteDetector; {}; 5",
                "guardduty.amazonaws.com; UpdateDetector; {\"detectorId\":\"d\",\"enable\":false}; 5",
                "ec2.amazonaws.com; AuthorizeSecurityGroupIngress; {\"groupId\":\"sg-0123abcd\",\"ipPermissions\":{\"items\":[{\"ipRanges\":{\"items\":[{\"cidrIp\":\"0.0.0.0/0\"}]}}]}}; 4",
                "ec2.amazonaws.com; AuthorizeSecurityGroupIngress; {\"groupId\":\"sg-0123abcd\",\"ipPermissions\":{\"items\":[{\"ipv6Ranges\":{\"items\":[{\"cidrIpv6\":\"::/0\"}]}}]}}; 4",
                "s3.amazonaws.com; PutBucketPublicAccessBlock; {\"bucketName\":\"b\",\"PublicAccessBlockConfiguration\":{\"BlockPublicAcls\":false}}; 4",
                "iam.amazonaws.com; AttachRolePolicy; {\"roleName\":\"r\",\"policyArn\":\"arn:aws:iam::aws:policy/AdministratorAccess\"}; 4",
                "kms.amazonaws.com; ScheduleKeyDeletion; {\"keyId\":\"k\"}; 4"
            })
    void aGraveCallIsASecurityMatterAndOpen(String source, String name, String parameters, int severity) {
        var event = only(changed(0, detail -> {
            detail.put("eventSource", source).put("eventName", name);
            detail.set("requestParameters", read(parameters));
        }));
        var denied = only(changed(0, detail -> {
            detail.put("eventSource", source).put("eventName", name).put("errorCode", "AccessDenied");
            detail.set("requestParameters", read(parameters));
        }));

        assertThat(event.getKind()).isEqualTo(EventKind.SECURITY);
        assertThat(event.getStatus()).isEqualTo(EventStatus.OPEN);
        assertThat(event.getSeverity()).isEqualTo(severity);
        assertThat(denied.getSeverity()).isEqualTo(severity - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ec2.amazonaws.com; AuthorizeSecurityGroupIngress; {\"groupId\":\"sg-0123abcd\",\"cidrIp\":\"10.0.0.0/8\"}",
                "guardduty.amazonaws.com; UpdateDetector; {\"detectorId\":\"d\",\"enable\":true}",
                "iam.amazonaws.com; AttachRolePolicy; {\"policyArn\":\"arn:aws:iam::aws:policy/ReadOnlyAccess\"}",
                "s3.amazonaws.com; PutBucketPolicy; {\"bucketName\":\"b\"}"
            })
    void theSameCallWithoutHarmIsAChange(String source, String name, String parameters) {
        var event = only(changed(0, detail -> {
            detail.put("eventSource", source).put("eventName", name);
            detail.set("requestParameters", read(parameters));
        }));

        assertThat(event.getKind()).isEqualTo(EventKind.CHANGE);
        assertThat(event.getSeverity()).isEqualTo(1);
    }

    @Test
    void rootSigningInIsASecurityMatter() {
        var event = only(signIn("Root", "Success", "Yes"));

        assertThat(EventText.of(event))
                .startsWith(
                        """
                        SECURITY OPEN 4
                        source    aws.signin / AWS Console Sign In via CloudTrail
                        """)
                .contains("title     signin ConsoleLogin by root\n")
                .contains("attribute mfaUsed = Yes\n", "attribute signIn = Success\n");
    }

    @ParameterizedTest
    @CsvSource({
        "IAMUser, Success, Yes, OTHER, INFORMATIONAL, 1",
        "IAMUser, Success, No, SECURITY, OPEN, 3",
        "AssumedRole, Success, No, OTHER, INFORMATIONAL, 1",
        "IAMUser, Failure, No, SECURITY, INFORMATIONAL, 2",
        "Root, Failure, No, SECURITY, OPEN, 4"
    })
    void signInsInformUnlessTheyWorry(
            String type, String result, String mfa, EventKind kind, EventStatus status, int severity) {
        var event = only(signIn(type, result, mfa));

        assertThat(event.getKind()).isEqualTo(kind);
        assertThat(event.getStatus()).isEqualTo(status);
        assertThat(event.getSeverity()).isEqualTo(severity);
    }

    @Test
    void rootsOwnHandsAreASecurityMatterAndAServiceOnItsBehalfIsNot() {
        var root = only(changed(0, detail -> identity(detail).put("type", "Root")));
        var service = only(changed(
                0, detail -> identity(detail).put("type", "Root").put("invokedBy", "autoscaling.amazonaws.com")));

        assertThat(root.getKind()).isEqualTo(EventKind.SECURITY);
        assertThat(root.getSeverity()).isEqualTo(4);
        assertThat(service.getKind()).isEqualTo(EventKind.CHANGE);
    }

    @Test
    void aServicesOwnEventInforms() {
        var root = (ObjectNode) Raws.documents(SAMPLE).get(0);
        root.put("source", "aws.kms").put("detail-type", "AWS Service Event via CloudTrail");
        ((ObjectNode) root.get("detail"))
                .put("eventType", "AwsServiceEvent")
                .put("eventSource", "kms.amazonaws.com")
                .put("eventName", "RotateKey")
                .putArray("resources")
                .addObject()
                .put("ARN", "arn:aws:kms:eu-west-1:111122223333:key/1")
                .put("type", "AWS::KMS::Key");

        var event = only(raw(root.toString()));

        assertThat(event.getStatus()).isEqualTo(EventStatus.INFORMATIONAL);
        assertThat(event.getResources()).containsExactly("arn:aws:kms:eu-west-1:111122223333:key/1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "lambda.amazonaws.com; {\"functionName\":\"billing-1\"}; arn:aws:lambda:eu-west-1:111122223333:function:billing-1",
                "rds.amazonaws.com; {\"dBInstanceIdentifier\":\"orders\"}; arn:aws:rds:eu-west-1:111122223333:db:orders",
                "dynamodb.amazonaws.com; {\"tableName\":\"carts\"}; arn:aws:dynamodb:eu-west-1:111122223333:table/carts",
                "ec2.amazonaws.com; {\"volumeId\":\"vol-0a1b2c3d4e5f60718\"}; arn:aws:ec2:eu-west-1:111122223333:volume/vol-0a1b2c3d4e5f60718",
                "sns.amazonaws.com; {\"topicArn\":\"arn:aws:sns:eu-west-1:111122223333:t\"}; arn:aws:sns:eu-west-1:111122223333:t",
                "iam.amazonaws.com; {\"roleName\":\"r\"}; arn:aws:iam::111122223333:role/r",
                "ecs.amazonaws.com; {\"cluster\":\"arn:aws:ecs:eu-west-1:111122223333:cluster/shop\",\"roleArn\":\"arn:aws:iam::111122223333:role/r\"}; arn:aws:ecs:eu-west-1:111122223333:cluster/shop",
                "ssm.amazonaws.com; {\"parameters\":{\"InstanceId\":[\"i-0c2f5e7a91d34b680\"],\"AutomationAssumeRole\":[\"arn:aws:iam::111122223333:role/r\"]}}; arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680"
            })
    void parametersNameResources(String source, String parameters, String arn) {
        var event = only(changed(0, detail -> {
            detail.put("eventSource", source).put("eventName", "UpdateIt");
            detail.set("requestParameters", read(parameters));
        }));

        assertThat(event.getResources()).containsExactly(arn);
    }

    @Test
    void ourRemediationsCallsAreOursWithTheCommandTheyName() {
        var start = only(changed(2, detail -> {
            assumed(detail, "millrace-executor", "1a2b3c");
            detail.put("eventSource", "ssm.amazonaws.com").put("eventName", "StartAutomationExecution");
            detail.putObject("requestParameters").put("clientToken", COMMAND).put("documentName", "Millrace-X");
            detail.putObject("responseElements").put("automationExecutionId", "9df22f19");
        }));
        var stop = only(changed(2, detail -> assumed(detail, "Millrace-ScaleRole", "Automation-9df22f19")));

        assertThat(start.getAttributes())
                .containsEntry("own", "true")
                .containsEntry("commandId", COMMAND)
                .containsEntry("executionId", "9df22f19");
        assertThat(stop.getKind()).isEqualTo(EventKind.CHANGE);
        assertThat(stop.getAttributes())
                .containsEntry("own", "true")
                .containsEntry("executionId", "9df22f19")
                .doesNotContainKey("commandId");
        assertThat(stop.getTitle()).isEqualTo("ec2 StopInstances by Millrace-ScaleRole/Automation-9df22f19");
    }

    @Test
    void whoeverIsNotAnAssumedRoleOfThisAccountWithOurNameIsNotOurs() {
        assertThat(own(detail -> assumed(detail, "millrace-x", "run"))).isTrue();
        assertThat(own(detail -> assumed(detail, "not-millrace-x", "s"))).isFalse();
        assertThat(own(detail -> {
                    assumed(detail, "millrace-x", "run");
                    identity(detail).put("type", "IAMUser");
                }))
                .as("a user of that name")
                .isFalse();
        assertThat(own(detail -> {
                    assumed(detail, "millrace-x", "run");
                    identity(detail).put("arn", "arn:aws:sts::999988887777:assumed-role/millrace-x/run");
                }))
                .as("a role of another account")
                .isFalse();
        assertThat(own(detail -> {
                    assumed(detail, "attacker", "millrace-x");
                    detail.put("userAgent", "millrace-x").put("sourceIPAddress", "ssm.amazonaws.com");
                }))
                .as("a session of our name")
                .isFalse();
        assertThat(own(detail -> {
                    assumed(detail, "millrace-x", "run");
                    identity(detail)
                            .putObject("sessionContext")
                            .putObject("sessionIssuer")
                            .put("type", "Role")
                            .put("userName", "attacker");
                }))
                .as("issued to somebody else")
                .isFalse();
    }

    @Test
    void anOutsiderCannotNameACommand() {
        var event = only(changed(2, detail -> {
            detail.put("eventName", "StartAutomationExecution");
            detail.putObject("requestParameters").put("clientToken", COMMAND);
        }));

        assertThat(event.getAttributes()).doesNotContainKeys("own", "commandId");
    }

    @Test
    void anOwnCallThatIsASecurityMatterStaysOne() {
        var event = only(changed(2, detail -> {
            assumed(detail, "millrace-x", "run");
            detail.put("eventSource", "cloudtrail.amazonaws.com").put("eventName", "StopLogging");
        }));

        assertThat(event.getAttributes()).containsEntry("own", "true");
        assertThat(event.getKind()).isEqualTo(EventKind.SECURITY);
        assertThat(event.getStatus()).isEqualTo(EventStatus.OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.example", "millrace"})
    void onlyAwsItselfSaysWhatCloudTrailSaw(String source) {
        var root = (ObjectNode) Raws.documents(SAMPLE).get(2);
        assumed((ObjectNode) root.get("detail"), "millrace-x", "run");
        root.put("source", source);

        var event = only(raw(root.toString()));

        assertThat(event.getKind()).isEqualTo(EventKind.OTHER);
        assertThat(event.getAttributes()).doesNotContainKeys("own", "commandId");
    }

    @Test
    void everyFieldIsOptional() {
        var event = only(raw("{\"source\":\"aws.x\",\"detail-type\":\"AWS API Call via CloudTrail\",\"id\":\"e\","
                + "\"time\":\"2026-08-05T10:00:00Z\",\"detail\":{}}"));

        assertThat(event.getKind()).isEqualTo(EventKind.OTHER);
        assertThat(event.getTitle()).isEqualTo("AWS API Call via CloudTrail");
        assertThat(event.getEventTime()).hasToString("2026-08-05T10:00:00Z");
    }

    private boolean own(Consumer<ObjectNode> change) {
        return only(changed(2, change)).getAttributes().containsKey("own");
    }

    private OpsEvent only(RawRecord raw) {
        var events = parser.parse(raw).events();
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    private static void assumed(ObjectNode detail, String role, String session) {
        identity(detail)
                .put("type", "AssumedRole")
                .put("arn", "arn:aws:sts::111122223333:assumed-role/" + role + "/" + session)
                .put("invokedBy", "ssm.amazonaws.com")
                .putObject("sessionContext")
                .putObject("sessionIssuer")
                .put("type", "Role")
                .put("userName", role);
    }

    private static RawRecord signIn(String type, String result, String mfa) {
        var root = (ObjectNode) Raws.documents(SAMPLE).get(0);
        root.put("source", "aws.signin").put("detail-type", "AWS Console Sign In via CloudTrail");
        var detail = (ObjectNode) root.get("detail");
        detail.put("eventType", "AwsConsoleSignIn")
                .put("eventSource", "signin.amazonaws.com")
                .put("eventName", "ConsoleLogin")
                .putNull("requestParameters");
        identity(detail).put("type", type);
        detail.putObject("responseElements").put("ConsoleLogin", result);
        detail.putObject("additionalEventData").put("MFAUsed", mfa);
        if (result.equals("Failure")) {
            detail.put("errorMessage", "Failed authentication");
        }
        return raw(root.toString());
    }

    private static ObjectNode identity(ObjectNode detail) {
        return (ObjectNode) detail.get("userIdentity");
    }

    private static RawRecord changed(int index, Consumer<ObjectNode> change) {
        var root = (ObjectNode) Raws.documents(SAMPLE).get(index);
        change.accept((ObjectNode) root.get("detail"));
        return raw(root.toString());
    }

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) Raws.JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
