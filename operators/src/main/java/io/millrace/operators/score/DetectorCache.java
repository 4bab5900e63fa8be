package io.millrace.operators.score;

import io.millrace.models.series.SeriesDetector;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The detectors that were used last, by series: a read cache over keyed state, never the only copy. A new
 * operator starts with an empty one; a detector whose decision threw must be dropped.
 */
final class DetectorCache {
    private final LinkedHashMap<String, SeriesDetector> detectors;

    DetectorCache(int most) {
        this.detectors = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, SeriesDetector> eldest) {
                return size() > most;
            }
        };
    }

    @Nullable
    SeriesDetector get(String seriesKey) {
        return detectors.get(seriesKey);
    }

    void put(String seriesKey, SeriesDetector detector) {
        detectors.put(seriesKey, detector);
    }

    void drop(String seriesKey) {
        detectors.remove(seriesKey);
    }
}
