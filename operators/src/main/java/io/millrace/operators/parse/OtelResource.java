package io.millrace.operators.parse;

import io.millrace.operators.parse.otel.BrokenMessage;
import io.millrace.operators.parse.otel.ProtoFields;

/**
 * Whose metrics follow: {@code cloud.account.id} and {@code cloud.region} of the resource, else those of
 * {@code aws.exporter.arn}, the metric stream itself. Used again for each resource; one per thread.
 */
final class OtelResource {
    private String account = "";
    private String region = "";
    private String exporter = "";

    void clear() {
        account = region = exporter = "";
    }

    void attribute(ProtoFields keyValue) throws BrokenMessage {
        var pair = OtelAttribute.of(keyValue);
        var value = pair.text();
        if (value != null) {
            attribute(pair.key(), value);
        }
    }

    void attribute(String key, String value) {
        switch (key) {
            case "cloud.account.id":
                account = value;
                break;
            case "cloud.region":
                region = value;
                break;
            case "aws.exporter.arn":
                exporter = value;
                break;
            default:
                break;
        }
    }

    String account() {
        return account.isEmpty() ? ofExporter(4) : account;
    }

    String region() {
        return region.isEmpty() ? ofExporter(3) : region;
    }

    private String ofExporter(int part) {
        var parts = exporter.split(":", 6);
        return parts.length == 6 ? parts[part] : "";
    }
}
