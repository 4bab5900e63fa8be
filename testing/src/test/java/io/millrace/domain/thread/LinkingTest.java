package io.millrace.domain.thread;

import static io.millrace.testing.Events.aFinding;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.LinkOffer;
import io.millrace.domain.LinkState;
import io.millrace.domain.ThreadLink;
import io.millrace.testing.EventBuilder;
import io.millrace.testing.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LinkingTest {
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
        assertThat(Linking.offers("t3", anAlarm("a").ok().at("10:00").on("i-1").signal()))
                .isEmpty();
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

    private static EventBuilder balancer(String service, String scope, String at) {
        return anAlarm(service)
                .inAlarm()
                .at(at)
                .on("alb-" + service)
                .service(service, 1)
                .scope(scope);
    }
}
