package io.millrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication.PropertyGroupProperty;

/**
 * The job's property groups: {@code application-properties.json}, in the shape that a local run reads too, with the
 * names of this stack's things in place of the placeholders.
 */
final class ApplicationProperties {
    private static final String RESOURCE = "/application-properties.json";

    private final Map<String, String> names;

    ApplicationProperties(Parameters parameters, Streams streams, OperationsBus bus, Buckets buckets) {
        names = new TreeMap<>(Map.of(
                "region", Aws.REGION,
                "metricStream", streams.metrics().getStreamName(),
                "eventStream", streams.events().getStreamName(),
                "bus", bus.name(),
                "lakePath", buckets.lakePath(),
                "refusedPath", buckets.refusedPath(),
                "contentPath", contentRoot(buckets) + "/" + parameters.contentVersion(),
                "contentRoot", contentRoot(buckets),
                "loopSources", String.join(",", LoopRules.BELIEVED)));
        names.put("forestNamespaces", parameters.models().forestNamespaces());
        names.put("forecastSeries", parameters.models().forecastSeries());
        names.put("forecastLimits", parameters.models().forecastLimits());
        names.put("forecastEndpoints", parameters.models().forecastEndpoints());
        names.put("accessEndpoint", parameters.models().accessEndpoint());
        names.put("bedrockModel", parameters.models().bedrockModel());
        names.put("bedrockGuardrail", parameters.models().bedrockGuardrail());
    }

    private static String contentRoot(Buckets buckets) {
        return "s3://" + buckets.artifacts().getBucketName() + "/content";
    }

    List<PropertyGroupProperty> groups() {
        var groups = new ArrayList<PropertyGroupProperty>();
        for (JsonNode group : read()) {
            var properties = new TreeMap<String, String>();
            group.path("PropertyMap")
                    .properties()
                    .forEach(property -> properties.put(
                            property.getKey(), named(property.getValue().asText())));
            groups.add(PropertyGroupProperty.builder()
                    .propertyGroupId(group.path("PropertyGroupId").asText())
                    .propertyMap(properties)
                    .build());
        }
        return groups;
    }

    private String named(String value) {
        if (!value.startsWith("${")) {
            return value;
        }
        String name = names.get(value.substring(2, value.length() - 1));
        if (name == null) {
            throw new IllegalArgumentException(
                    RESOURCE + " has the placeholder " + value + "; there are " + String.join(", ", names.keySet()));
        }
        return name;
    }

    private static JsonNode read() {
        try (var in = ApplicationProperties.class.getResourceAsStream(RESOURCE)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + RESOURCE, e);
        }
    }
}
