package io.millrace.operators.remote;

import io.millrace.models.remote.RecordedAnswersProvider;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Whom the asking stages ask: the models, or what they answered in an earlier run. */
public final class Asking implements Serializable {
    private static final long serialVersionUID = 1L;

    private final boolean waits;
    private final @Nullable RecordedAnswersProvider recorded;

    private Asking(boolean waits, @Nullable RecordedAnswersProvider recorded) {
        this.waits = waits;
        this.recorded = recorded;
    }

    /** The models; what they cannot take in time is not waited for: the embedded model's answer stands. */
    public static Asking live() {
        return new Asking(false, null);
    }

    /** The models, up to the deadline however many questions there are: for bounded input, which nobody waits for. */
    public static Asking patiently() {
        return new Asking(true, null);
    }

    /** Nobody: each question gets what was recorded, fallbacks too. */
    public static Asking recorded(RecordedAnswersProvider answers) {
        return new Asking(true, answers);
    }

    /** Whether a full queue waits for the model instead of letting go. */
    public boolean waits() {
        return waits;
    }

    /** What is read instead of asking; null where the models are asked. */
    public @Nullable RecordedAnswersProvider recorded() {
        return recorded;
    }
}
