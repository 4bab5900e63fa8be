package io.millrace.operators.content;

import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.ContentHistory;
import io.millrace.runbooks.Contents;
import io.millrace.runbooks.EffectiveBundle;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a stage makes of content: of the bundles that the job was built with, until the operator around it knows of others.
 * Which version decides about a record follows from the record's arrival alone. One per function; travels with it.
 */
public final class LiveContent<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ContentHistory start;
    private final SerializableFunction<ContentBundle, T> compile;

    private transient @Nullable Contents<T> contents;

    /**
     * @param start what the job was built with
     * @param compile what the stage asks of a bundle; throws where the bundle is wrong
     */
    public LiveContent(ContentHistory start, SerializableFunction<ContentBundle, T> compile) {
        this.start = start;
        this.compile = compile;
    }

    /** What decides about an arrival. */
    public Contents.Compiled<T> at(Instant arrivedAt) {
        return contents().at(arrivedAt);
    }

    /** What decides about an arrival in epoch milliseconds. */
    public Contents.Compiled<T> at(long arrivedAt) {
        return contents().at(Instant.ofEpochMilli(arrivedAt));
    }

    /** A version that is known, else what decides about the arrival. */
    public Contents.Compiled<T> version(String version, Instant arrivedAt) {
        return contents().version(version, arrivedAt);
    }

    /** What the newest of the known versions says that says something; empty when none does. */
    public <U> Optional<U> newest(Function<T, Optional<U>> saying) {
        List<EffectiveBundle> known = history().all();
        Optional<U> found = Optional.empty();
        for (int i = known.size() - 1; i >= 0 && found.isEmpty(); i--) {
            EffectiveBundle bundle = known.get(i);
            found = saying.apply(version(bundle.version(), bundle.appliesFrom()).value());
        }
        return found;
    }

    /** Versions that could not be used, each told once. */
    List<Contents.Failure> failures() {
        return contents == null ? List.of() : contents.failures();
    }

    ContentHistory history() {
        return contents == null ? start : contents.history();
    }

    void take(ContentHistory newer) {
        contents().take(newer);
    }

    private Contents<T> contents() {
        Contents<T> known = contents;
        if (known == null) {
            known = new Contents<>(start, compile);
            contents = known;
        }
        return known;
    }
}
