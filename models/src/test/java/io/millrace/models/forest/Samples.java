package io.millrace.models.forest;

/** Samples that hold given points, each at its own place. */
final class Samples {
    private Samples() {}

    static CountedSample of(float[] points) {
        return of(points, CountedSample.MOST_POINTS);
    }

    static CountedSample of(float[] points, int places) {
        var sample = new CountedSample(places);
        for (var point : points) {
            sample.add(point);
        }
        return sample;
    }

    static double score(float[] points, float x) {
        return of(points).score(x);
    }

    static double score(float[] points, float x, double blockRatio) {
        return of(points).score(x, blockRatio);
    }
}
