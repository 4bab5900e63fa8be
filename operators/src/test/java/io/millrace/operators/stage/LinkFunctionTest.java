package io.millrace.operators.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.domain.LinkOffer;
import io.millrace.domain.LinkRole;
import io.millrace.domain.ThreadLink;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.testing.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkFunctionTest {
    private static final String VOLUME = "resource:arn:aws:ec2:eu-west-1:111122223333:volume/vol-1";
    private static final String ISSUE = "public-issue:arn:aws:health:eu-west-1::event/EC2/X/Y";
    private static final String PAYMENTS = "service:payments";

    @Test
    void aLinkIsMadeOnceAlsoAfterARestartAndForgottenByTime() throws Exception {
        try (var link = open(null)) {
            take(link, offer(PAYMENTS, LinkRole.NEEDED, "payments", "10:00"));
            link.processWatermark(watermark("10:01"));
            assertThat(link.extractOutputValues()).isEmpty();

            try (var restored = open(link.snapshot(1, 1))) {
                take(restored, offer(PAYMENTS, LinkRole.NEEDING, "checkout", "10:02"));
                take(restored, offer(PAYMENTS, LinkRole.NEEDING, "checkout", "10:04"));
                restored.processWatermark(watermark("10:05"));
                assertThat(restored.extractOutputValues())
                        .extracting(ThreadLink::getParentScope, ThreadLink::getChildScope)
                        .containsExactly(tuple("payments", "checkout"));

                restored.processWatermark(watermark("23:00"));
                assertThat(restored.numKeyedStateEntries()).isZero();
                assertThat(restored.numEventTimeTimers()).isZero();
            }
        }
    }

    @Test
    void aPublicIssueKeepsItsFirstThreadForADayAlsoAfterARestart() throws Exception {
        try (var link = open(null)) {
            take(link, offer(ISSUE, LinkRole.PUBLIC, "one", "00:10"));
            link.processWatermark(watermark("03:00"));
            try (var restored = open(link.snapshot(1, 1))) {
                take(restored, offer(ISSUE, LinkRole.PUBLIC, "two", "09:00"));
                restored.processWatermark(watermark("09:01"));
                assertThat(restored.extractOutputValues())
                        .extracting(ThreadLink::getParentScope, ThreadLink::getChildScope, ThreadLink::getReason)
                        .containsExactly(tuple("one", "two", "public-issue"));

                restored.processWatermark(
                        new Watermark(Times.at("09:01").plus(Duration.ofDays(1)).toEpochMilli()));
                assertThat(restored.numKeyedStateEntries()).isZero();
                assertThat(restored.numEventTimeTimers()).isZero();
            }
        }
    }

    @Test
    void anOfferThatCannotBeComparedIsADeadLetterAndStopsNoOther() throws Exception {
        try (var link = open(null)) {
            take(link, offer(VOLUME, LinkRole.HOLDS, "orders", "10:00"));
            link.processWatermark(watermark("10:01"));
            var broken = offer(VOLUME, LinkRole.HOLDS, "broken", "10:02");
            broken.setThreadId(null);
            link.processElement(broken, 0);
            take(link, offer(VOLUME, LinkRole.HOLDS, "payments", "10:03"));
            link.processWatermark(watermark("10:05"));

            assertThat(Harnesses.side(link, Outputs.DEAD_LETTERS)).hasSize(1);
            assertThat(link.extractOutputValues())
                    .extracting(ThreadLink::getChildScope)
                    .containsExactly("payments");
        }
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void theOrderOfDeliveryWithinASlotDoesNotMatter(@ForAll Random random) throws Exception {
        var offers = new ArrayList<LinkOffer>();
        for (int i = 0; i < 6; i++) {
            offers.add(offer(VOLUME, LinkRole.HOLDS, "scope-" + i % 3, "10:00"));
        }
        var expected = links(offers);
        assertThat(expected).isNotEmpty();
        Collections.shuffle(offers, random);

        assertThat(links(offers)).isEqualTo(expected);
    }

    private static List<ThreadLink> links(List<LinkOffer> offers) throws Exception {
        try (var link = open(null)) {
            for (LinkOffer offer : offers) {
                take(link, offer);
            }
            link.processWatermark(watermark("10:05"));
            return link.extractOutputValues();
        }
    }

    private static LinkOffer offer(String key, LinkRole role, String scope, String time) {
        return new LinkOffer(
                key,
                "thread-of-" + scope,
                scope,
                role,
                Times.at(time),
                Times.at(time),
                "trouble in " + scope,
                scope,
                "",
                "alarm-of-" + scope,
                null);
    }

    private static void take(
            KeyedOneInputStreamOperatorTestHarness<String, LinkOffer, ThreadLink> link, LinkOffer offer)
            throws Exception {
        link.processElement(offer, offer.getArrivedAt().toEpochMilli());
    }

    private static Watermark watermark(String time) {
        return new Watermark(Times.at(time).toEpochMilli());
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, LinkOffer, ThreadLink> open(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new LinkFunction(ThreadSettings.defaults())),
                LinkOffer::getKey,
                Types.STRING);
        return Harnesses.open(harness, ThreadLink.class, snapshot);
    }
}
