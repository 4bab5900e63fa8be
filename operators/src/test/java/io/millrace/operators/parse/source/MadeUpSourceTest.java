package io.millrace.operators.parse.source;

import static io.millrace.operators.parse.Raws.raw;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** "We also have X" is one mapping file: a source that nobody has heard of becomes canonical events without any Java. */
class MadeUpSourceTest {
    private final EventParser parser = new EventParser(
            SourceCatalog.shipped(Set.of("millrace"))
                    .with(FlatMappings.of(Path.of("src/test/resources/made-up-source"))),
            Duration.ofMinutes(5));

    @Test
    void oneYamlFileMakesAnUnknownSourceKnown() {
        var event = only(
                """
                {"source":"com.example.lift","detail-type":"Lift State Change","id":"e-1","account":"111122223333",
                 "region":"cn-north-1","time":"2026-08-05T10:00:00Z","resources":[],
                 "detail":{"lift":{"name":"north","state":"stuck"},"priority":"High","tenant":"444455556666",
                 "sequence":7,"at":"2026-08-05T09:59:58Z","floors":[3,4],"load":"1,250.5 kg","service":"building",
                 "change-number":"CHG1","building":"HQ","note":"Two people inside",
                 "cars":[{"instance":"i-0c2f5e7a91d34b680"},{},{"instance":"i-0c2f5e7a91d34b681"}]}}
                """);

        assertThat(EventText.of(event))
                .isEqualTo(
                        """
                        ISSUE OPEN 4
                        source    com.example.lift / Lift State Change
                        id        e-1
                        identity  lift:north
                        delivery  lift:north|7
                        at        2026-08-05T09:59:58Z
                        revision  7
                        in        444455556666 cn-north-1
                        title     Lift north is stuck between 3 and 4
                        text      Two people inside
                        resource  arn:aws-cn:ec2:cn-north-1:444455556666:instance/i-0c2f5e7a91d34b680
                        resource  arn:aws-cn:ec2:cn-north-1:444455556666:instance/i-0c2f5e7a91d34b681
                        resource  arn:aws-cn:lift:cn-north-1:444455556666:lift/north
                        key       SERVICE building
                        key       CHANGE CHG1
                        key       OTHER building:HQ
                        attribute floors = 3,4
                        attribute receivedInAccount = 111122223333
                        attribute service = building
                        value     load = 1250.5
                        """);
    }

    @Test
    void anIssueThatEndsIsARecoveryAndOneThatOnlyInformsOpensNothing() {
        assertThat(inState("MOVING").getKind()).isEqualTo(EventKind.RECOVERY);
        assertThat(inState("MOVING").getStatus()).isEqualTo(EventStatus.RESOLVED);
        assertThat(inState("SLOWING DOWN").getStatus()).isEqualTo(EventStatus.UPDATED);
        assertThat(inState("never heard of").getKind()).isEqualTo(EventKind.OTHER);
        assertThat(inState("never heard of").getStatus()).isEqualTo(EventStatus.INFORMATIONAL);
    }

    @Test
    void everythingMayBeMissing() {
        var event = only("{\"source\":\"com.example.lift\",\"detail-type\":\"Lift Check\",\"id\":\"e-2\"}");

        assertThat(event.getIdentity()).isEqualTo("com.example.lift|Lift Check|e-2");
        assertThat(event.getTitle()).isEqualTo("Lift Check");
        assertThat(event.getSeverity()).isEqualTo(3);
        assertThat(event.getRevision()).isZero();
    }

    @Test
    void aCloudEventOfAMappedSourceIsReadByItsFile() {
        var cloudEvent =
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"com.example.lift\",\"type\":\"Lift Check\"}";

        assertThat(only(cloudEvent).getTitle()).isEqualTo("Lift Check");
        assertThat(only(cloudEvent).getEventId()).isEqualTo("com.example.lift#1");
    }

    @Test
    void aCloudEventThatClaimsToComeFromAwsIsNotBelieved() {
        var cloudEvent =
                """
                {"specversion":"1.0","id":"1","source":"aws.ec2","type":"EC2 Instance State-change Notification",
                 "detail":{"instance-id":"i-0c2f5e7a91d34b680","state":"terminated"}}
                """;

        assertThat(only(cloudEvent).getIdentity()).doesNotStartWith("ec2-instance:");
    }

    private OpsEvent inState(String state) {
        return only("{\"source\":\"com.example.lift\",\"detail-type\":\"Lift Check\",\"id\":\"e\",\"detail\":{\"lift\":"
                + "{\"name\":\"north\",\"state\":\"" + state + "\"}}}");
    }

    private OpsEvent only(String json) {
        var result = parser.parse(raw(json));
        assertThat(result.deadLetters()).isEmpty();
        return result.events().get(0);
    }
}
