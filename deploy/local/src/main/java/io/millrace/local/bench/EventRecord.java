package io.millrace.local.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * EventBridge envelopes: metric alarms, and AWS Health issues of 2 KB. 10,000 things, ten to a service, are opened
 * one after the other and then closed in the same order, so that every event is news and every opening a signal.
 */
final class EventRecord {
    static final int THINGS = 10_000;
    static final int SERVICES = 1000;

    private static final DateTimeFormatter HEALTH_TIME = DateTimeFormatter.ofPattern(
                    "EEE, d MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String PROSE = "We are investigating increased error rates and latencies for some instances in"
            + " the EU-WEST-1 Region. Existing connections may be interrupted, and new requests may need to be retried."
            + " Engineers have identified the likely cause and are working on it; customers who can do so may move work"
            + " to other Availability Zones. ";

    private EventRecord() {}

    static String alarm(long number, long arrival) {
        return alarm(number, thing(number), opens(number), arrival);
    }

    /** The CPU alarm of any thing; those from {@link #THINGS} on are in no catalog. */
    static String alarm(long number, int thing, boolean opens, long arrival) {
        String name = "cpu-of-thing-" + thing;
        String at =
                Instant.ofEpochMilli(arrival).truncatedTo(ChronoUnit.SECONDS).toString();
        String stamp = at.replace("Z", ".000+0000");
        return envelope(
                        number,
                        "CloudWatch Alarm State Change",
                        "aws.cloudwatch",
                        at,
                        "\"arn:aws:cloudwatch:eu-west-1:111122223333:alarm:" + name + "\"")
                + "{\"alarmName\":\"" + name + "\",\"state\":{\"value\":\"" + (opens ? "ALARM" : "OK")
                + "\",\"reason\":\"Threshold Crossed: 3 datapoints were " + (opens ? "greater" : "not greater")
                + " than the threshold (70.0).\",\"reasonData\":\"{\\\"version\\\":\\\"1.0\\\",\\\"queryDate\\\":\\\""
                + stamp
                + "\\\",\\\"statistic\\\":\\\"Average\\\",\\\"period\\\":60,\\\"recentDatapoints\\\":[74.5,78.25,81.0],\\\"threshold\\\":70.0,"
                + "\\\"evaluatedDatapoints\\\":[{\\\"timestamp\\\":\\\"" + stamp
                + "\\\",\\\"value\\\":81.0}]}\",\"timestamp\":\"" + stamp
                + "\"},\"previousState\":{\"value\":\"" + (opens ? "OK" : "ALARM")
                + "\",\"reason\":\"Threshold Crossed.\",\"timestamp\":\"" + stamp
                + "\"},\"configuration\":{\"description\":\"CPU of an instance\",\"metrics\":[{\"id\":\"m1\",\"metricStat\":{\"metric\":"
                + "{\"namespace\":\"AWS/EC2\",\"name\":\"CPUUtilization\",\"dimensions\":{\"InstanceId\":\""
                + instance(thing)
                + "\"}},\"period\":60,\"stat\":\"Average\"},\"returnData\":true}]}}}";
    }

    static String health(long number, long arrival) {
        boolean opens = opens(number);
        Instant at = Instant.ofEpochMilli(arrival).truncatedTo(ChronoUnit.SECONDS);
        String stated = HEALTH_TIME.format(at);
        String arn = "arn:aws:health:eu-west-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/AWS_EC2_OPERATIONAL_ISSUE_"
                + thing(number);
        String instance = instance(thing(number));
        return envelope(number, "AWS Health Event", "aws.health", at.toString(), "\"" + instance + "\"")
                + "{\"eventArn\":\"" + arn + "\",\"service\":\"EC2\",\"eventTypeCode\":\"AWS_EC2_OPERATIONAL_ISSUE\","
                + "\"eventTypeCategory\":\"issue\",\"eventScopeCode\":\"ACCOUNT_SPECIFIC\",\"communicationId\":\""
                + new String(hex(number, 12), ISO_8859_1) + "-1\",\"startTime\":\"" + stated
                + "\",\"lastUpdatedTime\":\"" + stated
                + "\",\"statusCode\":\"" + (opens ? "open" : "closed")
                + "\",\"eventRegion\":\"eu-west-1\",\"eventDescription\":[{\"language\":\"en_US\",\"latestDescription\":\""
                + PROSE + PROSE + PROSE
                + "\"}],\"eventMetadata\":{\"zone\":\"euw1-az1\"},\"affectedEntities\":[{\"entityValue\":\"" + instance
                + "\",\"lastUpdatedTime\":\"" + stated
                + "\",\"status\":\"IMPAIRED\",\"tags\":{\"team\":\"service-" + service(thing(number))
                + "\"}}],\"page\":\"1\",\"totalPages\":\"1\",\"backupEvent\":\"false\",\"affectedAccount\":\"111122223333\","
                + "\"personas\":[\"OPERATIONS\"],\"actionability\":\"ACTION_MAY_BE_REQUIRED\"}}";
    }

    private static String envelope(long number, String detailType, String source, String at, String resources) {
        return "{\"version\":\"0\",\"id\":\"" + new String(hex(number, 32), ISO_8859_1) + "\",\"detail-type\":\""
                + detailType
                + "\",\"source\":\"" + source + "\",\"account\":\"111122223333\",\"time\":\"" + at
                + "\",\"region\":\"eu-west-1\",\"resources\":[" + resources + "],\"detail\":";
    }

    static int thing(long number) {
        return (int) (number % THINGS);
    }

    /** Its neighbours in time belong to other services. */
    static int service(int thing) {
        return thing % SERVICES;
    }

    private static boolean opens(long number) {
        return number / THINGS % 2 == 0;
    }

    static String instance(int thing) {
        return "i-" + new String(hex(thing, 17), ISO_8859_1);
    }

    /** So many digits that look like an id and are a function of the number. */
    static byte[] hex(long number, int digits) {
        var text = new byte[digits];
        long bits = 0;
        for (int i = 0; i < digits; i++) {
            bits = i % 16 == 0 ? mixed(number + i) : bits >>> 4;
            text[i] = (byte) "0123456789abcdef".charAt((int) (bits & 0xf));
        }
        return text;
    }

    /** SplitMix64's finalizer: numbers that follow each other give bits that do not. */
    static long mixed(long number) {
        long z = (number + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
