package io.millrace.operators.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.domain.CatalogGap;
import io.millrace.domain.CatalogGapSighting;
import io.millrace.testing.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class CatalogGapFunctionTest {

    @Test
    void anUnknownAccountIsReportedOnceADayWithWhatCameSince() throws Exception {
        try (var gaps = gaps()) {
            take(gaps, "a", "999988887777", "2026-08-05T10:00:00Z");
            take(gaps, "b", "999988887777", "2026-08-05T11:00:00Z");
            take(gaps, "c", "999988887777", "2026-08-05T23:59:59.999Z");
            take(gaps, "d", "999988887777", "2026-08-06T00:00:00Z");
            take(gaps, "e", "999988887777", "2026-08-06T10:00:00Z");
            take(gaps, "f", "666655554444", "2026-08-06T10:00:00Z");
            pass(gaps, "2026-08-06T12:00:00Z");

            assertThat(gaps.extractOutputValues())
                    .extracting(CatalogGap::getAccount, CatalogGap::getEventId, CatalogGap::getCount)
                    .containsExactlyInAnyOrder(
                            tuple("999988887777", "a", 1L),
                            tuple("999988887777", "d", 3L),
                            tuple("666655554444", "f", 1L));
            assertThat(gaps.extractOutputValues())
                    .extracting(CatalogGap::getGapId)
                    .doesNotHaveDuplicates();
        }
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void theExampleDoesNotDependOnTheOrderOfDelivery(@ForAll Random random) throws Exception {
        var ids = new ArrayList<>(List.of("a", "b", "c", "d"));
        Collections.shuffle(ids, random);
        try (var gaps = gaps()) {
            for (String id : ids) {
                take(gaps, id, "999988887777", "2026-08-05T10:00:00Z");
            }
            pass(gaps, "2026-08-05T10:01:00Z");

            assertThat(gaps.extractOutputValues()).singleElement().satisfies(gap -> assertThat(gap.getEventId())
                    .isEqualTo("a"));
        }
    }

    @Test
    void anAccountThatIsSilentIsForgotten() throws Exception {
        try (var gaps = gaps()) {
            take(gaps, "a", "999988887777", "2026-08-05T10:00:00Z");
            pass(gaps, "2026-08-05T10:01:00Z");
            assertThat(gaps.numKeyedStateEntries()).isEqualTo(1);

            pass(gaps, "2026-08-07T10:01:00Z");

            assertThat(gaps.numKeyedStateEntries()).isZero();
            assertThat(gaps.numEventTimeTimers()).isZero();
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, CatalogGapSighting, CatalogGap> gaps()
            throws Exception {
        return Harnesses.open(
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new CatalogGapFunction()),
                        CatalogGapSighting::getAccount,
                        Types.STRING),
                CatalogGap.class,
                null);
    }

    private static void take(
            KeyedOneInputStreamOperatorTestHarness<String, CatalogGapSighting, CatalogGap> gaps,
            String id,
            String account,
            String at)
            throws Exception {
        var time = Times.at(at);
        gaps.processElement(
                new CatalogGapSighting(account, "eu-west-1", id, "aws.ec2", "something", time, time),
                time.toEpochMilli());
    }

    private static void pass(
            KeyedOneInputStreamOperatorTestHarness<String, CatalogGapSighting, CatalogGap> gaps, String at)
            throws Exception {
        gaps.processWatermark(new Watermark(Times.at(at).toEpochMilli()));
    }
}
