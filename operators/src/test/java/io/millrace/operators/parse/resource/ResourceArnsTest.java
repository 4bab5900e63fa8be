package io.millrace.operators.parse.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Dimension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceArnsTest {
    private static final String ACCOUNT = "111122223333";
    private static final String REGION = "eu-west-1";

    @ParameterizedTest
    @CsvSource({
        "AWS/EC2, InstanceId, i-0c2f5e7a91d34b680, arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680",
        "CWAgent, InstanceId, i-0c2f5e7a91d34b680, arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680",
        "AWS/EBS, VolumeId, vol-0a1b2c3d4e5f60718, arn:aws:ec2:eu-west-1:111122223333:volume/vol-0a1b2c3d4e5f60718",
        "AWS/SQS, QueueName, payments-in, arn:aws:sqs:eu-west-1:111122223333:payments-in",
        "AWS/SNS, TopicName, alerts, arn:aws:sns:eu-west-1:111122223333:alerts",
        "AWS/RDS, DBInstanceIdentifier, orders, arn:aws:rds:eu-west-1:111122223333:db:orders",
        "AWS/RDS, DBClusterIdentifier, orders, arn:aws:rds:eu-west-1:111122223333:cluster:orders",
        "AWS/Lambda, FunctionName, billing-000, arn:aws:lambda:eu-west-1:111122223333:function:billing-000",
        "AWS/DynamoDB, TableName, carts, arn:aws:dynamodb:eu-west-1:111122223333:table/carts",
        "AWS/ApplicationELB, LoadBalancer, app/checkout/50dc6c495c0c9188, arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/checkout/50dc6c495c0c9188",
        "AWS/ApplicationELB, TargetGroup, targetgroup/web/73e2d6bc24d8a067, arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/73e2d6bc24d8a067",
        "AWS/S3, BucketName, media-assets-prod, arn:aws:s3:::media-assets-prod",
        "AWS/Kinesis, StreamName, clicks, arn:aws:kinesis:eu-west-1:111122223333:stream/clicks",
        "AWS/ElastiCache, CacheClusterId, sessions, arn:aws:elasticache:eu-west-1:111122223333:cluster:sessions",
        "AWS/VPN, VpnId, vpn-0a1b2c3d4e5f60718, arn:aws:ec2:eu-west-1:111122223333:vpn-connection/vpn-0a1b2c3d4e5f60718",
        "AWS/States, StateMachineArn, arn:aws:states:eu-west-1:111122223333:stateMachine:x, arn:aws:states:eu-west-1:111122223333:stateMachine:x"
    })
    void aDimensionNamesItsResource(String namespace, String name, String value, String arn) {
        assertThat(ResourceArns.ofDimensions(namespace, Map.of(name, value), ACCOUNT, REGION))
                .containsExactly(arn);
    }

    @Test
    void severalDimensionsNameSeveralResourcesSorted() {
        var dimensions = List.of(
                new Dimension("TargetGroup", "targetgroup/web/1"), new Dimension("LoadBalancer", "app/checkout/2"));

        assertThat(ResourceArns.ofDimensions("AWS/ApplicationELB", dimensions, ACCOUNT, REGION))
                .containsExactly(
                        "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/checkout/2",
                        "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1");
    }

    @Test
    void anEcsServiceIsNamedByClusterAndService() {
        assertThat(ResourceArns.ofDimensions(
                        "AWS/ECS", Map.of("ClusterName", "shop", "ServiceName", "checkout"), ACCOUNT, REGION))
                .containsExactly(
                        "arn:aws:ecs:eu-west-1:111122223333:cluster/shop",
                        "arn:aws:ecs:eu-west-1:111122223333:service/shop/checkout");
    }

    @Test
    void whatCannotBeDerivedIsNotInvented() {
        assertThat(ResourceArns.ofDimensions(
                        "AWS/EC2",
                        Map.of(
                                "AutoScalingGroupName",
                                "web",
                                "InstanceType",
                                "m6i.large",
                                "InstanceId",
                                "*",
                                "path",
                                "/"),
                        ACCOUNT,
                        REGION))
                .isEmpty();
        assertThat(ResourceArns.ofDimensions("Shop/Custom", Map.of("TableName", "tables/2"), ACCOUNT, REGION))
                .isEmpty();
    }

    @Test
    void partitionsFollowTheRegion() {
        assertThat(ResourceArns.ofDimensions("AWS/SQS", Map.of("QueueName", "q"), ACCOUNT, "cn-north-1"))
                .containsExactly("arn:aws-cn:sqs:cn-north-1:111122223333:q");
        assertThat(ResourceArns.ofDimensions("AWS/S3", Map.of("BucketName", "b"), ACCOUNT, "us-gov-west-1"))
                .containsExactly("arn:aws-us-gov:s3:::b");
    }

    @Test
    void aValueThatLooksLikeAPlaceholderIsTakenAsItIs() {
        assertThat(ResourceArns.ofDimensions("AWS/SQS", Map.of("QueueName", "%a%r"), ACCOUNT, REGION))
                .containsExactly("arn:aws:sqs:eu-west-1:111122223333:%a%r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "i-",
                "i-xyz",
                "vpn-771-0",
                "checkout",
                "i-0c2f5e7a91d34b680/x",
                "arn:aws:s3:::b",
                "q-0c2f5e7a"
            })
    void otherNamesAreNoShortNames(String name) {
        assertThat(ResourceArns.ofName(name, ACCOUNT, REGION)).isEmpty();
    }

    @Test
    void aShortNameWithoutAccountOrRegionStaysOne() {
        assertThat(ResourceArns.ofName("i-0c2f5e7a91d34b680", "", REGION)).isEmpty();
        assertThat(ResourceArns.ofName("i-0c2f5e7a", ACCOUNT, REGION))
                .hasValue("arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a");
    }

    @Test
    void aManagedInstanceIsTheInstanceItIs() {
        assertThat(ResourceArns.instanceOfManaged(
                        "arn:aws:ssm:eu-west-1:111122223333:managed-instance/i-0c2f5e7a91d34b680"))
                .hasValue("arn:aws:ec2:eu-west-1:111122223333:instance/i-0c2f5e7a91d34b680");
        assertThat(ResourceArns.instanceOfManaged("arn:aws:ssm:eu-west-1:111122223333:managed-instance/mi-0c2f5e7a"))
                .isEmpty();
    }
}
