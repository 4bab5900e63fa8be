package io.millrace.runbooks.examples;

import io.millrace.runbooks.Content;
import io.millrace.runbooks.catalog.Rung;
import io.millrace.runbooks.catalog.Step;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problem;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/** The examples of a bundle's runbooks, {@code catalog/examples/*.yaml}. For one thread. */
public final class RunbookExamples {
    private final Problems problems = new Problems();
    private final List<RunbookExample> all = new ArrayList<>();

    private RunbookExamples() {}

    /** Of texts by path; what cannot be read is told by {@link #run}. */
    public static RunbookExamples read(Map<String, String> files) {
        var examples = new RunbookExamples();
        files.forEach((path, text) -> YamlReader.read(path, text, examples.problems)
                .flatMap(root -> Fields.of(path, root, examples.problems, "the file"))
                .ifPresent(file -> examples.all.addAll(ExampleReader.read(file))));
        return examples;
    }

    /** Those that can be read, by file and as written there. */
    public List<RunbookExample> all() {
        return List.copyOf(all);
    }

    /** What is wrong with the files by themselves. */
    public List<Problem> unreadable() {
        return problems.all();
    }

    /**
     * Plays every example; a problem for each that cannot be read or comes out otherwise.
     *
     * @param progress is told how many were played
     */
    public List<Problem> run(Content content, ExampleStages stages, IntConsumer progress) {
        int played = 0;
        for (RunbookExample example : all) {
            example.run(content, stages);
            progress.accept(++played);
        }
        return problems.all();
    }

    /** Steps that no example shows at work, as {@code runbook/step}. */
    public SortedSet<String> unshown(Content content) {
        var steps = new TreeSet<String>();
        content.runbooks().all().forEach((id, runbook) -> {
            for (Step step : runbook.diagnosis().steps()) {
                steps.add(id + "/" + step.name());
            }
            for (Rung rung : runbook.rungs()) {
                for (Step step : rung.steps()) {
                    steps.add(id + "/" + step.name());
                }
            }
        });
        all.forEach(example -> example.step().ifPresent(step -> steps.remove(example.runbook() + "/" + step)));
        return steps;
    }
}
