package io.millrace.runbooks.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problem;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static final String SUNDAY = "{days: [sunday], from: \"02:00\", length: 4h, zone: UTC, cutoff: 1h}";
    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource({
        // 2026-08-09 is a Sunday
        "2026-08-05T10:00:00Z, 2026-08-09T02:00:00Z",
        "2026-08-09T01:59:59Z, 2026-08-09T02:00:00Z",
        "2026-08-09T02:00:00Z, 2026-08-09T02:00:00Z",
        "2026-08-09T04:59:59Z, 2026-08-09T04:59:59Z",
        "2026-08-09T05:00:00Z, 2026-08-16T02:00:00Z",
        "2026-08-09T23:00:00Z, 2026-08-16T02:00:00Z",
    })
    void opensOnSundayAtTwoAndNothingBeginsInItsLastHour(String at, String opens) {
        assertThat(read(SUNDAY).opens(Instant.parse(at))).isEqualTo(Instant.parse(opens));
        assertThat(read(SUNDAY).closes(Instant.parse(opens)))
                .isEqualTo(Instant.parse(opens.substring(0, 10) + "T05:00:00Z"));
    }

    @Test
    void aWindowOverMidnightBelongsToTheDayOnWhichItBegan() {
        var friday = read("{days: [friday], from: \"22:00\", length: 8h, zone: Europe/Dublin}");

        assertThat(friday.opens(Instant.parse("2026-08-08T04:59:00Z"))).isEqualTo("2026-08-08T04:59:00Z");
        assertThat(friday.opens(Instant.parse("2026-08-08T05:00:00Z"))).isEqualTo("2026-08-14T21:00:00Z");
        assertThat(friday.opens(Instant.parse("2026-12-01T00:00:00Z")))
                .as("winter time")
                .isEqualTo("2026-12-04T22:00:00Z");
    }

    @Property
    void whatItSaysIsNeverEarlierThanAskedAndOpenThen(@ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
        var schedule =
                read("{days: [sunday, wednesday], from: \"23:30\", length: 6h, zone: America/New_York, cutoff: 90m}");
        var at = Instant.ofEpochSecond(second);

        var opens = schedule.opens(at);

        assertThat(opens).isBetween(at, at.plus(Duration.ofDays(8)));
        assertThat(schedule.opens(opens)).isEqualTo(opens);
        assertThat(schedule.closes(opens)).isAfter(opens).isBeforeOrEqualTo(opens.plus(Duration.ofMinutes(270)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{days: [sonntag], from: \"02:00\", length: 4h} | days lists \"sonntag\"; known: monday",
                "{from: 2 am, length: 4h} | from is \"2 am\"; wanted a time of day",
                "{from: \"02:00\", length: 4h, zone: Mars} | zone is \"Mars\"; wanted a zone",
                "{from: \"02:00\", length: 25h} | wanted a day at most",
                "{from: \"02:00\", length: 1h, cutoff: 1h} | nothing could ever begin",
                "{from: \"02:00\"} | length is missing",
                "{from: \"02:00\", length: 1h, cutof: 1h} | did you mean \"cutoff\"?",
            })
    void tellsWhatIsWrong(String text, String expected) {
        parse(text);

        assertThat(problems.all()).extracting(Problem::message).anySatisfy(message -> assertThat(message)
                .contains(expected));
    }

    private Schedule read(String text) {
        var schedule = parse(text);
        assertThat(problems.all()).isEmpty();
        return schedule.orElseThrow();
    }

    private Optional<Schedule> parse(String text) {
        return YamlReader.read("x.yaml", text, problems)
                .flatMap(root -> Fields.of("x.yaml", root, problems, "schedule"))
                .flatMap(ScheduleReader::read);
    }
}
