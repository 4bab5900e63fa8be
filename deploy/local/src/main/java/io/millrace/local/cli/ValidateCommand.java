package io.millrace.local.cli;

import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.InvalidContentException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a content bundle as the job would, and tells every problem at once. */
@Command(
        name = "validate",
        description =
                "Reads a content bundle (services, policies, conditions, runbooks, guardrails) as the job would and tells"
                        + " every problem at once, with file and line.")
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
            out().println(summary(bundle, bundle.compile()));
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

    private String name() {
        return folder == null ? "the shipped example content" : folder.toString();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
