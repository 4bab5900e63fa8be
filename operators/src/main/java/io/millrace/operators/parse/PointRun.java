package io.millrace.operators.parse;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import io.millrace.domain.MetricDatum;
import io.millrace.operators.parse.json.JsonReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads points with one parser for as long as each is alone on its line, which is nearly always: a parser for each line took a
 * quarter of the time. It ends before the first line that is anything else, for the caller to look at by itself.
 */
final class PointRun {
    private final MetricPointReader reader;
    private final RecordContents contents;
    private final SeriesLines known;
    private final byte[] bytes;
    private final int start;
    private final int limit;
    private final int lines;
    private final int firstLine;

    /** What the parser read last. */
    private @Nullable MetricDatum read;

    private int readFrom;
    private int readLine;
    private boolean isAtEnd;

    private boolean isEmpty = true;
    private int end;
    private int line;

    /**
     * @param known learns the lines
     * @param start where the run begins in the bytes, at the beginning of a line that takes the contents' next place
     * @param limit where it ends at the latest, at the beginning of a line or the bytes' end
     * @param lines how many lines that are
     */
    PointRun(
            MetricPointReader reader,
            RecordContents contents,
            SeriesLines known,
            byte[] bytes,
            int start,
            int limit,
            int lines) {
        this.reader = reader;
        this.contents = contents;
        this.known = known;
        this.bytes = bytes;
        this.start = start;
        this.limit = limit;
        this.lines = lines;
        this.firstLine = contents.position();
        this.end = start;
        this.line = firstLine;
    }

    /** Hands over the points and ticks of the run. */
    void handOver() throws RejectedPoint {
        try (JsonParser parser = JsonReader.parser(bytes, start, limit - start)) {
            handOver(parser);
        } catch (IOException e) {
            throw new RejectedPoint("not-json", "The encoding could not be detected: " + e.getMessage());
        }
    }

    private void handOver(JsonParser parser) {
        // a point is known to be alone on its line when the next one has begun on another
        boolean isHeld = false;
        MetricDatum held = null;
        while (next(parser) && !(isHeld && readLine == line)) {
            if (isHeld) {
                hand(held);
            }
            isHeld = true;
            held = read;
            end = beginning(readFrom);
            line = readLine;
        }
        if (isAtEnd) {
            if (isHeld) {
                hand(held);
            }
            end = limit;
            // blank lines take their places too
            line = firstLine + lines;
        }
        contents.advanceTo(line);
    }

    private void hand(@Nullable MetricDatum point) {
        isEmpty = false;
        contents.advanceTo(line);
        if (point == null) {
            contents.tick();
        } else {
            known.learn(bytes, end, point);
            contents.point(point);
        }
    }

    /** Whether one more object was read that begins and ends on one line and is a point or a tick. */
    private boolean next(JsonParser parser) {
        try {
            if (parser.nextToken() == null) {
                isAtEnd = true;
                return false;
            }
            JsonLocation from = parser.currentTokenLocation();
            int row = from.getLineNr();
            readFrom = start + (int) from.getByteOffset();
            readLine = firstLine + row - 1;
            reader.readObject(parser);
            read = reader.isTick() ? null : reader.datum(contents.raw(), readLine, contents.latest());
            return parser.currentTokenLocation().getLineNr() == row;
        } catch (IOException | RejectedPoint | RuntimeException e) {
            // whatever it is, the line shows it again when it is looked at by itself
            return false;
        }
    }

    private int beginning(int at) {
        int from = at;
        while (from > start && bytes[from - 1] != '\n') {
            from--;
        }
        return from;
    }

    /** Nothing was handed over. */
    boolean isEmpty() {
        return isEmpty;
    }

    /** Where the first line begins that the run did not hand over; the limit when there is none. */
    int end() {
        return end;
    }
}
