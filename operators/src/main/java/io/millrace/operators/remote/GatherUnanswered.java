package io.millrace.operators.remote;

import io.millrace.domain.RemoteAnswer;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Makes one row of the questions of an hour that got no answer for the same reason, their positions one a line: an
 * endpoint that is ill would cost the lake a row for every point. No state of its own: what it holds leaves before every checkpoint
 * barrier and every watermark, so no question is lost or told twice.
 */
public final class GatherUnanswered extends AbstractStreamOperator<RemoteAnswer>
        implements OneInputStreamOperator<RemoteAnswer, RemoteAnswer>, BoundedOneInput {
    private static final long serialVersionUID = 1L;

    /** Questions of a row: some 50 KB of positions. */
    static final int MOST = 1000;

    /** One for each endpoint and reason: few. Empty when the operator is shipped. */
    private final ArrayList<Gathered> held = new ArrayList<>();

    public GatherUnanswered() {
        // Else Flink puts an exchange before it, at the price of the one that it saves.
        setChainingStrategy(ChainingStrategy.ALWAYS);
    }

    @Override
    public void processElement(StreamRecord<RemoteAnswer> element) {
        RemoteAnswer row = element.getValue();
        if (row.getAnswer() != null || row.getPosition().indexOf('\n') >= 0) {
            output.collect(element);
            return;
        }
        for (Gathered gathered : held) {
            if (gathered.isLike(row)) {
                gathered.add(row);
                if (gathered.questions == MOST) {
                    held.remove(gathered);
                    tell(gathered);
                }
                return;
            }
        }
        held.add(new Gathered(row));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void endInput() {
        flush();
    }

    private void flush() {
        held.forEach(this::tell);
        held.clear();
    }

    private void tell(Gathered gathered) {
        RemoteAnswer row = gathered.row();
        output.collect(new StreamRecord<>(row, row.getArrivedAt().toEpochMilli()));
    }

    private static final class Gathered {
        private final RemoteAnswer first;
        private final long hour;
        private final StringBuilder positions;
        private int questions = 1;

        Gathered(RemoteAnswer first) {
            this.first = first;
            this.hour = hour(first);
            this.positions = new StringBuilder(first.getPosition());
        }

        boolean isLike(RemoteAnswer row) {
            return first.getFallback().equals(row.getFallback())
                    && first.getEndpoint().equals(row.getEndpoint())
                    && first.getKind().equals(row.getKind())
                    && hour == hour(row);
        }

        void add(RemoteAnswer row) {
            positions.append('\n').append(row.getPosition());
            questions++;
        }

        RemoteAnswer row() {
            return new RemoteAnswer(
                    first.getKind(),
                    first.getEndpoint(),
                    positions.toString(),
                    "",
                    first.getArrivedAt(),
                    "",
                    null,
                    first.getFallback());
        }

        /** Of arrival: a replay looks for an answer in the hour of its question. */
        private static long hour(RemoteAnswer row) {
            return Math.floorDiv(
                    row.getArrivedAt().getEpochSecond(),
                    ChronoUnit.HOURS.getDuration().toSeconds());
        }
    }
}
