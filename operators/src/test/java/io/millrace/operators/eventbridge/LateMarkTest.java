package io.millrace.operators.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.BusEvent;
import io.millrace.domain.NotificationKind;
import io.millrace.domain.PageDecision;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LateMarkTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    @Property(tries = 300)
    void whatIsSentLongAfterItWasDueIsMarkedAndIsOtherwiseWhatItWas(
            @ForAll("due") BusEvent event,
            @ForAll @LongRange(min = -86_400_000, max = 86_400_000_000L) long millisAfter,
            @ForAll @LongRange(min = 60, max = 86_400) long lateAfter)
            throws IOException {
        var before = (ObjectNode) JSON.readTree(event.getDetail());
        Instant dueAt = Instant.parse(before.path("dueAt").asText());

        String sent = LateMark.of(() -> dueAt.plusMillis(millisAfter), Duration.ofSeconds(lateAfter))
                .detail(BusEventElementConverter.entry(event));

        if (millisAfter <= lateAfter * 1000) {
            assertThat(sent).isSameAs(event.getDetail());
            return;
        }
        var after = (ObjectNode) JSON.readTree(sent);
        assertThat(after.path("late").booleanValue()).isTrue();
        assertThat(after.path("lateBySeconds").longValue()).isEqualTo(millisAfter / 1000);
        assertThat(sent.length() - event.getDetail().length()).isLessThan(LateMark.MOST_BYTES);
        assertThat(new EntryCheck().violation(with(event, sent)))
                .as("its contract")
                .isEmpty();
        for (ObjectNode detail : List.of(before, after)) {
            detail.remove(List.of("late", "lateBySeconds"));
        }
        assertThat(after).as("the id and all else").isEqualTo(before);
    }

    @Property(tries = 30)
    void aReplayMarksNothingAndItsEntriesAreWhatWasSaid(@ForAll("due") BusEvent event) {
        assertThat(LateMark.none().detail(BusEventElementConverter.entry(event)))
                .isSameAs(event.getDetail())
                .doesNotContain("lateBySeconds");
    }

    @Provide
    Arbitrary<BusEvent> due() {
        return Arbitraries.of(
                BusEvents.of(Samples.change("ESCALATED")).orElseThrow(),
                BusEvents.of(Samples.page(PageDecision.PAGED)).orElseThrow(),
                BusEvents.of(Samples.notification(NotificationKind.ESCALATION)),
                BusEvents.of(Samples.notification(NotificationKind.UPDATE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"dueAt\"",
                "[\"dueAt\"]",
                "{\"dueAt\":\"soon\"}",
                "{\"dueAt\":12}",
                "{\"dueAt\":null}",
                "{\"of\":{\"dueAt\":\"2020-01-01T00:00:00Z\"}}",
                "{\"dueAt\":\"+1000000000-12-31T23:59:59.999999999Z\"}",
                "\"dueAt\""
            })
    void whatHasNoDueTimeOrOneThatNobodyCanReadIsSentAsItIs(String detail) {
        var entry = new EventBridgeEntry("id", "Escalation Raised", 0, List.of(), detail);

        assertThat(LateMark.of(() -> Samples.NOW, FIVE_MINUTES).detail(entry)).isSameAs(detail);
    }

    @Test
    void theMarkNeverMakesAnEntryTooLarge() throws IOException {
        var page = BusEvents.of(Samples.page(PageDecision.PAGED)).orElseThrow();
        var detail = (ObjectNode) JSON.readTree(page.getDetail());
        long room = EventBridgeSinkBuilder.LARGEST_ENTRY_BYTES
                - BusEventElementConverter.entry(page).sizeInBytes();
        detail.put("title", detail.path("title").asText() + "é".repeat((int) room / 2 - 5));
        var full = with(page, detail.toString());
        var late = LateMark.of(() -> Samples.NOW.plus(Duration.ofDays(1)), FIVE_MINUTES);

        assertThat(new EntryCheck().violation(full)).isEmpty();
        assertThat(late.detail(BusEventElementConverter.entry(full))).isSameAs(full.getDetail());
        assertThat(late.detail(BusEventElementConverter.entry(page))).contains("\"lateBySeconds\":86400");
    }

    private static BusEvent with(BusEvent event, String detail) {
        return BusEvent.newBuilder(event).setDetail(detail).build();
    }
}
