package io.millrace.operators.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.domain.Command;
import io.millrace.domain.MetricDatum;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.RawRecord;
import io.millrace.operators.eventbridge.Proposals;
import io.millrace.operators.parse.MetricStreamParser;
import io.millrace.operators.parse.OtelRequests;
import io.millrace.testing.Times;
import io.millrace.testing.hostile.HostileWords;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Metrics on which a shipped runbook starts, in each format of the stream, whose account, Region, namespace, name, unit or dimensions
 * say something hostile: parser, conditions and ladder give no command, or one that consists of what the sound series gives. Where the
 * words stand, and in which format, is drawn by a fixed seed.
 */
class HostileMetricsTest {
    private static final String INSTANCE = "i-0c2f5e7a91d34b680";
    private static final String BALANCER = "app/checkout/50dc6c495c0c9188";
    private static final Instant BEGINS = Times.at("10:00");

    /** As most senders write, and with all that is not ASCII escaped: so half a character arrives as one. */
    private static final List<ObjectMapper> WRITERS = List.of(
            new ObjectMapper(),
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

    private static final List<Sound> SERIES = List.of(
            new Sound(List.of(point("AWS/EC2", "CPUUtilization", Map.of("InstanceId", INSTANCE), 95)), 7, 0),
            new Sound(List.of(point("AWS/EC2", "CPUUtilization", Map.of("InstanceId", INSTANCE), 85)), 7, 0),
            new Sound(List.of(point("CWAgent", "mem_used_percent", Map.of("InstanceId", INSTANCE), 86)), 24, 0.4),
            new Sound(List.of(disk("/data", 90)), 7, 0),
            new Sound(List.of(disk("/data", 97)), 7, 0),
            new Sound(List.of(disk("/", 92)), 7, 0),
            new Sound(
                    List.of(
                            point("AWS/ApplicationELB", "RequestCount", Map.of("LoadBalancer", BALANCER), 200),
                            point(
                                    "AWS/ApplicationELB",
                                    "HTTPCode_Target_5XX_Count",
                                    Map.of("LoadBalancer", BALANCER),
                                    20)),
                    6,
                    0));

    private final Random random = new Random(11);
    private final List<Said> said = new ArrayList<>();
    private final List<MetricDatum> points = new ArrayList<>();

    @Test
    void soundSeriesStartEachRunbookThatAConditionDoes() throws Exception {
        var started = new TreeSet<String>();
        for (Command command : commandsOfSoundSeries()) {
            started.add(command.getRunbook());
        }

        assertThat(started)
                .containsExactlyElementsOf(Proposals.CONTENT.runbooks().all().values().stream()
                        .filter(runbook -> !runbook.conditions().isEmpty())
                        .map(runbook -> runbook.id())
                        .toList());
    }

    @Test
    void noNameOfASeriesPutsWordsIntoACommand() throws Exception {
        Set<String> sound = Proposals.words(eventsOfSoundSeries());
        for (Sound series : SERIES) {
            for (Field field : series.fields()) {
                for (String hostile : HostileWords.ALL) {
                    say(series, field, hostile, false);
                }
                say(series, field, "", true);
            }
        }

        var told = new TreeSet<Integer>();
        int commands = 0;
        for (OpsEvent event : events()) {
            int number = Integer.parseInt(event.getRecordId());
            Said each = said.get(number);
            var words = sound.stream().map(each::renamed).collect(Collectors.toSet());
            for (Command command : Proposals.of(event)) {
                Proposals.assertConsistsOf(words, command, event);
                told.add(number);
                commands++;
            }
        }

        assertThat(said).hasSizeGreaterThan(3_000);
        assertThat(commands).as("most words reach no command, which goes on").isGreaterThan(1_000);
        assertThat(told.size()).as("those that do stop it").isLessThan(said.size() - 1_000);
    }

    private List<Command> commandsOfSoundSeries() throws Exception {
        return eventsOfSoundSeries().stream()
                .flatMap(event -> Proposals.of(event).stream())
                .toList();
    }

    /** Each by itself, in each format, which all say the same. */
    private List<OpsEvent> eventsOfSoundSeries() throws Exception {
        var events = new ArrayList<OpsEvent>();
        for (Sound series : SERIES) {
            var told = new TreeSet<String>();
            List<OpsEvent> ofOne = List.of();
            for (Format format : Format.values()) {
                said.clear();
                points.clear();
                add(series.lines(), format, new Said(INSTANCE, BALANCER));
                ofOne = events();
                assertThat(ofOne).as("%s of %s", format, series).isNotEmpty();
                ofOne.forEach(event -> told.add(event.getIdentity() + event.getStatus()));
                assertThat(told).hasSameSizeAs(ofOne);
            }
            events.addAll(ofOne);
        }
        said.clear();
        points.clear();
        return events;
    }

    /** On an instance, or a load balancer, of its own. */
    private void say(Sound series, Field field, String hostile, boolean looksLike) throws Exception {
        var each = new Said(
                String.format("i-%017x", 0x1000 + said.size()),
                String.format("app/checkout/%016x", 0x1000 + said.size()));
        var lines = new ArrayList<ObjectNode>();
        int place = random.nextInt(4);
        int within = random.nextInt(1000);
        for (ObjectNode line : series.lines()) {
            var own = (ObjectNode) WRITERS.get(0).readTree(each.renamed(line.toString()));
            field.change(own, was -> looksLike ? HostileWords.lookingLike(was) : beside(was, hostile, place, within));
            lines.add(own);
        }
        add(lines, Format.values()[random.nextInt(Format.values().length)], each);
    }

    /** Instead of it, before, behind or within it. */
    private static String beside(String was, String hostile, int place, int within) {
        if (place == 0 || was.isEmpty()) {
            return hostile;
        }
        int at = place == 1 ? 0 : place == 2 ? was.length() : within % was.length();
        return was.substring(0, at) + hostile + was.substring(at);
    }

    private void add(List<ObjectNode> lines, Format format, Said each) {
        var parser = new MetricStreamParser();
        // minute after minute, as they are delivered
        var minutes = new TreeMap<Long, List<ObjectNode>>();
        lines.forEach(line -> minutes.computeIfAbsent(line.get("timestamp").asLong(), at -> new ArrayList<>())
                .add(line));
        minutes.forEach((at, minute) -> {
            var raw = RawRecord.newBuilder()
                    .setRecordId(String.valueOf(said.size()))
                    .setStream("metrics")
                    .setShard("shard-0")
                    .setPosition(String.valueOf(at))
                    .setArrivedAt(Instant.ofEpochMilli(at).plusSeconds(150))
                    .setData(ByteBuffer.wrap(format.bytes(minute, WRITERS.get(random.nextInt(WRITERS.size())))))
                    .build();
            points.addAll(parser.parse(raw).points());
        });
        said.add(each);
    }

    /** Of all conditions that start runbooks, once all points were fed. */
    private List<OpsEvent> events() throws Exception {
        var ids = new TreeSet<String>();
        Proposals.CONTENT.runbooks().all().values().forEach(runbook -> ids.addAll(runbook.conditions()));
        try (var harness = ConditionHarness.shipped()) {
            harness.feed(points).until(Times.at("11:00"));
            var events = new ArrayList<OpsEvent>();
            for (String id : ids) {
                harness.events(id).stream()
                        .filter(event -> event.getStatus().name().equals("OPEN"))
                        .forEach(events::add);
            }
            return events;
        }
    }

    private static ObjectNode disk(String path, double percent) {
        return point(
                "CWAgent",
                "disk_used_percent",
                Map.of("InstanceId", INSTANCE, "path", path, "device", "nvme0n1p1", "fstype", "xfs"),
                percent);
    }

    private static ObjectNode point(String namespace, String name, Map<String, String> dimensions, double value) {
        var line = WRITERS.get(0).createObjectNode();
        line.put("metric_stream_name", "all");
        line.put("account_id", "111122223333");
        line.put("region", "eu-west-1");
        line.put("namespace", namespace);
        line.put("metric_name", name);
        var all = line.putObject("dimensions");
        new TreeMap<>(dimensions).forEach(all::put);
        line.put("timestamp", BEGINS.toEpochMilli());
        line.putObject("value")
                .put("max", value)
                .put("min", value)
                .put("sum", 5 * value)
                .put("count", 5.0);
        line.put("unit", "Percent");
        return line;
    }

    /** Series as they should be: one point of each, the minutes, and by how much the value rises in each. */
    private record Sound(List<ObjectNode> first, int minutes, double rise) {
        List<ObjectNode> lines() {
            var lines = new ArrayList<ObjectNode>();
            for (int minute = 0; minute < minutes; minute++) {
                for (ObjectNode point : first) {
                    ObjectNode line = point.deepCopy();
                    double value = point.at("/value/max").asDouble() + minute * rise;
                    line.put(
                            "timestamp", BEGINS.plus(Duration.ofMinutes(minute)).toEpochMilli());
                    line.putObject("value")
                            .put("max", value)
                            .put("min", value)
                            .put("sum", 5 * value)
                            .put("count", 5.0);
                    lines.add(line);
                }
            }
            return lines;
        }

        List<Field> fields() {
            var fields = new ArrayList<Field>();
            for (String key :
                    List.of("metric_stream_name", "account_id", "region", "namespace", "metric_name", "unit")) {
                fields.add(
                        (line, change) -> line.put(key, change.to(line.get(key).asText())));
            }
            first.get(0).get("dimensions").fieldNames().forEachRemaining(name -> {
                fields.add((line, change) -> {
                    var all = (ObjectNode) line.get("dimensions");
                    all.put(name, change.to(all.get(name).asText()));
                });
                fields.add((line, change) -> {
                    var all = (ObjectNode) line.get("dimensions");
                    all.set(change.to(name), all.remove(name));
                });
            });
            fields.add((line, change) ->
                    ((ObjectNode) line.get("dimensions")).put(change.to("Other"), change.to("other")));
            return fields;
        }
    }

    private interface Field {
        void change(ObjectNode line, Change change);
    }

    private interface Change {
        String to(String was);
    }

    /** On what a hostile series is, so that no two are one. */
    private record Said(String instance, String balancer) {
        String renamed(String text) {
            return text.replace(INSTANCE, instance).replace(BALANCER, balancer);
        }
    }

    /** How the stream delivers points. */
    private enum Format {
        LINES {
            @Override
            byte[] bytes(List<ObjectNode> lines, ObjectMapper writer) {
                return text(lines, writer).getBytes(UTF_8);
            }
        },
        FIREHOSE {
            @Override
            byte[] bytes(List<ObjectNode> lines, ObjectMapper writer) {
                String data =
                        Base64.getEncoder().encodeToString(text(lines, writer).getBytes(UTF_8));
                return ("{\"requestId\":\"r\",\"timestamp\":1,\"records\":[{\"data\":\"" + data + "\"}]}")
                        .getBytes(UTF_8);
            }
        },
        OTEL_JSON {
            @Override
            byte[] bytes(List<ObjectNode> lines, ObjectMapper writer) {
                var request = writer.createObjectNode();
                var all = request.putArray("resourceMetrics");
                for (ObjectNode line : lines) {
                    var resource = all.addObject();
                    var attributes = resource.putObject("resource").putArray("attributes");
                    pair(attributes.addObject(), "cloud.provider", "aws");
                    pair(
                            attributes.addObject(),
                            "cloud.account.id",
                            line.get("account_id").asText());
                    pair(
                            attributes.addObject(),
                            "cloud.region",
                            line.get("region").asText());
                    var metric = resource.putArray("scopeMetrics")
                            .addObject()
                            .putArray("metrics")
                            .addObject();
                    metric.put("name", "amazonaws.com/x")
                            .put("unit", line.get("unit").asText());
                    var point =
                            metric.putObject("summary").putArray("dataPoints").addObject();
                    long at = line.get("timestamp").asLong();
                    point.put("startTimeUnixNano", at + "000000").put("timeUnixNano", at + 60_000 + "000000");
                    point.put("count", "5").put("sum", line.at("/value/sum").asDouble());
                    var quantiles = point.putArray("quantileValues");
                    quantiles.addObject().put("value", line.at("/value/min").asDouble());
                    quantiles
                            .addObject()
                            .put("quantile", 1.0)
                            .put("value", line.at("/value/max").asDouble());
                    var named = point.putArray("attributes");
                    pair(named.addObject(), "Namespace", line.get("namespace").asText());
                    pair(
                            named.addObject(),
                            "MetricName",
                            line.get("metric_name").asText());
                    var dimensions = named.addObject()
                            .put("key", "Dimensions")
                            .putObject("value")
                            .putObject("kvlistValue")
                            .putArray("values");
                    line.get("dimensions")
                            .fields()
                            .forEachRemaining(field -> pair(
                                    dimensions.addObject(),
                                    field.getKey(),
                                    field.getValue().asText()));
                }
                return written(request, writer).getBytes(UTF_8);
            }
        },
        OTEL_FRAMES {
            @Override
            byte[] bytes(List<ObjectNode> lines, ObjectMapper writer) {
                // protobuf knows no half characters
                return OtelRequests.frames(lines.stream()
                        .map(line -> OtelRequests.of(read(written(line, writer).getBytes(UTF_8))))
                        .toArray(ExportMetricsServiceRequest[]::new));
            }
        };

        abstract byte[] bytes(List<ObjectNode> lines, ObjectMapper writer);

        private static void pair(ObjectNode pair, String key, String value) {
            pair.put("key", key).putObject("value").put("stringValue", value);
        }

        private static String text(List<ObjectNode> lines, ObjectMapper writer) {
            return lines.stream().map(line -> written(line, writer)).collect(Collectors.joining("\n"));
        }

        private static JsonNode read(byte[] bytes) {
            try {
                return WRITERS.get(0).readTree(new String(bytes, UTF_8).replaceAll("\\\\u[dD][89a-fA-F]..", "?"));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String written(ObjectNode node, ObjectMapper writer) {
            try {
                return writer.writeValueAsString(node);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
