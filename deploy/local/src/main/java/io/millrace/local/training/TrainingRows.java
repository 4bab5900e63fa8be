package io.millrace.local.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;

/** Writes training data as rows of its query come by, one after the other: only the current series is in memory. */
interface TrainingRows extends AutoCloseable {
    /** Ordered so that what belongs together comes together. */
    String query(String since);

    void row(List<JsonNode> cells) throws IOException;

    /** Ends the last series and the files. */
    @Override
    void close() throws IOException;

    /** What was written, in a line, and which hyper-parameters belong to it. */
    String summary();
}
