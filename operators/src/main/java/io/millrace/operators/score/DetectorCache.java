package io.millrace.operators.score;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The detectors that were used last, by key: a read cache over keyed state, never the only copy. A new
 * operator starts with an empty one; a detector whose decision threw must be dropped.
 */
final class DetectorCache<D> {
    private final LinkedHashMap<String, D> detectors;

    DetectorCache(int most) {
        this.detectors = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, D> eldest) {
                return size() > most;
            }
        };
    }

    @Nullable
    D get(String key) {
        return detectors.get(key);
    }

    void put(String key, D detector) {
        detectors.put(key, detector);
    }

    void drop(String key) {
        detectors.remove(key);
    }
}
