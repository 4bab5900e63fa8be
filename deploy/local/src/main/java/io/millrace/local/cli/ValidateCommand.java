package io.millrace.local.cli;

import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.InvalidContentException;
import io.millrace.runbooks.ValidContent;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a content bundle as the job would, runs the tests of its policies, and tells every problem at once. */
@Command(
        name = "validate",
        description =
                "Reads a content bundle (services, policies, conditions, runbooks, guardrails) as the job would, runs the tests of"
                        + " its policies (policies/tests/*.yaml), and tells every problem at once, with file and line.")
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
            ValidContent valid = bundle.validate();
            out().println(summary(bundle, valid.content()));
            out().println(tests(valid));
            return ExitCodes.DONE;
        } catch (InvalidContentException invalid) {
            PrintWriter err = spec.commandLine().getErr();
            int problems = invalid.problems().size();
            err.println(name() + ": " + problems + (problems == 1 ? " problem" : " problems"));
            invalid.problems().forEach(problem -> err.println("  " + problem));
            return ExitCodes.BAD_INPUT;
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

    private String name() {
        return folder == null ? "the shipped example content" : folder.toString();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
