package io.millrace.runbooks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one stage makes of each version of content, made when it is first asked for and then kept. A version of which nothing can
 * be made is passed over: the one before it goes on deciding, and {@link #failures} says why. Not for several threads.
 */
public final class Contents<T> {
    private final Function<ContentBundle, T> compile;
    private final Map<String, Compiled<T>> compiled = new HashMap<>();
    private final List<Failure> failures = new ArrayList<>();
    private ContentHistory history;

    /** @param compile what the stage asks of a bundle; throws where the bundle is wrong */
    public Contents(ContentHistory history, Function<ContentBundle, T> compile) {
        this.history = history;
        this.compile = compile;
    }

    /** What decides from now on. */
    public void take(ContentHistory newer) {
        history = newer;
        compiled.keySet().removeIf(version -> newer.find(version).isEmpty());
    }

    public ContentHistory history() {
        return history;
    }

    /**
     * What decides about an arrival.
     *
     * @throws IllegalStateException when nothing can be made of any version
     */
    public Compiled<T> at(Instant arrivedAt) {
        List<EffectiveBundle> all = history.all();
        int place = history.place(arrivedAt);
        Compiled<T> found = compiled(all.get(place));
        for (int older = place - 1; found.isBroken() && older >= 0; older--) {
            found = compiled(all.get(older));
        }
        for (int newer = place + 1; found.isBroken() && newer < all.size(); newer++) {
            found = compiled(all.get(newer));
        }
        if (found.isBroken()) {
            throw new IllegalStateException("No version of the content can be used", found.cause);
        }
        return found;
    }

    /** A version that is known, else what decides about the arrival. */
    public Compiled<T> version(String version, Instant arrivedAt) {
        Compiled<T> known = compiled.get(version);
        if (known == null) {
            Optional<EffectiveBundle> kept = history.find(version);
            known = kept.isPresent() ? compiled(kept.get()) : null;
        }
        return known == null || known.isBroken() ? at(arrivedAt) : known;
    }

    /** Versions that could not be used, each told once. */
    public List<Failure> failures() {
        if (failures.isEmpty()) {
            return List.of();
        }
        var told = List.copyOf(failures);
        failures.clear();
        return told;
    }

    private Compiled<T> compiled(EffectiveBundle bundle) {
        Compiled<T> known = compiled.get(bundle.version());
        if (known == null) {
            known = compile(bundle);
            compiled.put(bundle.version(), known);
        }
        return known;
    }

    private Compiled<T> compile(EffectiveBundle bundle) {
        try {
            return new Compiled<>(bundle.version(), compile.apply(bundle.bundle()), null);
        } catch (RuntimeException e) {
            failures.add(new Failure(bundle, e));
            return new Compiled<>(bundle.version(), null, e);
        }
    }

    /** What a stage made of one version. */
    public static final class Compiled<T> {
        private final String version;
        private final @Nullable T value;
        private final @Nullable RuntimeException cause;

        private Compiled(String version, @Nullable T value, @Nullable RuntimeException cause) {
            this.version = version;
            this.value = value;
            this.cause = cause;
        }

        public String version() {
            return version;
        }

        public T value() {
            if (value == null) {
                throw new IllegalStateException("Content " + version + " cannot be used", cause);
            }
            return value;
        }

        private boolean isBroken() {
            return value == null;
        }
    }

    /** A version that was validated and yet cannot be used here. */
    public static final class Failure {
        private final EffectiveBundle bundle;
        private final RuntimeException cause;

        Failure(EffectiveBundle bundle, RuntimeException cause) {
            this.bundle = bundle;
            this.cause = cause;
        }

        public EffectiveBundle bundle() {
            return bundle;
        }

        public RuntimeException cause() {
            return cause;
        }
    }
}
