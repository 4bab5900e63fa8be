package io.millrace.patterns;

import static io.millrace.testing.Events.aFinding;
import static io.millrace.testing.Events.anAlarm;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.testing.Times;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlappingAlarmTest extends SituationContract {

    @Override
    SituationPattern situation() {
        return new FlappingAlarm();
    }

    @Override
    List<Signal> example() {
        return openings("cpu", "10:00", "10:12", "10:30");
    }

    @Test
    void endsInBetweenDoNotMatter() throws Exception {
        var signals = new ArrayList<>(example());
        signals.add(1, anAlarm("cpu").ok().at("10:05").signal());
        signals.add(3, anAlarm("cpu").ok().at("10:20").signal());

        assertThat(run(signals)).singleElement().satisfies(situation -> assertThat(situation.getTitle())
                .contains("3 openings within 30 minutes"));
    }

    @Test
    void aThirdOpeningOneSecondLaterIsNoFlapping() throws Exception {
        assertThat(run(openings("cpu", "10:00", "10:12", "10:30:01"))).isEmpty();
    }

    @Test
    void distanceIsMeasuredInEventTimeNotInArrival() throws Exception {
        var late = openings("cpu", "10:00", "10:12", "10:29");
        late.set(2, Signal.newBuilder(late.get(2)).build());
        late.get(2).getEvent().setArrivedAt(Times.at("10:34"));
        assertThat(run(late)).hasSize(1);

        late.get(2).getEvent().setEventTime(Times.at("10:31"));
        assertThat(run(late)).isEmpty();
    }

    @Test
    void anOpeningFromTheFutureLiesWhereItArrived() throws Exception {
        var marked = openings("cpu", "10:00", "10:12", "10:29");
        marked.get(0).getEvent().setEventTime(Times.at("2099-01-01T00:00:00Z"));
        marked.get(0).getEvent().setFuture(true);
        assertThat(run(marked)).singleElement().satisfies(situation -> assertThat(situation.getEndedAt())
                .isBefore(Times.at("10:30")));

        var apart = openings("cpu", "10:00", "10:12", "10:34");
        apart.get(0).getEvent().setEventTime(Times.at("2099-01-01T00:00:00Z"));
        apart.get(0).getEvent().setFuture(true);
        assertThat(run(apart)).isEmpty();
    }

    @Test
    void beyondWhatCepWaitsForAThirdOpeningIsTooLate() throws Exception {
        var late = openings("cpu", "10:00", "10:12", "10:29");
        late.get(2).getEvent().setArrivedAt(Times.at("10:35:02"));

        assertThat(run(late)).isEmpty();
    }

    @Test
    void anEpisodeIsReportedOnce() throws Exception {
        assertThat(run(openings("cpu", "10:00", "10:05", "10:10", "10:15", "10:20", "10:25", "10:40", "10:50")))
                .hasSize(1);
    }

    @Test
    void aNewEpisodeAfterAQuietWindowIsReportedAgain() throws Exception {
        var found = run(openings("cpu", "10:00", "10:05", "10:10", "12:00", "12:05", "12:10"));

        assertThat(found).hasSize(2);
        assertThat(found).extracting(Situation::getSituationId).doesNotHaveDuplicates();
    }

    @Test
    void flappingThatBeginsSlowlyIsReportedAllTheSame() throws Exception {
        var found = run(openings("cpu", "10:00", "10:29", "10:35", "10:40", "10:45"));

        assertThat(found).singleElement().satisfies(situation -> assertThat(situation.getStartedAt())
                .isEqualTo(Times.at("10:29")));
    }

    @Test
    void interleavedAlarmsAreCountedApart() throws Exception {
        var signals = new ArrayList<Signal>();
        signals.addAll(openings("cpu", "10:00", "10:10", "10:20"));
        signals.addAll(openings("memory", "10:01", "10:11", "10:21"));
        signals.addAll(openings("disk", "10:02", "10:12"));
        signals.sort(new SignalOrder()::compare);

        var found = run(signals);

        assertThat(found).hasSize(2);
        assertThat(found).allSatisfy(situation -> assertThat(situation.getIdentities())
                .singleElement()
                .asString()
                .doesNotContain("disk"));
    }

    @Test
    void aReSendOfOneOpeningIsNotAnOpening() throws Exception {
        var signals = openings("cpu", "10:00", "10:05");
        var again = openings("cpu", "10:00", "10:05").get(1);
        again.getEvent().setEventTime(Times.at("10:06"));
        again.getEvent().setArrivedAt(Times.at("10:06:01"));
        again.getEvent().setEventId("another-text");
        signals.add(again);

        assertThat(run(signals)).isEmpty();
    }

    @Test
    void onlyAlarmsFlap() throws Exception {
        var signals = new ArrayList<Signal>();
        for (int i = 0; i < 4; i++) {
            signals.add(aFinding("f")
                    .at("10:0" + i)
                    .occurrence("o" + i)
                    .flapCount(i + 1)
                    .signal());
        }

        assertThat(run(signals)).isEmpty();
    }

    /** Openings of one alarm with the flap counts that folding would give. */
    private static List<Signal> openings(String alarm, String... times) {
        var signals = new ArrayList<Signal>();
        for (String time : times) {
            var at = Times.at(time);
            long flaps = signals.stream()
                    .filter(signal -> signal.getEvent().getEventTime().isAfter(at.minusSeconds(1800)))
                    .count();
            signals.add(anAlarm(alarm)
                    .inAlarm()
                    .at(at)
                    .occurrence(alarm + time)
                    .flapCount((int) flaps + 1)
                    .signal());
        }
        return signals;
    }
}
