package io.millrace.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.OpsEvent;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.EventParserSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class StormRecordsTest {
    private static final int BLOCK = 1_000;

    private final StormRecords records = new StormRecords();
    private final EventParser parser = new EventParser(EventParserSettings.defaults());

    @Test
    void sixOfTenAreNewAlarmsOfThingsInNoCatalogAndThreeRepeatOne() {
        var catalog = BenchContent.bundle().compile().catalog();
        var hot = new HashMap<String, Integer>();
        int calm = 0;
        for (OpsEvent event : events(StormRecords.CALM, BLOCK)) {
            if (catalog.of(event).service().isEmpty()) {
                hot.merge(event.getEventId(), 1, Integer::sum);
            } else {
                calm++;
            }
        }

        assertThat(calm).isEqualTo(BLOCK / 10);
        assertThat(hot).hasSize(BLOCK * 6 / 10);
        assertThat(hot.values()).filteredOn(times -> times == 2).hasSize(BLOCK * 3 / 10);
    }

    @Test
    void theStormTakesAMinuteAndNoAlarmComesTwiceInIt() {
        var first = records.map((long) StormRecords.CALM).getArrivedAt();
        var last = records.map(StormRecords.CALM + StormRecords.STORM - 1L).getArrivedAt();
        assertThat(Duration.between(first, last)).isBetween(Duration.ofSeconds(59), Duration.ofMinutes(1));

        var identities = new HashSet<String>();
        events(StormRecords.CALM, BLOCK).forEach(event -> identities.add(event.getIdentity()));
        assertThat(events(StormRecords.CALM + 50_000, BLOCK))
                .extracting(OpsEvent::getIdentity)
                .doesNotContainAnyElementsOf(identities);
    }

    private List<OpsEvent> events(int from, int count) {
        var events = new ArrayList<OpsEvent>();
        for (long number = from; number < from + count; number++) {
            events.addAll(parser.parse(records.map(number)).events());
        }
        assertThat(events).hasSize(count);
        return events;
    }
}
