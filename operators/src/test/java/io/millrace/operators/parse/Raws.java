package io.millrace.operators.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.domain.RawRecord;
import io.millrace.domain.id.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Raw records for tests: from text, from bytes, from the committed samples. Arrival is a constant after all samples. */
public final class Raws {
    /** After the newest sample (December 2026). */
    public static final Instant ARRIVED = Instant.parse("2026-12-31T12:30:00Z");

    public static final ObjectMapper JSON = new ObjectMapper();

    /** Samples that are events or payloads of other streams, by file name. */
    public static final List<String> SAMPLES = List.of(
            "backup-job-state-change-failed.json",
            "cloudevents-onprem-vpn.json",
            "cloudtrail-api-call.json",
            "cloudwatch-alarm-flapping.json",
            "cloudwatch-alarm-insufficient-data-minimal.json",
            "cloudwatch-alarm-metric.json",
            "config-rules-compliance-change.json",
            "cost-anomaly-detected.json",
            "ec2-instance-state-change.json",
            "eventbridge-custom-app-event.json",
            "guardduty-finding.json",
            "health-description-prompt-injection.json",
            "health-issue-lifecycle.json",
            "health-multipage-out-of-order.json",
            "health-planned-lifecycle-updates.json",
            "inspector2-finding-lifecycle.json",
            "metric-stream-firehose-http.json",
            "metric-stream-otel-1.0.json",
            "securityhub-asff-lifecycle.json",
            "securityhub-findings-imported-asff.json",
            "securityhub-findings-imported-v2-ocsf.json",
            "ssm-automation-verification.json",
            "ssm-maintenance-window-execution.json",
            "ssm-opsitem-create.json",
            "ssm-patch-compliance.json",
            "trusted-advisor-check-item-refresh.json");

    private Raws() {}

    public static RawRecord raw(String json) {
        return raw(json.getBytes(UTF_8));
    }

    public static RawRecord raw(byte[] bytes) {
        return raw(bytes, ARRIVED);
    }

    public static RawRecord raw(String json, Instant arrivedAt) {
        return raw(json.getBytes(UTF_8), arrivedAt);
    }

    public static RawRecord raw(byte[] bytes, Instant arrivedAt) {
        return RawRecord.newBuilder()
                .setRecordId(Ids.hash("test", "shard-0", "1"))
                .setStream("events")
                .setShard("shard-0")
                .setPosition("1")
                .setArrivedAt(arrivedAt)
                .setData(ByteBuffer.wrap(bytes))
                .build();
    }

    /** The documents of a sample: the elements of an array, else the one. */
    public static List<JsonNode> documents(String sample) {
        try {
            var root = JSON.readTree(sample(sample));
            var documents = new ArrayList<JsonNode>();
            if (root.isArray()) {
                root.forEach(documents::add);
            } else {
                documents.add(root);
            }
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One document of a sample as a record. */
    public static RawRecord document(String sample, int index) {
        return raw(documents(sample).get(index).toString());
    }

    public static byte[] sample(String name) {
        try (var stream = Raws.class.getResourceAsStream("/samples/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
