package io.millrace.testing.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.testing.Estates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What all noise needs: something to speak about, ids, and the way to the stream. */
record NoiseSource(EventIds ids, List<Resource> production, List<Resource> sandbox) {
    static NoiseSource of(Estate estate, EventIds ids) {
        return new NoiseSource(ids, instances(estate, Estates.PRODUCTION), instances(estate, Estates.SANDBOX));
    }

    private static List<Resource> instances(Estate estate, String account) {
        return estate.resources().stream()
                .filter(one ->
                        one.type() == Resource.Type.INSTANCE && one.account().equals(account))
                .toList();
    }

    /** An event about a resource that arrives within seconds. */
    void soon(
            String source,
            String type,
            Resource about,
            Instant time,
            SplittableRandom random,
            ObjectNode detail,
            Consumer<Planned> to) {
        var delay = Duration.ofMillis(200 + random.nextInt(2500));
        send(source, type, about.account(), time, delay, List.of(about.arn()), detail, to);
    }

    /** An event that arrives after a delay. */
    void send(
            String source,
            String type,
            String account,
            Instant time,
            Duration delay,
            List<String> resources,
            ObjectNode detail,
            Consumer<Planned> to) {
        var id = ids.uuid();
        var envelope = new Envelope(id, source, type, account, Estates.REGION, time, resources, detail);
        to.accept(new Planned(id, time.plus(delay), envelope::bytes));
    }

    static Instant soon(Instant time, SplittableRandom random) {
        return time.plusMillis(200 + random.nextInt(2500));
    }

    static String arn(Resource near, String service, String rest) {
        return "arn:aws:" + service + ":" + near.region() + ":" + near.account() + ":" + rest;
    }

    static <T> T pick(SplittableRandom random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
