package io.millrace.local.cli;

import io.millrace.operators.eventbridge.ParseAndPublish;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.InvalidContentException;
import io.millrace.runbooks.ValidContent;
import io.millrace.runbooks.examples.RunbookExamples;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Reads a content bundle as the job would, runs the tests of its policies and the examples of its runbooks, and tells every problem
 * at once.
 */
@Command(
        name = "validate",
        description =
                "Reads a content bundle (services, policies, conditions, runbooks, guardrails) as the job would, runs the tests of"
                        + " its policies (policies/tests/*.yaml) and the examples of its runbooks (catalog/examples/*.yaml), and"
                        + " tells every problem at once, with file and line.")
final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description =
                    "folder of the bundle, with bundle.yaml in it; without it, the example content that Millrace ships")
    private @Nullable Path folder;

    @Override
    public Integer call() {
        try {
            ContentBundle bundle = folder == null ? ContentBundle.shipped() : ContentBundle.load(folder);
            RunbookExamples examples =
                    folder == null ? ContentBundle.shippedExamples() : ContentBundle.examples(folder);
            ValidContent valid = validated(bundle, examples);
            play(examples, valid.content());
            out().println(summary(bundle, valid.content()));
            out().println(tests(valid));
            out().println(examples(examples, valid.content()));
            return ExitCodes.DONE;
        } catch (InvalidContentException invalid) {
            PrintWriter err = spec.commandLine().getErr();
            int problems = invalid.problems().size();
            err.println(name() + ": " + problems + (problems == 1 ? " problem" : " problems"));
            invalid.problems().forEach(problem -> err.println("  " + problem));
            return ExitCodes.BAD_INPUT;
        }
    }

    /** Of a bundle that is not sound, what is wrong with its examples by themselves is told beside the rest. */
    private static ValidContent validated(ContentBundle bundle, RunbookExamples examples) {
        try {
            return bundle.validate();
        } catch (InvalidContentException invalid) {
            var problems = new ArrayList<>(invalid.problems());
            problems.addAll(examples.unreadable());
            problems.sort(null);
            throw new InvalidContentException(problems);
        }
    }

    private static void play(RunbookExamples examples, Content content) {
        int all = examples.all().size();
        var progress = Progress.onStandardError();
        var problems = examples.run(
                content,
                new ParseAndPublish(),
                played -> progress.at("examples of runbooks: " + played + " of " + all));
        progress.clear();
        if (!problems.isEmpty()) {
            throw new InvalidContentException(problems);
        }
    }

    private String summary(ContentBundle bundle, Content content) {
        return String.format(
                "%s is sound: version %s, effective from %s; %d services, %d policies, %d conditions, %d runbooks",
                name(),
                bundle.version(),
                bundle.effectiveFrom(),
                content.catalog().services().size(),
                content.policies().ids().size(),
                content.conditions().ids().size(),
                content.runbooks().all().size());
    }

    private static String tests(ValidContent valid) {
        var untested = valid.untestedPolicies();
        return String.format(
                "%d tests of policies hold%s; %d %s",
                valid.policyCases(),
                untested.isEmpty()
                        ? "; every policy is at work in one"
                        : "; no test shows " + String.join(", ", untested) + " at work",
                valid.scenarios(),
                valid.scenarios() == 1 ? "scenario comes out as it should" : "scenarios come out as they should");
    }

    private static String examples(RunbookExamples examples, Content content) {
        var unshown = examples.unshown(content);
        int count = examples.all().size();
        return count + (count == 1 ? " example of runbooks comes" : " examples of runbooks come") + " out as written"
                + (unshown.isEmpty()
                        ? "; every step is shown in one"
                        : "; no example shows " + String.join(", ", unshown));
    }

    private String name() {
        return folder == null ? "the shipped example content" : folder.toString();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
