package io.millrace.local.bench;

import java.util.List;

/** The way of one kind of record: its parts in order, and the whole job over the same records. */
record Way(String name, String unit, List<Part> parts, PipelineFigures whole) {
    double sum() {
        return parts.stream().mapToDouble(Part::nanos).sum();
    }

    /** What the pipeline costs in sums of its parts. */
    double ratio() {
        return whole.processor().median() / sum();
    }
}
