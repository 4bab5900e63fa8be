package io.millrace.local.job;

import java.time.Instant;

/** What stands in Kinesis records, as AWS writes it. */
final class Payloads {
    private Payloads() {}

    static String tick(String stream, Instant at) {
        return """
                {"version":"0","id":"tick-%s-%s","source":"millrace","detail-type":"millrace.tick","account":"111122223333",\
                "time":"%s","region":"eu-west-1","resources":[],"detail":{}}"""
                .formatted(stream, at, at);
    }

    static String cpu(String instance, Instant at, double percent) {
        return """
                {"metric_stream_name":"all","account_id":"111122223333","region":"eu-west-1","namespace":"AWS/EC2",\
                "metric_name":"CPUUtilization","dimensions":{"InstanceId":"%s"},"timestamp":%d,\
                "value":{"max":%3$s,"min":%3$s,"sum":%3$s,"count":1.0},"unit":"Percent"}"""
                .formatted(instance, at.toEpochMilli(), percent);
    }
}
