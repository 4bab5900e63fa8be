package io.millrace.domain.thread;

import static io.millrace.testing.Events.aFinding;
import static io.millrace.testing.Events.aHealthIssue;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.EventStatus;
import io.millrace.domain.LinkOffer;
import io.millrace.domain.LinkState;
import io.millrace.domain.ThreadLink;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LinkingTest {
    private static final String ISSUE =
            "arn:aws:health:eu-west-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_OPERATIONAL_ISSUE_1";

    private final Linking linking = new Linking(ThreadSettings.defaults());
    private final TreeMap<String, LinkState> states = new TreeMap<>();

    @Test
    void whoNeedsAServiceOfAnotherScopeIsItsChild() {
        assertThat(offer("t1", balancer("payments", "shop", "10:00"))).isEmpty();
        var links = offer("t2", balancer("billing", "billing", "10:05").dependsOn("network", "payments"));

        assertThat(links).singleElement().satisfies(link -> {
            assertThat(link.getParentId()).isEqualTo("t1");
            assertThat(link.getChildId()).isEqualTo("t2");
            assertThat(link.getReason()).isEqualTo("dependency");
            assertThat(link.getKey()).isEqualTo("service:payments");
        });
    }

    @Test
    void theOrderInWhichTheyAreToldDoesNotMatter() {
        offer("t2", balancer("billing", "billing", "10:05").dependsOn("payments"));

        assertThat(offer("t1", balancer("payments", "shop", "10:00")))
                .singleElement()
                .satisfies(link -> assertThat(link.getParentId()).isEqualTo("t1"));
    }

    @Test
    void twoThreadsAreLinkedOnceWhicheverExplainsTheOther() {
        offer("t1", anAlarm("issue").inAlarm().at("10:00").on("i-1").scope("billing"));
        var found = offer("t2", anAlarm("cpu").inAlarm().at("10:06").on("i-1").scope("search"));
        var back = offer("t1", anAlarm("again").inAlarm().at("10:20").on("i-1").scope("billing"));

        assertThat(found).extracting(ThreadLink::getParentId).containsExactly("t1");
        assertThat(back).isEmpty();
    }

    @Test
    void whatBeganBeforeItsNeedOrLongAfterItIsNotLinked() {
        offer("t1", balancer("payments", "shop", "10:10"));

        assertThat(offer("t2", balancer("billing", "billing", "10:06:59").dependsOn("payments")))
                .isEmpty();
        assertThat(offer("t3", balancer("billing", "billing", "10:20:01").dependsOn("payments")))
                .isEmpty();
        assertThat(offer("t4", balancer("billing", "billing", "10:20").dependsOn("payments")))
                .hasSize(1);
    }

    @Test
    void oneResourceInTwoScopesLinksThemOnce() {
        offer("t1", anAlarm("issue").inAlarm().at("10:00").on("i-1", "i-2").scope("billing"));
        var links = new ArrayList<>(offer(
                "t2", anAlarm("cpu").inAlarm().at("10:06").on("i-1", "i-2").scope("search")));
        links.addAll(offer("t2", anAlarm("cpu").inAlarm().at("10:07").on("i-1").scope("search")));

        assertThat(links)
                .extracting(ThreadLink::getLinkId)
                .hasSize(2)
                .containsOnly(links.get(0).getLinkId());
        assertThat(links.get(0).getReason()).isEqualTo("same-resource");
    }

    @Test
    void threadsOfOneScopeAndSecurityMattersAreNotLinked() {
        offer("t1", balancer("payments", "shop", "10:00"));

        assertThat(offer("t2", balancer("checkout", "shop", "10:02").dependsOn("payments")))
                .isEmpty();
        assertThat(Linking.offers("t3", aFinding("f").at("10:00").on("i-1").signal()))
                .isEmpty();
        assertThat(Linking.offers(
                        "t3",
                        aFinding("f")
                                .status(EventStatus.RESOLVED)
                                .at("10:00")
                                .on("i-1")
                                .signal()))
                .isEmpty();
    }

    @Test
    void whatWasOverBeforeAnotherTroubleBeganOnTheSameResourceIsNotLinked() {
        offer("t1", anAlarm("disk").inAlarm().at("10:00").on("i-1").scope("search"));
        offer("t1", anAlarm("cpu").inAlarm().at("10:01").on("i-1").scope("search"));
        assertThat(offer("t1", anAlarm("disk").ok().at("10:06").on("i-1").scope("search")))
                .isEmpty();

        assertThat(offer("t2", anAlarm("issue").inAlarm().at("10:08").on("i-1").scope("billing")))
                .as("the other alarm of that thread still lasts, and three minutes are no time")
                .hasSize(1);
        offer("t1", anAlarm("cpu").ok().at("10:09").on("i-1").scope("search"));
        assertThat(offer("t3", anAlarm("late").inAlarm().at("10:12").on("i-1").scope("payments")))
                .extracting(ThreadLink::getParentId)
                .containsExactlyInAnyOrder("t1", "t2");
        assertThat(offer(
                        "t4",
                        anAlarm("later").inAlarm().at("10:12:01").on("i-1").scope("media")))
                .extracting(ThreadLink::getParentId)
                .containsExactlyInAnyOrder("t2", "t3");
    }

    @Test
    void whatComesBackOnAResourceIsLinkedAgain() {
        offer("t1", anAlarm("disk").inAlarm().at("10:00").on("i-1").scope("search"));
        offer("t1", anAlarm("disk").ok().at("10:02").on("i-1").scope("search"));
        offer("t1", anAlarm("disk").inAlarm().at("10:09").on("i-1").scope("search"));

        assertThat(offer("t2", anAlarm("issue").inAlarm().at("10:12").on("i-1").scope("billing")))
                .hasSize(1);
    }

    @Test
    void allThreadsOfOnePublicIssueHangUnderTheOneThatWasToldFirst() {
        assertThat(offer("t1", issue("111122223333|eu-west-1", "10:00"))).isEmpty();
        var second = offer("t2", issue("444455556666|eu-west-1", "14:00"));
        var third = offer("t3", issue("777788889999|eu-west-1", "09:58"));

        assertThat(second).singleElement().satisfies(link -> {
            assertThat(link.getParentId()).isEqualTo("t1");
            assertThat(link.getChildId()).isEqualTo("t2");
            assertThat(link.getReason()).isEqualTo("public-issue");
            assertThat(link.getKey()).isEqualTo("public-issue:" + ISSUE);
            assertThat(link.getParentTitle()).isEqualTo("AWS_EC2_OPERATIONAL_ISSUE");
        });
        assertThat(third).extracting(ThreadLink::getParentId).containsExactly("t1");
        assertThat(offer("t2", issue("444455556666|eu-west-1", "15:00"))).isEmpty();
        assertThat(offer("t1", issue("111122223333|eu-west-1", "15:01"))).isEmpty();
    }

    @Test
    void thousandsOfAccountsHangUnderOneParentAndTheStateStaysBounded() {
        offer("t", issue("first", "10:00"));
        for (int i = 0; i < 200; i++) {
            assertThat(offer("t" + i, issue("scope-" + i, "10:05")))
                    .extracting(ThreadLink::getParentId)
                    .containsExactly("t");
        }

        var state = Objects.requireNonNull(states.get("public-issue:" + ISSUE));
        assertThat(state.getOffers()).hasSize(1);
        assertThat(state.getLinked()).hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void aPublicIssueIsRememberedForADayAfterItsLastAccount() {
        offer("t1", issue("one", "00:00"));
        offer("t2", issue("two", "10:00"));
        var state = Objects.requireNonNull(states.get("public-issue:" + ISSUE));

        assertThat(linking.forget(state, Times.at("10:00").plus(Duration.ofHours(23))))
                .isTrue();
        assertThat(linking.forget(state, Times.at("10:00").plus(Duration.ofHours(25))))
                .isFalse();
    }

    @Test
    void offersAreForgottenWhenNoLaterOneCanMeetThem() {
        offer("t1", balancer("payments", "shop", "10:00"));
        var state = Objects.requireNonNull(states.get("service:payments"));

        assertThat(linking.forget(state, Times.at("10:59"))).isTrue();
        assertThat(linking.forget(state, Times.at("11:01"))).isFalse();
    }

    private List<ThreadLink> offer(String thread, EventBuilder event) {
        var links = new ArrayList<ThreadLink>();
        for (LinkOffer offer : Linking.offers(thread, event.signal())) {
            var state = states.computeIfAbsent(
                    offer.getKey(), key -> LinkState.newBuilder().build());
            links.addAll(linking.onOffer(state, offer));
        }
        return links;
    }

    private static EventBuilder issue(String scope, String at) {
        return aHealthIssue(ISSUE).status(EventStatus.OPEN).severity(4).at(at).scope(scope);
    }

    private static EventBuilder balancer(String service, String scope, String at) {
        return anAlarm(service)
                .inAlarm()
                .at(at)
                .on("alb-" + service)
                .service(service, 1)
                .scope(scope);
    }
}
