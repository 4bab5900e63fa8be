package io.millrace.operators.parse.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2026-08-05T10:07:12Z; 2026-08-05T10:07:12Z",
                "2026-08-05T10:07:12.345+0000; 2026-08-05T10:07:12.345Z",
                "2026-08-05T07:04:10+00:00; 2026-08-05T07:04:10Z",
                "2026-08-05T09:04:10+02:00; 2026-08-05T07:04:10Z",
                "2026-08-05T10:09:10.629361Z; 2026-08-05T10:09:10.629361Z",
                "2026-08-05T10:09Z; 2026-08-05T10:09:00Z",
                "2026-08-05 10:09:10; 2026-08-05T10:09:10Z",
                "2026-08-05; 2026-08-05T00:00:00Z",
                "2016-12-31T23:59:60Z; 2016-12-31T23:59:59Z",
                "Wed, 05 Aug 2026 09:41:00 GMT; 2026-08-05T09:41:00Z",
                "Mon, 05 Aug 2026 09:41:00 GMT; 2026-08-05T09:41:00Z",
                "5 Aug 2026 09:41:00 +0200; 2026-08-05T07:41:00Z",
                "Aug 5, 2026, 7:58:00 AM; 2026-08-05T07:58:00Z",
                "Aug 5, 2026 10:12:20 PM; 2026-08-05T22:12:20Z",
                "Aug 5, 2026, 12:00:01 AM; 2026-08-05T00:00:01Z",
                "Aug 5, 2026, 12:00:01 PM; 2026-08-05T12:00:01Z",
                "Aug 5, 2026, 7:58:00\u202fPM; 2026-08-05T19:58:00Z"
            })
    void readsEveryDocumentedForm(String text, Instant expected) {
        assertThat(Timestamps.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-13-01T00:00:00Z",
                "2026-02-30",
                "2026-08-05T25:00:00Z",
                "2026-08-05T10:00:00+99:00",
                "2026-08-05T",
                "2026/08/05 10:00",
                "Wed, 05 Foo 2026 09:41:00 GMT",
                "Wed, 05 Aug 2026 09:41:00 PDT",
                "Aug 5, 2026, 13:58:00 PM",
                "99999999999999999999999999",
                "----------------------"
            })
    void whatIsNoTimeIsNull(String text) {
        assertThat(Timestamps.parse(text)).isNull();
    }

    @Test
    void epochNumbersAreSecondsOrMillisecondsByMagnitude() {
        assertThat(Timestamps.ofEpoch(1785916800000d)).hasToString("2026-08-05T08:00:00Z");
        assertThat(Timestamps.ofEpoch(1785916800d)).hasToString("2026-08-05T08:00:00Z");
        assertThat(Timestamps.ofEpoch(-1)).isNull();
        assertThat(Timestamps.ofEpoch(Double.NaN)).isNull();
        assertThat(Timestamps.ofEpoch(1e308)).isNull();
    }

    @Property
    void everySecondFrom1970To2099IsReadInBothStandardForms(
            @ForAll @LongRange(min = 0, max = 4102444799L) long second) {
        var time = Instant.ofEpochSecond(second);
        var rfc1123 = DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));

        assertThat(Timestamps.parse(time.toString())).isEqualTo(time);
        assertThat(Timestamps.parse(rfc1123)).isEqualTo(time);
        assertThat(Timestamps.parse(time.plus(7, ChronoUnit.MILLIS).toString())).isEqualTo(time.plusMillis(7));
    }

    @Property
    void noTextThrows(@ForAll String text) {
        Timestamps.parse(text);
    }
}
