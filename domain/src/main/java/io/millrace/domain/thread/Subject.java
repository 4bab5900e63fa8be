package io.millrace.domain.thread;

import io.millrace.domain.OpsEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an event speaks of, as far as its typed fields say: a series, a host, a service as a whole. Pure. */
public final class Subject {
    private static final String DIMENSION = "dim.";
    private static final String INSTANCE = "InstanceId=";
    /** Who fills a queue does not wait for who empties it. */
    private static final String QUEUE = "QueueName=";

    /** Sources of AWS that speak of whole services where they speak of no series. */
    private static final List<String> OF_SERVICES = List.of("aws.cloudwatch", "aws.ecs");

    private Subject() {}

    /** Key of the one series that the event is about: account|region|namespace|metric|dim=value,...; or empty. */
    public static String series(OpsEvent event) {
        Map<String, String> attributes = event.getAttributes();
        String stated = attributes.get("seriesKey");
        if (stated != null) {
            return stated;
        }
        String namespace = attributes.get("namespace");
        String metric = attributes.get("metricName");
        if (namespace == null || metric == null) {
            return "";
        }
        var dimensions = new TreeMap<String, String>();
        attributes.forEach((name, value) -> {
            if (name.startsWith(DIMENSION)) {
                dimensions.put(name.substring(DIMENSION.length()), value);
            }
        });
        return String.join("|", event.getAccount(), event.getRegion(), namespace, metric) + "|"
                + dimensions.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(","));
    }

    /** The metric of a series, whatever it is measured on; empty for no series. */
    static String metric(String series) {
        String[] parts = series.split("\\|", 5);
        return parts.length < 5 ? "" : parts[2] + "|" + parts[3];
    }

    /**
     * Whether it speaks of a service as a whole: of what all its requests pass, not of one host among several or of a
     * queue.
     */
    public static boolean isWide(OpsEvent event) {
        String series = series(event);
        if (!series.isEmpty()) {
            return !series.contains(INSTANCE) && !series.contains(QUEUE);
        }
        // a composite alarm speaks of what its parts speak of, and Health of the entities that it names
        boolean isComposite = "composite".equals(event.getAttributes().get("alarmType"));
        return !isComposite && (!event.getSource().startsWith("aws.") || OF_SERVICES.contains(event.getSource()));
    }
}
