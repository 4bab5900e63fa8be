package io.millrace.models.remote;

import java.io.Serializable;

/** Opens recorded answers where they are used. */
public interface RecordedAnswersProvider extends Serializable {
    /** Recorded answers, for the caller to close. */
    RecordedAnswers open();
}
