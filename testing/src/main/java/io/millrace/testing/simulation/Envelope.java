package io.millrace.testing.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** EventBridge's envelope, as a rule target writes it to Kinesis: one JSON object per record. */
record Envelope(
        String id,
        String source,
        String detailType,
        String account,
        String region,
        Instant time,
        List<String> resources,
        ObjectNode detail) {

    private static final DateTimeFormatter OFFSET_MILLIS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    byte[] bytes() {
        var node = Json.object();
        node.put("version", "0")
                .put("id", id)
                .put("detail-type", detailType)
                .put("source", source)
                .put("account", account)
                .put("time", seconds(time))
                .put("region", region);
        var array = node.putArray("resources");
        resources.forEach(array::add);
        node.set("detail", detail);
        return Json.bytes(node);
    }

    /** {@code 2026-08-05T10:07:12Z}: EventBridge and CloudTrail keep whole seconds. */
    static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code 2026-08-05T10:07:12.345Z}: findings. */
    static String millis(Instant time) {
        return MILLIS.format(time);
    }

    /** {@code 2026-08-05T10:07:12.345+0000}: alarms. */
    static String alarmTime(Instant time) {
        return OFFSET_MILLIS.format(time);
    }

    /** {@code Wed, 05 Aug 2026 09:41:00 GMT}: Health. */
    static String rfc1123(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME
                .withLocale(Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(time.truncatedTo(ChronoUnit.SECONDS));
    }
}
