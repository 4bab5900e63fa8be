package io.millrace.operators.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.ThreadLink;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.testing.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DistinctLinksFunctionTest {

    @Test
    void aLinkFoundUnderSeveralResourcesIsToldOnceAlsoAfterARestart() throws Exception {
        try (var links = open(null)) {
            take(links, List.of(link("a", "b", "resource:2", "10:00"), link("a", "b", "resource:1", "10:00")));
            take(links, List.of(link("a", "c", "resource:2", "10:00")));
            links.processWatermark(watermark("10:01"));
            assertThat(links.extractOutputValues())
                    .extracting(ThreadLink::getChildId)
                    .containsExactlyInAnyOrder("b", "c");

            try (var restored = open(links.snapshot(1, 1))) {
                take(restored, List.of(link("a", "b", "resource:3", "13:00")));
                restored.processWatermark(watermark("13:01"));
                assertThat(restored.extractOutputValues()).isEmpty();

                restored.processWatermark(
                        new Watermark(Times.at("2026-08-07T10:00:00Z").toEpochMilli()));
                assertThat(restored.numKeyedStateEntries()).isZero();
                assertThat(restored.numEventTimeTimers()).isZero();
            }
        }
    }

    @Test
    void whichOneIsToldDoesNotDependOnTheOrderOfDelivery() throws Exception {
        var found = new ArrayList<ThreadLink>();
        for (int resource = 1; resource <= 6; resource++) {
            found.add(link("a", "b", "resource:" + resource, "10:00"));
        }
        for (int turn = 0; turn < 6; turn++) {
            Collections.rotate(found, 1);
            try (var links = open(null)) {
                take(links, found);
                links.processWatermark(watermark("10:01"));
                assertThat(links.extractOutputValues())
                        .extracting(ThreadLink::getKey)
                        .containsExactly("resource:1");
            }
        }
    }

    private static ThreadLink link(String parent, String child, String key, String time) {
        return ThreadLink.newBuilder()
                .setLinkId(parent + "-" + child)
                .setParentId(parent)
                .setParentScope("one")
                .setChildId(child)
                .setChildScope("other")
                .setReason("same-resource")
                .setWeight(0.8)
                .setKey(key)
                .setArrivedAt(Times.at(time))
                .build();
    }

    private static void take(
            KeyedOneInputStreamOperatorTestHarness<String, ThreadLink, ThreadLink> links, List<ThreadLink> found)
            throws Exception {
        for (ThreadLink link : found) {
            links.processElement(link, link.getArrivedAt().toEpochMilli());
        }
    }

    private static Watermark watermark(String time) {
        return new Watermark(Times.at(time).toEpochMilli());
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ThreadLink, ThreadLink> open(
            @Nullable OperatorSubtaskState snapshot) throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new DistinctLinksFunction(ThreadSettings.defaults())),
                ThreadLink::getLinkId,
                Types.STRING);
        return Harnesses.open(harness, ThreadLink.class, snapshot);
    }
}
