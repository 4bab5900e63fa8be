package io.millrace.runbooks.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.TestEvents;
import io.millrace.runbooks.catalog.Refusal.Code;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTypeTest {
    private static final String HERE = "eu-west-1:111122223333:";

    /** One good id of each type. */
    private static final Map<String, String> GOOD = Map.ofEntries(
            Map.entry("ec2:instance", "i-0c2f5e7a91d34b680"),
            Map.entry("ec2:volume", "vol-0c2f5e7a91d34b680"),
            Map.entry("ec2:security-group", "sg-0c2f5e7a91d34b680"),
            Map.entry("ec2:network-interface", "eni-0c2f5e7a91d34b680"),
            Map.entry("ec2:vpc", "vpc-0c2f5e7a"),
            Map.entry("ec2:subnet", "subnet-0c2f5e7a"),
            Map.entry("ec2:snapshot", "snap-0c2f5e7a91d34b680"),
            Map.entry("ec2:image", "ami-0c2f5e7a91d34b680"),
            Map.entry("ssm:managed-instance", "mi-0c2f5e7a91d34b680"),
            Map.entry("rds:db", "orders-1"),
            Map.entry("rds:cluster", "orders"),
            Map.entry("rds:snapshot", "orders-2026"),
            Map.entry("s3:bucket", "shop.assets-1"),
            Map.entry("dynamodb:table", "Orders.v2"),
            Map.entry("efs:file-system", "fs-0c2f5e7a91d34b680"),
            Map.entry("redshift:cluster", "dwh"),
            Map.entry("sqs:queue", "orders.fifo"),
            Map.entry("sns:topic", "orders"),
            Map.entry("lambda:function", "resize_Image"),
            Map.entry("ecs:cluster", "shop"),
            Map.entry("ecs:service", "shop/checkout"),
            Map.entry("eks:cluster", "shop"),
            Map.entry("eks:nodegroup", "shop/blue/0ac2f5e7-91d3-4b68-8f00-0123456789ab"),
            Map.entry("autoscaling:group", "0ac2f5e7-91d3-4b68-8f00-0123456789ab:autoScalingGroupName/web"),
            Map.entry("elasticloadbalancing:loadbalancer", "app/web/0123456789abcdef"),
            Map.entry("acm:certificate", "0ac2f5e7-91d3-4b68-8f00-0123456789ab"),
            Map.entry("backup:vault", "Default"),
            Map.entry("backup:plan", "0ac2f5e7-91d3-4b68-8f00-0123456789ab"),
            Map.entry("kms:key", "mrk-0123456789abcdef0123456789abcdef"),
            Map.entry("cloudtrail:trail", "management"),
            Map.entry("logs:log-group", "/aws/lambda/resize"),
            Map.entry("imagebuilder:image-pipeline", "golden-linux"),
            Map.entry("iam:user", "deploy.bot@example.com"),
            Map.entry("iam:role", "Deploy"),
            Map.entry("iam:access-key", "AKIAIOSFODNN7EXAMPLE"),
            Map.entry("aws:account", "111122223333"));

    @Test
    void eachTypeHasAnExampleHere() {
        assertThat(GOOD.keySet()).containsExactlyInAnyOrderElementsOf(TargetType.words());
    }

    @Test
    void anIdAndItsArnNameTheSame() throws Exception {
        for (var example : GOOD.entrySet()) {
            var type = TargetType.of(example.getKey()).orElseThrow();
            var byId = new Target(List.of(type), type == TargetType.ACCOUNT ? null : "id")
                    .choose(event(Map.of("id", example.getValue()), List.of()));
            var byArn = new Target(List.of(type), null).choose(event(Map.of(), List.of(byId.arn())));

            assertThat(byArn.arn()).as(example.getKey()).isEqualTo(byId.arn());
            assertThat(byArn.id()).isEqualTo(example.getValue());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "s3:bucket, arn:aws:s3:::assets, assets",
        "iam:user, arn:aws:iam::111122223333:user/bob, bob",
        "ec2:snapshot, arn:aws:ec2:eu-west-1::snapshot/snap-0c2f5e7a, snap-0c2f5e7a",
        "lambda:function, arn:aws:lambda:eu-west-1:111122223333:function:resize:7, resize",
        "lambda:function, arn:aws:lambda:eu-west-1:111122223333:function:resize:$LATEST, resize",
    })
    void takesArnsAsTheServiceWritesThem(String type, String arn, String id) throws Exception {
        assertThat(choose(type, arn).id()).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "s3:bucket, arn:aws:s3:eu-west-1:111122223333:assets",
        "s3:bucket, arn:aws-cn:s3:::assets",
        "s3:bucket, arn:aws:s3:::as..sets",
        "iam:user, arn:aws:iam::444455556666:user/bob",
        "iam:user, arn:aws:iam:::user/bob",
        "iam:user, arn:aws:iam::111122223333:user/division/bob",
        "iam:role, arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/Y",
        "iam:access-key, arn:aws:iam::111122223333:access-key/ASIAIOSFODNN7EXAMPLE",
        "ec2:instance, arn:aws:ec2:::instance/i-0c2f5e7a91d34b680",
        "ec2:instance, arn:aws:ec2:eu-west-1::instance/i-0c2f5e7a91d34b680",
        "rds:db, arn:aws:rds:us-east-1:111122223333:db:orders",
        "rds:db, arn:aws:rds:eu-west-1:111122223333:db:orders--1",
        "lambda:function, arn:aws:lambda:eu-west-1:111122223333:function:resize:live",
        "ecs:service, arn:aws:ecs:eu-west-1:111122223333:service/checkout",
        "kms:key, arn:aws:kms:eu-west-1:111122223333:key/0ac2",
    })
    void refusesWhatIsWrittenOtherwise(String type, String arn) {
        assertThat(refused(type, arn)).isIn(Code.MALFORMED_TARGET, Code.FOREIGN_TARGET);
    }

    @Test
    void anObjectIsNoBucketAndAnAccountNeedsNoResource() throws Exception {
        assertThat(refused("s3:bucket", "arn:aws:s3:::assets/key")).isEqualTo(Code.EMPTY_TARGET);
        var account = new Target(List.of(TargetType.ACCOUNT), null).choose(event(Map.of(), List.of()));
        assertThat(account.arn()).isEqualTo("arn:aws:iam::111122223333:root");
    }

    @Test
    void ofSeveralTypesOneResourceIsTheMost() throws Exception {
        var target = new Target(List.of(TargetType.EC2_VOLUME, TargetType.RDS_INSTANCE), null);
        String volume = "arn:aws:ec2:" + HERE + "volume/vol-0c2f5e7a";
        String database = "arn:aws:rds:" + HERE + "db:orders";

        assertThat(target.choose(event(Map.of(), List.of(database))).name()).isEqualTo("orders");
        try {
            target.choose(event(Map.of(), List.of(volume, database)));
            assertThat(false).as("two targets were taken").isTrue();
        } catch (RefusedException e) {
            assertThat(e.refusal().code()).isEqualTo(Code.TOO_MANY_TARGETS);
            assertThat(e.refusal().reason()).contains("ec2:volume or rds:db");
        }
    }

    @Property
    void noHostileIdIsTakenForAnyType(@ForAll("types") TargetType type, @ForAll("hostile") String hostile) {
        String good = GOOD.get(type.word());
        for (String id : List.of(hostile, good + hostile, hostile + good)) {
            if (!type.isId(id)) {
                assertThat(taken(type, "id", event(Map.of("id", id), List.of())))
                        .as(id)
                        .isFalse();
            } else {
                // letters and digits alone: another name, and a harmless one
                assertThat(id).matches("[A-Za-z0-9_+=,.@/:#-]{1,600}");
            }
        }
    }

    @Property
    void noArnOfAnotherPlaceOrFormIsTaken(@ForAll("types") TargetType type, @ForAll("hostile") String hostile) {
        String good = type.arn("eu-west-1", "111122223333", Objects.requireNonNull(GOOD.get(type.word())));
        if (type == TargetType.ACCOUNT || hostile.matches("[A-Za-z0-9_+=,.@/:#-]*")) {
            return;
        }
        assertThat(taken(type, null, event(Map.of(), List.of(good + hostile)))).isFalse();
        assertThat(taken(type, null, event(Map.of(), List.of(hostile + good)))).isFalse();
        assertThat(taken(type, null, event(Map.of(), List.of(good.replace("111122223333", hostile)))))
                .as(hostile)
                .isEqualTo(good.equals(good.replace("111122223333", hostile)));
    }

    @Provide
    Arbitrary<TargetType> types() {
        return Arbitraries.of(TargetType.values());
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of(
                "; reboot",
                "$(x)",
                "`x`",
                "{{ x }}",
                "\n",
                "\u0000",
                "*",
                "?",
                "'",
                "\"",
                "\\",
                "\u202e",
                "\uff0f",
                "\u0430",
                " ",
                "%00",
                "../",
                "444455556666",
                "x".repeat(10_240),
                "arn:aws:s3:::other");
    }

    private static boolean taken(TargetType type, @Nullable String attribute, OpsEvent event) {
        try {
            new Target(List.of(type), type == TargetType.ACCOUNT ? null : attribute).choose(event);
            return type != TargetType.ACCOUNT;
        } catch (RefusedException e) {
            return false;
        }
    }

    private static Target.Chosen choose(String type, String arn) throws RefusedException {
        return new Target(List.of(TargetType.of(type).orElseThrow()), null).choose(event(Map.of(), List.of(arn)));
    }

    private static Code refused(String type, String arn) {
        try {
            throw new AssertionError(choose(type, arn).arn() + " was taken");
        } catch (RefusedException e) {
            return e.refusal().code();
        }
    }

    private static OpsEvent event(Map<String, String> attributes, List<String> resources) {
        return TestEvents.event()
                .setAttributes(attributes)
                .setResources(resources)
                .build();
    }
}
