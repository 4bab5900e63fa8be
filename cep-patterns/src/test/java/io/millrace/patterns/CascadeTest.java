package io.millrace.patterns;

import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Signal;
import io.millrace.testing.EventBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class CascadeTest extends SituationContract {
    @Override
    SituationPattern situation() {
        return new Cascade();
    }

    @Override
    List<Signal> example() {
        return List.of(orders("10:00").signal(), checkout("10:10").signal());
    }

    @Test
    void itSaysWhoNeedsWhom() throws Exception {
        assertThat(run(example())).singleElement().satisfies(found -> assertThat(found.getTitle())
                .isEqualTo("checkout is in trouble after orders, which it needs:"
                        + " orders-errors is in ALARM, then checkout-errors is in ALARM"));
    }

    @Test
    void sourcesMayDisagreeAboutThreeMinutes() throws Exception {
        assertThat(run(List.of(checkout("10:00").signal(), orders("10:03").signal())))
                .hasSize(1);
        assertThat(run(List.of(checkout("10:00").signal(), orders("10:03:01").signal())))
                .isEmpty();
    }

    @Test
    void oneSecondBeyondTheWindowIsNone() throws Exception {
        assertThat(run(List.of(orders("10:00").signal(), checkout("10:10:01").signal())))
                .isEmpty();
    }

    @Test
    void beyondWhatCepWaitsTheSecondIsToldTooLate() throws Exception {
        assertThat(run(List.of(
                        orders("10:00").signal(),
                        checkout("10:09").arrivedAt("10:14").signal())))
                .hasSize(1);
        assertThat(run(List.of(
                        orders("10:00").signal(),
                        checkout("10:09").arrivedAt("10:15:05").signal())))
                .isEmpty();
    }

    @Test
    void whoDoesNotNeedItOneHostAndAnEndAreNone() throws Exception {
        var media = anAlarm("media-errors")
                .inAlarm()
                .service("media", 3)
                .at("10:05")
                .signal();
        var host = checkout("10:05")
                .attribute("namespace", "AWS/EC2")
                .attribute("metricName", "CPUUtilization")
                .attribute("dim.InstanceId", "i-1")
                .signal();

        assertThat(run(List.of(orders("10:00").signal(), media))).isEmpty();
        assertThat(run(List.of(orders("10:00").signal(), host))).isEmpty();
        assertThat(run(List.of(orders("10:00").signal(), checkout("10:05").ok().signal())))
                .isEmpty();
    }

    private static EventBuilder orders(String at) {
        return anAlarm("orders-errors")
                .inAlarm()
                .service("orders", 2)
                .dependsOn("payments")
                .at(at);
    }

    private static EventBuilder checkout(String at) {
        return anAlarm("checkout-errors")
                .inAlarm()
                .service("checkout", 1)
                .dependsOn("orders", "payments")
                .at(at);
    }
}
