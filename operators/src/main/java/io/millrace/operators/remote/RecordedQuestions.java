package io.millrace.operators.remote;

import io.millrace.domain.RemoteAnswer;
import io.millrace.models.remote.RecordedAnswers;
import io.millrace.models.remote.RemoteModelException;

/** Questions that get the answers of an earlier run: the same ones, or the same reasons why there were none. */
final class RecordedQuestions<I, Q, A, O> implements AutoCloseable {
    private final Questions<I, Q, A, O> questions;
    private final RecordedAnswers answers;

    RecordedQuestions(Questions<I, Q, A, O> questions, RecordedAnswers answers) {
        this.questions = questions;
        this.answers = answers;
    }

    /** An answer to another question, by its digest, is none. May read a file: a replay's task has nothing better to do. */
    O answer(I input) {
        O unasked = questions.unasked(input);
        if (unasked != null) {
            return unasked;
        }
        RemoteAnswer row = answers.find(
                questions.kind(), questions.endpoint(input), questions.position(input), questions.arrivedAt(input));
        if (row == null) {
            return questions.unanswered(input, RemoteModelException.NOT_RECORDED);
        }
        String text = row.getAnswer();
        if (text == null) {
            return questions.unanswered(input, row.getFallback());
        }
        Q question = questions.question(input);
        return row.getRequestDigest().equals(questions.wire().digest(question))
                ? questions.answered(input, questions.wire().read(text, question), row.getVariant())
                : questions.unanswered(input, RemoteModelException.NOT_RECORDED);
    }

    @Override
    public void close() {
        answers.close();
    }
}
