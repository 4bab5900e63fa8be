package io.millrace.models.remote;

import java.util.List;

/** A remote model's answers to a batch: one per question, by position, and the variant that gave them. */
public final class Answers<A> {
    private final List<A> answers;
    private final String variant;

    public Answers(List<A> answers, String variant) {
        this.answers = List.copyOf(answers);
        this.variant = variant;
    }

    public int size() {
        return answers.size();
    }

    /** The answer to the question at this position. */
    public A get(int position) {
        return answers.get(position);
    }

    /** What the service calls the model that answered (InvokedProductionVariant); empty when it did not say. */
    public String variant() {
        return variant;
    }
}
