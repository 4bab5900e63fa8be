package io.millrace.operators.parse.source;

import static io.millrace.operators.parse.Raws.raw;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.OpsEvent;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import io.millrace.operators.parse.EventText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcsTaskMappingTest {
    private static final String TASK = "arn:aws:ecs:eu-west-1:111122223333:task/shop/c13b4cb40f1f4fe4a2971f76ae5a47ad";

    private final EventParser parser = new EventParser(EventParserSettings.defaults());

    @Test
    void aTaskWhoseContainerFailedIsAnIssueOfItsService() {
        var event = task(
                """
                {"taskArn":"%s","clusterArn":"arn:aws:ecs:eu-west-1:111122223333:cluster/shop","group":"service:checkout",
                 "lastStatus":"STOPPED","desiredStatus":"STOPPED","stopCode":"EssentialContainerExited",
                 "stoppedReason":"Essential container in task exited","startedBy":"ecs-svc/9223370545345641169","version":6,
                 "taskDefinitionArn":"arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:91",
                 "updatedAt":"2026-08-05T09:59:58.103Z",
                 "containers":[{"name":"app","exitCode":137,"reason":"OutOfMemoryError: killed"},{"name":"log","exitCode":0}]}
                """
                        .formatted(TASK));

        assertThat(EventText.of(event).replaceAll("(?m)^(attribute|value     ) ?detail\\..*\\R", ""))
                .isEqualTo(
                        """
                        ISSUE OPEN 3
                        source    aws.ecs / ECS Task State Change
                        id        e-1
                        identity  ecs-task:arn:aws:ecs:eu-west-1:111122223333:task/shop/c13b4cb40f1f4fe4a2971f76ae5a47ad
                        delivery  ecs-task:arn:aws:ecs:eu-west-1:111122223333:task/shop/c13b4cb40f1f4fe4a2971f76ae5a47ad|6
                        at        2026-08-05T09:59:58.103Z
                        revision  6
                        in        111122223333 eu-west-1
                        title     ECS task of checkout is STOPPED (EssentialContainerExited)
                        text      Essential container in task exited / app: OutOfMemoryError: killed
                        resource  arn:aws:ecs:eu-west-1:111122223333:service/shop/checkout
                        resource  arn:aws:ecs:eu-west-1:111122223333:task/shop/c13b4cb40f1f4fe4a2971f76ae5a47ad
                        key       CHANGE ecs-svc/9223370545345641169
                        attribute desiredStatus = STOPPED
                        attribute ecsCluster = shop
                        attribute exitCodes = app=137,log=0
                        attribute group = service:checkout
                        attribute lastStatus = STOPPED
                        attribute stopCode = EssentialContainerExited
                        attribute stoppedReason = Essential container in task exited
                        attribute taskDefinition = checkout:91
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "RUNNING;; ; [{'exitCode':1}]; OTHER INFORMATIONAL 1",
                "STOPPED; EssentialContainerExited; ; [{'exitCode':0}]; OTHER INFORMATIONAL 2",
                "STOPPED; EssentialContainerExited; ; [{'exitCode':0},{'exitCode':143}]; OTHER INFORMATIONAL 2",
                "STOPPED; ; Essential container in task exited; [{'exitCode':2}]; ISSUE OPEN 3",
                "STOPPED; TaskFailedToStart; CannotPullContainerError: no; []; ISSUE OPEN 4",
                "STOPPED; EssentialContainerExited; ; [{'reason':'CannotPullContainerError: no'}]; ISSUE OPEN 3",
                "STOPPED; ServiceSchedulerInitiated; Scaling activity initiated by deployment ecs-svc/1; [{'exitCode':137}]; OTHER INFORMATIONAL 1",
                "STOPPED; ServiceSchedulerInitiated; Task failed ELB health checks in target group x; []; ISSUE OPEN 3",
                "STOPPED; SpotInterruption; Your Spot Task was interrupted.; [{'exitCode':137}]; OTHER INFORMATIONAL 2",
                "STOPPED; UserInitiated; Task stopped by user; [{'exitCode':137}]; OTHER INFORMATIONAL 1",
                "STOPPED; ANewCode; ; []; OTHER INFORMATIONAL 1"
            })
    void onlyWhatFailedIsTrouble(String state, String stopCode, String reason, String containers, String meaning) {
        var event = task(("{'taskArn':'t','version':3,'lastStatus':'" + state + "','stopCode':'"
                        + (stopCode == null ? "" : stopCode) + "','stoppedReason':'" + (reason == null ? "" : reason)
                        + "','containers':" + containers + "}")
                .replace('\'', '"'));

        assertThat(event.getKind() + " " + event.getStatus() + " " + event.getSeverity())
                .isEqualTo(meaning);
    }

    @Test
    void withoutAVersionNothingNewerIsOverwritten() {
        var event = task("{\"taskArn\":\"t\",\"lastStatus\":\"PENDING\"}");

        assertThat(event.getRevision()).isZero();
        assertThat(event.getDeliveryId()).isEqualTo("e-1");
    }

    private OpsEvent task(String detail) {
        return parser.parse(raw(
                        "{\"source\":\"aws.ecs\",\"detail-type\":\"ECS Task State Change\",\"id\":\"e-1\",\"account\":\"111122223333\","
                                + "\"region\":\"eu-west-1\",\"time\":\"2026-08-05T10:00:00Z\",\"resources\":[],\"detail\":"
                                + detail + "}"))
                .events()
                .get(0);
    }
}
