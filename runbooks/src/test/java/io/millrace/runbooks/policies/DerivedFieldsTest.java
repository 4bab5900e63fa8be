package io.millrace.runbooks.policies;

import static io.millrace.runbooks.TestEvents.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.domain.EventKind;
import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.InvalidContentException;
import io.millrace.runbooks.TestEvents;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What policies may ask beyond what an event says itself. */
class DerivedFieldsTest {
    private static final String ESTATE = "services/example-estate.yaml";
    private static final String HOURS =
            "businessHours: {days: [monday, tuesday, wednesday, thursday, friday], from: \"08:00\", to: \"18:00\", zone: Europe/Dublin}";

    @ParameterizedTest
    @CsvSource({
        "2026-01-07T08:00:00Z, true", // Wednesday; Dublin is at UTC
        "2026-01-07T07:59:59Z, false",
        "2026-01-07T17:59:59Z, true",
        "2026-01-07T18:00:00Z, false",
        "2026-07-08T07:00:00Z, true", // summer time: UTC+1
        "2026-07-08T17:00:00Z, false",
        "2026-01-10T12:00:00Z, false", // Saturday
    })
    void businessHoursGoByTheArrivalInTheirZone(String arrivedAt, boolean expected) {
        assertThat(matches("businessHours: [true]", at(arrivedAt), HOURS)).isEqualTo(expected);
        assertThat(matches("businessHours: [false]", at(arrivedAt), HOURS)).isEqualTo(!expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-09T22:30:00Z, true", // Friday's shift
        "2026-01-10T05:59:00Z, true", // is still Friday's
        "2026-01-10T06:00:00Z, false",
        "2026-01-10T22:30:00Z, false", // Saturday has none
        "2026-01-11T05:00:00Z, false",
    })
    void aShiftOverMidnightBelongsToTheDayItBeganOn(String arrivedAt, boolean expected) {
        String hours = "businessHours: {from: \"22:00\", to: \"06:00\", zone: UTC}";

        assertThat(matches("businessHours: [true]", at(arrivedAt), hours)).isEqualTo(expected);
    }

    @Test
    void aHolidayHasNoBusinessHours() {
        String hours = "businessHours: {from: \"08:00\", to: \"18:00\", zone: UTC, holidays: [\"2026-12-25\"]}";

        assertThat(matches("businessHours: [true]", at("2026-12-24T12:00:00Z"), hours))
                .isTrue();
        assertThat(matches("businessHours: [true]", at("2026-12-25T12:00:00Z"), hours))
                .isFalse();
    }

    @Test
    void aServiceMayHaveHoursOfItsOwn() {
        var files = files("businessHours: [true]", HOURS);
        files.computeIfPresent(
                ESTATE,
                (path, text) -> text.replace(
                        "  - name: media\n",
                        "  - name: media\n    businessHours: {from: \"00:00\", to: \"23:59\", days: [sunday], zone: UTC}\n"));
        var sunday = event().setArrivedAt(Instant.parse("2026-01-11T12:00:00Z"));

        assertThat(decides(files, sunday.setAttributes(Map.of("service", "media"))))
                .isTrue();
        assertThat(decides(files, sunday.setAttributes(Map.of("service", "billing"))))
                .isFalse();
    }

    @Test
    void askingForBusinessHoursThatNobodyDeclaredIsRefused() {
        var bundle = ContentBundle.of(files("businessHours: [true]", "# none"));

        var invalid = catchThrowableOfType(InvalidContentException.class, bundle::compile);

        assertThat(invalid)
                .hasMessageContaining("policies/all.yaml:3: businessHours is asked for, but no file of services/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{from: \"8\", to: \"18:00\", zone: UTC} | from is \"8\"; wanted a time of day",
                "{from: \"08:00\", to: \"18:00\", zone: Dublin} | zone is \"Dublin\"; wanted a time zone",
                "{from: \"08:00\", zone: UTC} | to is missing",
                "{from: \"08:00\", to: \"08:00\", zone: UTC} | which is from; wanted a later time",
                "{days: [funday], from: \"08:00\", to: \"18:00\", zone: UTC} | days lists \"funday\"; known: monday",
                "{holidays: [christmas], from: \"08:00\", to: \"18:00\", zone: UTC} | wanted a date such as",
            })
    void hoursThatAreWrongAreTold(String hours, String problem) {
        var bundle = ContentBundle.of(files("severity: [1]", "businessHours: " + hours));

        var invalid = catchThrowableOfType(InvalidContentException.class, bundle::compile);

        assertThat(invalid).hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-02-07 | 30",
                "2026-02-06 | 29",
                "2026-02-06T10:00:00Z | 30",
                "2026-02-06T09:59:59Z | 29",
                "2026-02-06T12:00:00+02:00 | 30",
                "Fri, 06 Feb 2026 10:00:00 GMT | 30",
                "2026-01-07T10:00:00Z | 0",
                "2026-01-07 | -1",
            })
    void daysUntilALifecycleDateAreWholeAndGoByTheArrival(String date, int days) {
        var dated = at("2026-01-07T10:00:00Z").setAttributes(Map.of("lifecycleDate", date));

        assertThat(matches("daysUntil: [" + days + "]", dated, HOURS)).isTrue();
    }

    @Test
    void anEventWithoutALifecycleDateHasNoDaysUntilIt() {
        var alarm = event().setAttributes(Map.of("startTime", "2026-02-06"));

        assertThat(matches("daysUntil: [{exists: true}]", alarm, HOURS)).isFalse();
        assertThat(matches("daysUntil: [{exists: true}]", alarm.setKind(EventKind.LIFECYCLE), HOURS))
                .isTrue();
        assertThat(matches("daysUntil: [{exists: true}]", alarm.setAttributes(Map.of("startTime", "soon")), HOURS))
                .isFalse();
    }

    @Test
    void theKindOfAnAccountIsItsOwnWhateverTheServiceIs() {
        assertThat(matches("accountKind: [production]", event(), HOURS)).isTrue();
        assertThat(matches("accountKind: [development]", event().setAccount(TestEvents.SANDBOX), HOURS))
                .isTrue();
        assertThat(matches("accountKind: [unknown]", event().setAccount(TestEvents.UNKNOWN), HOURS))
                .isTrue();
        assertThat(matches("accountKind: ['']", event().setAccount(""), HOURS)).isTrue();
    }

    private static OpsEvent.Builder at(String arrivedAt) {
        return event().setArrivedAt(Instant.parse(arrivedAt));
    }

    private static boolean matches(String pattern, OpsEvent.Builder event, String hours) {
        return decides(files(pattern, hours), event);
    }

    private static boolean decides(Map<String, String> files, OpsEvent.Builder builder) {
        var content = ContentBundle.of(files).compile();
        var event = builder.build();
        return content.policies()
                .decide(event, content.catalog().of(event), 1)
                .rule()
                .equals("a");
    }

    private static TreeMap<String, String> files(String pattern, String hours) {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.keySet().removeIf(path -> path.startsWith("policies/"));
        files.put(
                "policies/all.yaml",
                "default: {action: discharge}\npolicies:\n  - {id: a, description: d, match: {" + pattern
                        + "}, then: {action: accept}}\n");
        files.computeIfPresent(ESTATE, (path, text) -> text.replace(HOURS, hours));
        return files;
    }
}
