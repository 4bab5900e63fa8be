package io.millrace.operators.redrive;

import io.millrace.domain.DeadLetter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a dead letter comes again: the stream and the bytes to put there, or why it cannot. */
public final class Redelivery {
    private final DeadLetter letter;
    private final @Nullable Refusal refusal;
    private final byte @Nullable [] data;

    private Redelivery(DeadLetter letter, @Nullable Refusal refusal, byte @Nullable [] data) {
        this.letter = letter;
        this.refusal = refusal;
        this.data = data;
    }

    /** What can be done about a letter, as it was when its stage made it. */
    public static Redelivery of(DeadLetter letter) {
        try {
            return new Redelivery(letter, null, RedrivePayload.of(letter));
        } catch (RefusedLetter e) {
            return new Redelivery(letter, e.refusal(), null);
        }
    }

    public DeadLetter letter() {
        return letter;
    }

    /** Null when it can come again. */
    public @Nullable Refusal refusal() {
        return refusal;
    }

    /** {@code metrics} or {@code events}: where the record came from. */
    public String stream() {
        return letter.getStream();
    }

    /** What to put on the stream; only when there is no refusal. */
    public byte[] data() {
        return Objects.requireNonNull(data, "A refused letter has no data");
    }
}
