package io.millrace.operators.remote;

import org.apache.flink.streaming.api.watermark.Watermark;
import org.jspecify.annotations.Nullable;

/**
 * One record's place in line: with a question under way, or with its answer, behind others that have none yet. It is answered
 * once, by whoever is first: the model, the deadline, or the stage letting go. Changed in the task's thread only.
 */
final class Asked<I, Q, O> {
    private final I input;
    private @Nullable Q question;
    private String endpoint = "";
    private long askedAt;
    private @Nullable O answer;
    /** Read where batches are sent. */
    private volatile boolean answered;

    private @Nullable Watermark followedBy;

    Asked(I input) {
        this.input = input;
    }

    /** @param at last tick of the stage before it was asked */
    void underWay(Q asked, String ofEndpoint, long at) {
        question = asked;
        endpoint = ofEndpoint;
        askedAt = at;
    }

    /** The first answer stays. */
    void answer(O given) {
        if (!answered) {
            answer = given;
            answered = true;
        }
    }

    boolean isAnswered() {
        return answered;
    }

    /** The watermark that came after this record and before the next; a later one takes the place of an earlier. */
    void follow(Watermark mark) {
        followedBy = mark;
    }

    I input() {
        return input;
    }

    Q question() {
        Q asked = question;
        if (asked == null) {
            throw new IllegalStateException("A record that asks nobody was sent to a model: " + input);
        }
        return asked;
    }

    /** Whom the question went to; empty where nobody was asked. */
    String endpoint() {
        return endpoint;
    }

    /** The last tick before it was asked, in milliseconds of processing time. */
    long askedAt() {
        return askedAt;
    }

    O answer() {
        O given = answer;
        if (given == null) {
            throw new IllegalStateException("A record left the line before its answer came: " + input);
        }
        return given;
    }

    @Nullable
    Watermark followedBy() {
        return followedBy;
    }
}
