package io.millrace.operators.remote;

import io.millrace.models.access.Access;
import io.millrace.models.remote.Answers;
import io.millrace.models.remote.RemoteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A model that answers when a test says so. */
final class PatientModel implements RemoteModel<Access, Double> {
    private final List<List<Access>> asked = new ArrayList<>();
    private final List<CompletableFuture<Answers<Double>>> answers = new ArrayList<>();

    @Override
    public CompletableFuture<Answers<Double>> ask(List<Access> questions) {
        var answer = new CompletableFuture<Answers<Double>>();
        asked.add(List.copyOf(questions));
        answers.add(answer);
        return answer;
    }

    /** Entities, in the order in which they were asked about. */
    List<String> asked() {
        return asked.stream().flatMap(List::stream).map(Access::entity).toList();
    }

    int requests() {
        return asked.size();
    }

    /** Answers a request, by number: each question with 1. */
    void answer(int request) {
        answers.get(request)
                .complete(new Answers<>(
                        asked.get(request).stream().map(access -> 1.0).toList(), "blue"));
    }

    @Override
    public void close() {}
}
