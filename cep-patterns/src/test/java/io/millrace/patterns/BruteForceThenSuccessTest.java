package io.millrace.patterns;

import static io.millrace.testing.Events.aCustomEvent;
import static io.millrace.testing.Events.aFinding;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Origin;
import io.millrace.domain.Signal;
import io.millrace.domain.ThreadEvent;
import io.millrace.testing.EventBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BruteForceThenSuccessTest extends SituationContract {
    private static final String ATTACKER = "198.51.100.77";

    @Override
    SituationPattern situation() {
        return new BruteForceThenSuccess();
    }

    @Override
    boolean spansScopes() {
        return true;
    }

    @Override
    Duration memory() {
        return Duration.ofHours(3);
    }

    @Override
    List<Signal> example() {
        return List.of(attack("10:00"), access("anna", ATTACKER, "10:20"));
    }

    @Test
    void aHostIsAttackedAndAUserActsFromThatAddressInAnotherScope() throws Exception {
        var attacked = Signal.newBuilder(attack("10:00")).setScope("hosts").build();
        var inside = Signal.newBuilder(access("anna", ATTACKER, "10:20"))
                .setScope("account")
                .build();

        assertThat(run(List.of(attacked, inside))).singleElement().satisfies(found -> {
            assertThat(found.getScope()).as("where somebody is in").isEqualTo("account");
            assertThat(found.getSeverity()).isEqualTo(5);
            assertThat(found.getUnites()).isTrue();
            assertThat(found.getTitle()).contains("20 minutes after");
        });
    }

    @Test
    void accountsDoNotMix() throws Exception {
        var elsewhere = aCustomEvent("millrace", "Anomaly Detected")
                .kind(EventKind.ANOMALY)
                .identity("anomaly:access:444455556666:user/anna|198.51.100.0/24")
                .status(EventStatus.OPEN)
                .account("444455556666")
                .attribute("sourceIPAddress", ATTACKER)
                .at("10:20")
                .signal();

        assertThat(run(List.of(attack("10:00"), elsewhere))).isEmpty();
    }

    @Test
    void fiveFailedSignInsAndThenANewNetworkAreOne() throws Exception {
        var signals = signIns(5, "anna");
        signals.add(access("anna", "203.0.113.9", "10:20"));

        assertThat(run(signals)).singleElement().satisfies(found -> {
            assertThat(found.getEventIds()).hasSize(6);
            assertThat(found.getTitle()).endsWith("after 5 failed sign-ins of anna");
            assertThat(found.getBrings())
                    .extracting(ThreadEvent::getSeverity)
                    .hasSize(5)
                    .containsOnly(2);
        });
    }

    @Test
    void moreAttemptsAreStillOneSituation() throws Exception {
        var signals = signIns(12, "anna");
        signals.add(access("anna", "203.0.113.9", "10:20"));

        assertThat(run(signals)).hasSize(1);
    }

    @Test
    void fourMistypedPasswordsAreNone() throws Exception {
        var signals = signIns(4, "anna");
        signals.add(access("anna", "203.0.113.9", "10:20"));

        assertThat(run(signals)).isEmpty();
    }

    @Test
    void whoSucceedsFromAUsualNetworkOrAsAnotherUserIsNone() throws Exception {
        var usual = signIns(5, "anna");
        usual.add(signIn("Success", "anna", "203.0.113.9", "10:20"));
        var other = signIns(5, "anna");
        other.add(access("bert", "192.0.2.1", "10:20"));

        assertThat(run(usual)).isEmpty();
        assertThat(run(other)).isEmpty();
    }

    @Test
    void successBeforeTheAttackOrTwoHoursLaterIsNone() throws Exception {
        assertThat(run(List.of(access("anna", ATTACKER, "09:59"), attack("10:00"))))
                .isEmpty();
        assertThat(run(List.of(attack("10:00"), access("anna", ATTACKER, "12:00"))))
                .hasSize(1);
        assertThat(run(List.of(attack("10:00"), access("anna", ATTACKER, "12:00:01"))))
                .isEmpty();
    }

    @Test
    void beyondWhatCepWaitsTheSuccessIsToldTooLate() throws Exception {
        assertThat(run(List.of(attack("10:00"), accessToldAt("12:19")))).hasSize(1);
        assertThat(run(List.of(attack("10:00"), accessToldAt("12:20:30")))).isEmpty();
    }

    /** As GuardDuty's finding becomes: resource the instance, remoteIp the attacker. */
    private static Signal attack(String at) {
        return aFinding("f-1")
                .attribute("findingType", "UnauthorizedAccess:EC2/SSHBruteForce")
                .attribute("remoteIp", ATTACKER)
                .status(EventStatus.OPEN)
                .at(at)
                .signal();
    }

    /** As the access stage raises it. */
    private static Signal access(String user, String from, String at) {
        return raised(user, from).at(at).signal();
    }

    private static Signal accessToldAt(String arrivedAt) {
        return raised("anna", ATTACKER).at("11:59").arrivedAt(arrivedAt).signal();
    }

    private static EventBuilder raised(String user, String from) {
        return aCustomEvent("millrace", "Anomaly Detected")
                .kind(EventKind.ANOMALY)
                .origin(Origin.DERIVED)
                .identity("anomaly:access:111122223333:user/" + user + "|" + from + "/24")
                .title("111122223333:user/" + user + " acts from a new network")
                .status(EventStatus.OPEN)
                .attribute("entity", "111122223333:user/" + user)
                .attribute("sourceIPAddress", from)
                .on("arn:aws:iam::111122223333:user/" + user);
    }

    private static List<Signal> signIns(int count, String user) {
        var signals = new ArrayList<Signal>();
        for (int i = 0; i < count; i++) {
            signals.add(signIn("Failure", user, "203.0.113.9", String.format("10:%02d", i)));
        }
        return signals;
    }

    /** As CloudTrail tells of a console sign-in; a failed one has no ARN of its user. */
    private static Signal signIn(String result, String user, String from, String at) {
        return aCustomEvent("aws.signin", "AWS Console Sign In via CloudTrail")
                .kind(EventKind.SECURITY)
                .identity("cloudtrail:" + user + at)
                .status(EventStatus.INFORMATIONAL)
                .severity(2)
                .title("signin ConsoleLogin by " + user)
                .attribute("signIn", result)
                .attribute("userName", user)
                .attribute("sourceIPAddress", from)
                .at(at)
                .signal();
    }
}
