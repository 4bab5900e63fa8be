package io.millrace.local.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.cli.BadInput;
import io.millrace.local.cli.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the cloud's template and says what it would create; without {@code --synth-only} brings it into an account. */
@Command(
        name = "deploy",
        description = {
            "Writes the CloudFormation template of the whole cloud side and says what it would create. Needs node.",
            "Without --synth-only it then creates it in the account of your AWS credentials: streams, bus, rules, lake"
                    + " first, then job jar and content, then the application. This needs an account prepared with"
                    + " 'cdk bootstrap', and cdk and aws on the PATH; the steps are printed before they run."
        })
public final class DeployCommand implements Callable<Integer> {
    @Option(names = "--synth-only", description = "write the template and stop; needs no account")
    private boolean synthOnly;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "folder of the template; default: target/deploy of the checkout")
    private @Nullable Path output;

    @Option(
            names = "--content",
            paramLabel = "DIR",
            description = "content bundle to deploy; default: the shipped example")
    private @Nullable Path content;

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "parameter of the stack, such as BedrockModelId=...; may be repeated; what is not named keeps"
                    + " its value of the last deployment")
    private Map<String, String> parameters = new TreeMap<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path home = Path.of(System.getProperty("millrace.home", "."))
                .toAbsolutePath()
                .normalize();
        Path assembly = output == null ? home.resolve("target/deploy") : output.toAbsolutePath();
        var programs = ProgramsOnThePath.ofThisProcess();
        requireFolder(assembly);
        programs.require("node", "Node.js 22 or newer: the CDK runs in it");
        PrintWriter out = spec.commandLine().getOut();
        Path template = new TemplateSynthesis(home).into(assembly);
        requireParameters(template);
        out.println("Template: " + template);
        TemplateSummary.of(template).lines().forEach(out::println);
        if (synthOnly) {
            return ExitCodes.DONE;
        }
        out.println();
        out.flush();
        return new Deployment(home, assembly, content, parameters, programs, out).run();
    }

    private void requireParameters(Path template) throws IOException {
        var known = new TreeSet<String>();
        new ObjectMapper()
                .readTree(template.toFile())
                .path("Parameters")
                .fieldNames()
                .forEachRemaining(known::add);
        known.removeAll(Set.of("BootstrapVersion", "JobJarKey", "ContentVersion"));
        for (String name : parameters.keySet()) {
            if (!known.contains(name)) {
                throw new BadInput("--parameter " + name + " is not the stack's", "one of " + String.join(", ", known));
            }
        }
    }

    private static void requireFolder(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new BadInput("--output " + folder + " is a file", "a folder");
        }
    }
}
