package io.millrace.patterns;

import static io.millrace.testing.Events.anAlarm;
import static io.millrace.testing.Events.anAnomaly;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Signal;
import io.millrace.testing.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {

    @Test
    void aDomainHasABoundedNumberOfPlacesHoweverManyThings() {
        var things = IntStream.range(0, 5_000).mapToObj(number -> "i-" + number).toList();

        assertThat(Places.of("shop", things))
                .hasSize(Places.MOST)
                .isSorted()
                .allMatch(place -> place.startsWith("shop#"));
        assertThat(Places.of("shop", List.of())).isEmpty();
        assertThat(Places.of("shop", List.of("i-1"))).isEqualTo(Places.of("shop", List.of("i-1")));
    }

    @Test
    void aSignalIsCopiedToEachPlaceAndStaysWhatItIs() {
        var alarm = anAlarm("cpu").inAlarm().at("10:00").on("i-1", "i-2", "i-3").signal();

        var copies = Places.copies(new AnomalyAndAlarm(), alarm);

        assertThat(copies).extracting(Signal::getPlace).doesNotHaveDuplicates().hasSizeBetween(2, 3);
        assertThat(copies).allSatisfy(copy -> assertThat(copy.getEvent()).isSameAs(alarm.getEvent()));
        assertThat(alarm.getPlace()).isEmpty();
    }

    @Test
    void signalsThatShareSeveralResourcesAreOneSituation() throws Exception {
        var names = IntStream.range(0, 40).mapToObj(number -> "i-" + number).toArray(String[]::new);
        var signals = new ArrayList<Signal>();
        signals.add(anAlarm("cpu").inAlarm().at("10:00").on(names).signal());
        signals.add(
                anAnomaly(Metrics.cpu("i-1").seriesKey()).at("10:02").on(names).signal());

        assertThat(SituationRun.of(new AnomalyAndAlarm(), signals)).hasSize(1);
    }
}
