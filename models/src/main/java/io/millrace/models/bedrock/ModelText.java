package io.millrace.models.bedrock;

import io.millrace.domain.Sentence;
import java.util.List;

/** A model's answer that may be shown: each sentence cites members of the thread. */
public final class ModelText {
    private final List<Sentence> storyline;
    private final List<Sentence> hypotheses;
    private final List<Sentence> advice;

    ModelText(List<Sentence> storyline, List<Sentence> hypotheses, List<Sentence> advice) {
        this.storyline = List.copyOf(storyline);
        this.hypotheses = List.copyOf(hypotheses);
        this.advice = List.copyOf(advice);
    }

    public List<Sentence> storyline() {
        return storyline;
    }

    public List<Sentence> hypotheses() {
        return hypotheses;
    }

    public List<Sentence> advice() {
        return advice;
    }
}
