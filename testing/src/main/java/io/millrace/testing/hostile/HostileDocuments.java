package io.millrace.testing.hostile;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Documents of known sources with places for any JSON. */
final class HostileDocuments {
    private HostileDocuments() {}

    static String envelope(String source, String type, String time, String resources, String detail) {
        return "{\"version\":\"0\",\"id\":\"id\",\"source\":\"" + source + "\",\"detail-type\":\"" + type
                + "\",\"account\":\"111122223333\",\"region\":\"eu-west-1\",\"time\":" + time + ",\"resources\":"
                + resources
                + ",\"detail\":" + detail + "}";
    }

    static String alarm(String time, String state, String dimensions) {
        return envelope(
                "aws.cloudwatch",
                "CloudWatch Alarm State Change",
                time,
                "[\"arn:aws:cloudwatch:eu-west-1:1:alarm:a\"]",
                "{\"alarmName\":\"hostile\",\"state\":{\"value\":" + state + ",\"timestamp\":" + time
                        + ",\"reasonData\":\"{\\\"threshold\\\":NaN,\\\"recentDatapoints\\\":[1e999]}\"},\"previousState\":"
                        + state
                        + ",\"configuration\":{\"metrics\":[{\"metricStat\":{\"metric\":{\"namespace\":\"AWS/EC2\",\"name\":\"CPU\","
                        + "\"dimensions\":" + dimensions + "}}}]}}");
    }

    static String issue(String time) {
        return envelope(
                "aws.health",
                "AWS Health Event",
                time,
                "[]",
                "{\"eventArn\":\"arn:aws:health:eu-west-1::event/EC2/hostile\",\"service\":\"EC2\",\"eventTypeCode\":\"AWS_EC2_X\","
                        + "\"eventTypeCategory\":\"issue\",\"startTime\":" + time + ",\"endTime\":" + time
                        + ",\"lastUpdatedTime\":"
                        + time
                        + ",\"communicationId\":\"c\",\"page\":\"1\",\"totalPages\":\"1\",\"statusCode\":\"open\"}");
    }

    static String finding(String id, String severity) {
        return envelope(
                "aws.securityhub",
                "Security Hub Findings - Imported",
                "null",
                "[]",
                "{\"findings\":[{\"Id\":" + id + ",\"Title\":\"t\",\"CreatedAt\":" + severity + ",\"UpdatedAt\":"
                        + severity + ",\"Severity\":{\"Normalized\":" + severity + ",\"Label\":" + severity
                        + "},\"Resources\":" + severity + "}]}");
    }

    static String cost(String number) {
        return "{\"anomalyId\":\"a\",\"impact\":{\"totalImpact\":" + number + ",\"maxImpact\":" + number
                + "},\"anomalyScore\":{\"currentScore\":" + number + "},\"rootCauses\":" + number + "}";
    }

    static String outcome(String text) {
        return envelope(
                "millrace.executor",
                "Remediation Outcome",
                "null",
                "[]",
                "{\"commandId\":" + text + ",\"outcome\":" + text + ",\"threadId\":" + text + ",\"executionId\":" + text
                        + "}");
    }

    /** An API call by somebody of whom only this is said. */
    static String call(String text) {
        return envelope(
                "aws.iam",
                "AWS API Call via CloudTrail",
                "null",
                "[]",
                "{\"eventSource\":\"iam.amazonaws.com\",\"eventName\":\"CreateUser\",\"eventTime\":" + text
                        + ",\"sourceIPAddress\":\"203.0.113.7\",\"requestParameters\":" + text
                        + ",\"userIdentity\":{\"type\":\"Unknown\",\"arn\":" + text + "}}");
    }

    static String redriven(String stage, String event) {
        return envelope(
                "millrace", "Event Redriven", "null", "[]", "{\"stage\":\"" + stage + "\",\"event\":" + event + "}");
    }

    static String texts(String quoted) {
        return "{\"source\":" + quoted + ",\"detail-type\":" + quoted + ",\"id\":" + quoted + ",\"account\":" + quoted
                + ",\"region\":" + quoted + ",\"time\":" + quoted + ",\"resources\":[" + quoted + "],\"detail\":{"
                + quoted + ":"
                + quoted + ",\"summary\":" + quoted + ",\"severity\":" + quoted + ",\"service\":" + quoted + "}}";
    }

    static String point(String time, String count, String sum, String dimensions) {
        return "{\"metric_stream_name\":\"all\",\"account_id\":\"111122223333\",\"region\":\"eu-west-1\",\"namespace\":\"Hostile\","
                + "\"metric_name\":\"M\",\"dimensions\":" + dimensions + ",\"timestamp\":" + time
                + ",\"value\":{\"count\":" + count
                + ",\"min\":0,\"max\":0,\"sum\":" + sum + "},\"unit\":\"None\"}";
    }

    static String named(String point, String text) {
        return point.replace("\"Hostile\"", '"' + text + '"').replace("\"M\"", '"' + text + '"');
    }

    static String fields(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"d" + i + "\":\"v" + i + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String statistics(int count) {
        return IntStream.range(0, count).mapToObj(i -> ",\"p" + i + "\":" + i).collect(Collectors.joining());
    }
}
