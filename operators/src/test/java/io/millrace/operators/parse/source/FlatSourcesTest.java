package io.millrace.operators.parse.source;

import static io.millrace.operators.parse.Raws.raw;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.OpsEvent;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of each source with a mapping file, by its documentation; the shared samples are in the golden files. */
class FlatSourcesTest {
    private static final String EC2 = "arn:aws:ec2:eu-west-1:111122223333:";

    private final EventParser parser = new EventParser(EventParserSettings.defaults());

    @ParameterizedTest(name = "{0} / {1}: {3}")
    @CsvSource(
            delimiter = ';',
            value = {
                "aws.backup; Backup Job State Change; {'state':'RUNNING'}; OTHER INFORMATIONAL 1",
                "aws.backup; Backup Job State Change; {'state':'EXPIRED'}; ISSUE OPEN 3",
                "aws.backup; Backup Job State Change; {'state':'COMPLETED'}; RECOVERY RESOLVED 1",
                "aws.backup; Backup Job State Change; {'state':'A_NEW_WORD'}; OTHER INFORMATIONAL 2",
                "aws.backup; Restore Job State Change; {'status':'ABORTED'}; ISSUE OPEN 3",
                "aws.backup; Copy Job State Change; {'state':'COMPLETED'}; RECOVERY RESOLVED 1",
                "aws.backup; Recovery Point State Change; {'status':'PARTIAL'}; ISSUE OPEN 3",
                "aws.backup; Backup Vault State Change; {'state':'DELETED'}; CHANGE INFORMATIONAL 2",
                "aws.config; Config Rules Compliance Change; {'newEvaluationResult':{'complianceType':'COMPLIANT'}}; COMPLIANCE RESOLVED 1",
                "aws.config; Config Rules Compliance Change; {'newEvaluationResult':{'complianceType':'NOT_APPLICABLE'}}; COMPLIANCE RESOLVED 1",
                "aws.config; Config Rules Compliance Change; {'newEvaluationResult':{'complianceType':'INSUFFICIENT_DATA'},'oldEvaluationResult':{'complianceType':'NON_COMPLIANT'}}; COMPLIANCE UPDATED 2",
                "aws.config; Config Rules Compliance Change; {'newEvaluationResult':null}; COMPLIANCE INFORMATIONAL 2",
                "aws.ce; Anomaly Detected; {'impact':{'totalImpact':12000}}; COST OPEN 5",
                "aws.ce; Anomaly Detected; {'impact':{'maxImpact':99}}; COST OPEN 2",
                "aws.ce; Anomaly Detected; {'feedback':'PLANNED_ACTIVITY','impact':{'totalImpact':100}}; COST RESOLVED 3",
                "aws.ce; Anomaly Detected; {}; COST OPEN 3",
                "aws.ec2; EC2 Instance State-change Notification; {'state':'running'}; CHANGE INFORMATIONAL 1",
                "aws.ec2; EC2 Spot Instance Interruption Warning; {'instance-action':'terminate'}; CHANGE INFORMATIONAL 3",
                "aws.ec2; EC2 Instance Rebalance Recommendation; {}; CHANGE INFORMATIONAL 2",
                "aws.ec2; EBS Volume Notification; {'event':'createVolume','result':'available'}; CHANGE INFORMATIONAL 1",
                "aws.ec2; EBS Volume Notification; {'event':'attachVolume','result':'failed'}; ISSUE OPEN 3",
                "aws.ec2; EBS Snapshot Notification; {'event':'createSnapshot','result':'failed'}; ISSUE OPEN 3",
                "aws.ec2; EBS Snapshot Notification; {'event':'createSnapshot','result':'succeeded'}; RECOVERY RESOLVED 1",
                "aws.ecs; ECS Service Action; {'eventType':'INFO','eventName':'SERVICE_STEADY_STATE'}; RECOVERY RESOLVED 1",
                "aws.ecs; ECS Service Action; {'eventType':'WARN','eventName':'SERVICE_TASK_START_IMPAIRED'}; ISSUE OPEN 3",
                "aws.ecs; ECS Service Action; {'eventType':'ERROR','eventName':'SERVICE_TASK_PLACEMENT_FAILURE'}; ISSUE OPEN 4",
                "aws.ecs; ECS Deployment State Change; {'eventName':'SERVICE_DEPLOYMENT_IN_PROGRESS'}; CHANGE INFORMATIONAL 1",
                "aws.ecs; ECS Deployment State Change; {'eventName':'SERVICE_DEPLOYMENT_FAILED'}; ISSUE OPEN 4",
                "aws.ecs; ECS Deployment State Change; {'eventName':'SERVICE_DEPLOYMENT_COMPLETED'}; CHANGE RESOLVED 1",
                "aws.autoscaling; EC2 Instance Launch Unsuccessful; {'StatusCode':'Failed'}; ISSUE OPEN 4",
                "aws.autoscaling; EC2 Instance Launch Successful; {'StatusCode':'InProgress'}; CHANGE RESOLVED 1",
                "aws.autoscaling; EC2 Instance Terminate Unsuccessful; {}; ISSUE OPEN 3",
                "aws.autoscaling; EC2 Auto Scaling Instance Refresh Rollback Failed; {}; ISSUE OPEN 4",
                "aws.autoscaling; EC2 Auto Scaling Instance Refresh Succeeded; {}; CHANGE RESOLVED 1",
                "aws.inspector2; Inspector2 Finding; {'status':'SUPPRESSED','severity':'HIGH'}; SECURITY RESOLVED 4",
                "aws.inspector2; Inspector2 Finding; {'status':'ACTIVE','severity':'UNTRIAGED'}; SECURITY OPEN 3",
                "aws.inspector2; Inspector2 Coverage; {'scanStatus':{'statusCodeValue':'INACTIVE','reason':'UNMANAGED_EC2_INSTANCE'}}; COMPLIANCE OPEN 3",
                "aws.inspector2; Inspector2 Coverage; {'scanStatus':{'statusCodeValue':'INACTIVE','reason':'RESOURCE_TERMINATED'}}; COMPLIANCE RESOLVED 1",
                "aws.inspector2; Inspector2 Coverage; {'scanStatus':{'statusCodeValue':'ACTIVE','reason':'SUCCESSFUL'}}; COMPLIANCE RESOLVED 1",
                "aws.macie; Macie Finding; {'severity':{'score':3,'description':'High'}}; SECURITY OPEN 4",
                "aws.macie; Macie Finding; {'severity':{'score':2},'archived':true}; SECURITY RESOLVED 3",
                "aws.rds; RDS DB Instance Event; {'EventCategories':['low storage']}; ISSUE OPEN 4",
                "aws.rds; RDS DB Instance Event; {'EventCategories':['failover']}; CHANGE INFORMATIONAL 3",
                "aws.rds; RDS DB Instance Event; {'EventCategories':['recovery']}; RECOVERY RESOLVED 1",
                "aws.rds; RDS DB Cluster Event; {'EventCategories':'backup'}; OTHER INFORMATIONAL 1",
                "aws.rds; RDS DB Instance Event; {'EventCategories':['read replica'],'EventID':'RDS-EVENT-0045'}; ISSUE OPEN 3",
                "aws.rds; RDS DB Instance Event; {'EventCategories':['read replica'],'EventID':'RDS-EVENT-0046'}; RECOVERY RESOLVED 1",
                "aws.ssm; Configuration Compliance State Change; {'compliance-status':'compliant','severity':'critical'}; COMPLIANCE RESOLVED 1",
                "aws.ssm; Configuration Compliance State Change; {'compliance-status':'non_compliant'}; COMPLIANCE OPEN 3",
                "aws.ssm; EC2 Automation Execution Status-change Notification; {'Status':'InProgress'}; OTHER INFORMATIONAL 1",
                "aws.ssm; EC2 Automation Execution Status-change Notification; {'Status':'Failed'}; ISSUE OPEN 3",
                "aws.ssm; EC2 Automation Step Status-change Notification; {'Status':'Failed'}; OTHER INFORMATIONAL 2",
                "aws.ssm; OpsItem Update; {'status':'InProgress','severity':'2'}; ISSUE UPDATED 4",
                "aws.ssm; OpsItem Update; {'status':'Resolved'}; RECOVERY RESOLVED 3",
                "aws.ssm; OpsItem Create; {'status':'Pending','ops-item-type':'/aws/changerequest'}; CHANGE UPDATED 3",
                "aws.ssm; Maintenance Window Execution State-change Notification; {'status':'TIMED_OUT'}; ISSUE OPEN 3",
                "aws.ssm; Maintenance Window Execution State-change Notification; {'status':'SUCCESS'}; CHANGE RESOLVED 1",
                "aws.ssm; Calendar State Change; {'state':'CLOSED'}; CHANGE INFORMATIONAL 1",
                "aws.ssm; EC2 Command Invocation Status-change Notification; {'status':'TimedOut'}; ISSUE OPEN 3",
                "aws.ssm; Parameter Store Change; {'operation':'Delete'}; CHANGE INFORMATIONAL 2",
                "aws.trustedadvisor; Trusted Advisor Check Item Refresh Notification; {'status':'ERROR','check-name':'Service Limits'}; COMPLIANCE OPEN 4",
                "aws.trustedadvisor; Trusted Advisor Check Item Refresh Notification; {'status':'OK','check-name':'Idle Load Balancers'}; COST RESOLVED 1",
                "aws.trustedadvisor; Trusted Advisor Check Item Refresh Notification; {'status':'WARN','check-name':'IAM Access Key Rotation'}; SECURITY OPEN 2"
            })
    void eachWordOfASourceHasItsMeaning(String source, String detailType, String detail, String meaning) {
        var event = event(source, detailType, detail);

        assertThat(event.getKind() + " " + event.getStatus() + " " + event.getSeverity())
                .isEqualTo(meaning);
    }

    @Test
    void everyMappingHoldsWhenTheDetailIsMissingOrOfAnotherType() {
        for (CatalogEntry entry : SourceCatalog.shipped(Set.of()).entries()) {
            for (String detail : new String[] {"{}", "null", "[]", "7", "'text'", "{'status':{},'state':[]}"}) {
                var event = event(entry.source(), entry.detailType(), detail);

                assertThat(event.getIdentity()).as(entry.detailType()).isNotBlank();
                assertThat(event.getTitle()).as(entry.detailType()).isNotBlank();
                assertThat(event.getSeverity()).as(entry.detailType()).isBetween(1, 5);
            }
        }
    }

    @Test
    void theNextGoodBackupResolvesTheFailedOneAndAnotherVaultDoesNot() {
        var failed = backup("job-1", "FAILED", "prod");
        var good = backup("job-2", "COMPLETED", "prod");

        assertThat(good.getIdentity()).isEqualTo(failed.getIdentity());
        assertThat(backup("job-3", "COMPLETED", "other").getIdentity()).isNotEqualTo(failed.getIdentity());
    }

    private OpsEvent backup(String job, String state, String vault) {
        return event(
                "aws.backup",
                "Backup Job State Change",
                "{'backupJobId':'" + job + "','state':'" + state + "','resourceArn':'" + EC2
                        + "volume/vol-0a1b2c3d4e5f60718','backupVaultArn':'arn:aws:backup:eu-west-1:111122223333:backup-vault:"
                        + vault + "'}");
    }

    @Test
    void aConfigRuleNamesItsResourceByArnWhereThatCanBeDerived() {
        assertThat(config("AWS::S3::Bucket", "media")).containsExactly("arn:aws:s3:::media");
        assertThat(config("AWS::DynamoDB::Table", "orders"))
                .containsExactly("arn:aws:dynamodb:eu-central-1:444455556666:table/orders");
        assertThat(config("AWS::EC2::Instance", "i-0c2f5e7a91d34b680"))
                .containsExactly("arn:aws:ec2:eu-central-1:444455556666:instance/i-0c2f5e7a91d34b680");
        assertThat(config("AWS::New::Thing", "named-by-itself")).containsExactly("named-by-itself");
    }

    private Iterable<String> config(String type, String id) {
        return event(
                        "aws.config",
                        "Config Rules Compliance Change",
                        "{'awsAccountId':'444455556666','awsRegion':'eu-central-1','resourceType':'" + type
                                + "','resourceId':'" + id + "'}")
                .getResources();
    }

    @Test
    void anInspectorFindingOfAFunctionAlsoNamesTheFunctionWithoutItsVersion() {
        var event = event(
                "aws.inspector2",
                "Inspector2 Finding",
                "{'findingArn':'arn:aws:inspector2:eu-west-1:444455556666:finding/1','awsAccountId':'444455556666',"
                        + "'resources':[{'id':'arn:aws:lambda:eu-west-1:444455556666:function:thumbs:$LATEST','partition':'aws',"
                        + "'region':'eu-west-1','tags':{'service':'media'},"
                        + "'details':{'awsLambdaFunction':{'functionName':'thumbs'}}}]}");

        assertThat(event.getResources())
                .containsExactly(
                        "arn:aws:lambda:eu-west-1:444455556666:function:thumbs",
                        "arn:aws:lambda:eu-west-1:444455556666:function:thumbs:$LATEST");
        assertThat(event.getAccount()).isEqualTo("444455556666");
        assertThat(event.getAttributes())
                .containsEntry("service", "media")
                .containsEntry("receivedInAccount", "111122223333");
    }

    @Test
    void aMacieFindingNamesBucketAndObject() {
        var event = event(
                "aws.macie",
                "Macie Finding",
                "{'id':'f1','partition':'aws','title':'Public','updatedAt':'2026-08-05T09:00:00Z','count':2,"
                        + "'resourcesAffected':{'s3Bucket':{'arn':'arn:aws:s3:::media','name':'media',"
                        + "'tags':[{'key':'environment','value':'production'}]},"
                        + "'s3Object':{'key':'a/b.csv','path':'media/a/b.csv'}}}");

        assertThat(event.getIdentity()).isEqualTo("finding:f1");
        assertThat(event.getDeliveryId()).isEqualTo("macie:f1|2026-08-05T09:00:00Z|2|false");
        assertThat(event.getResources()).containsExactly("arn:aws:s3:::media", "arn:aws:s3:::media/a/b.csv");
        assertThat(event.getAttributes()).containsEntry("environment", "production");
        assertThat(event.getValues()).containsEntry("count", 2.0);
    }

    @Test
    void aDatabaseThatIsBackHasNoMoreStorageForIt() {
        var low = database("low storage", "RDS-EVENT-0089");
        var failed = database("failure", "RDS-EVENT-0031");
        var back = database("recovery", "RDS-EVENT-0021");

        assertThat(back.getIdentity()).isEqualTo(failed.getIdentity()).isNotEqualTo(low.getIdentity());
        assertThat(database("read replica", "RDS-EVENT-0045").getIdentity())
                .isEqualTo(database("read replica", "RDS-EVENT-0046").getIdentity())
                .isNotEqualTo(failed.getIdentity());
    }

    private OpsEvent database(String category, String id) {
        return event(
                "aws.rds",
                "RDS DB Instance Event",
                "{'EventCategories':['" + category + "'],'EventID':'" + id
                        + "','SourceArn':'arn:aws:rds:eu-west-1:111122223333:db:orders'}");
    }

    @Test
    void aGroupThatCanLaunchAgainResolvesItsFailedLaunch() {
        var detail = "{'AutoScalingGroupName':'shop','EC2InstanceId':'i-0c2f5e7a91d34b680','Cause':'demand'}";
        var failed = event("aws.autoscaling", "EC2 Instance Launch Unsuccessful", detail);
        var launched = event("aws.autoscaling", "EC2 Instance Launch Successful", detail);

        assertThat(failed.getIdentity())
                .isEqualTo("auto-scaling:111122223333|eu-west-1|shop|launch")
                .isEqualTo(launched.getIdentity());
        assertThat(launched.getTitle())
                .isEqualTo("Auto Scaling group shop: EC2 Instance Launch Successful (i-0c2f5e7a91d34b680)");
        assertThat(launched.getResources()).containsExactly(EC2 + "instance/i-0c2f5e7a91d34b680");
    }

    private OpsEvent event(String source, String detailType, String detail) {
        var json = "{'source':'" + source.replace("*", "millrace") + "','detail-type':'" + detailType
                + "','id':'e-1','account':'111122223333','region':'eu-west-1','time':'2026-08-05T10:00:00Z','resources':[],"
                + "'detail':" + detail + "}";
        var result = parser.parse(raw(json.replace('\'', '"')));
        assertThat(result.deadLetters()).isEmpty();
        return result.events().get(0);
    }
}
