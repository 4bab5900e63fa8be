package io.millrace.local.cli;

import io.millrace.runbooks.yaml.Durations;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** Main class of the script {@code millrace}: finds the command, runs it, and turns its end into an exit code. */
@Command(
        name = "./millrace",
        description = "From the flood of CloudWatch metrics and operational events to the few threads that matter")
public final class Millrace {
    private Millrace() {}

    /** Runs one command; the exit code is one of {@link ExitCodes}. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        var root = new CommandLine(new Millrace()).addMixin("help", new Help());
        for (Object command : Commands.all()) {
            root.addSubcommand(command);
        }
        for (CommandLine command : root.getSubcommands().values()) {
            command.addMixin("help", new Help());
        }
        return root.registerConverter(Duration.class, Millrace::duration)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Millrace::wrongUse)
                .setExecutionExceptionHandler(Millrace::failed);
    }

    private static Duration duration(String text) {
        return Durations.parse(text)
                .orElseThrow(
                        () -> new TypeConversionException("'" + text + "' is not a duration like 90s, 30m, 48h or 7d"));
    }

    private static int wrongUse(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(nameOf(command) + ": " + unknown(command) + firstLine(String.valueOf(wrong.getMessage())));
        err.println("  Right would be: " + synopsis(command));
        err.println("  " + nameOf(command) + " --help says more.");
        return ExitCodes.BAD_INPUT;
    }

    private static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof BadInput bad) {
            err.println(nameOf(command) + ": " + bad.getMessage());
            if (!bad.remedy().isEmpty()) {
                err.println("  Right would be: " + bad.remedy());
            }
            return ExitCodes.BAD_INPUT;
        }
        err.println(nameOf(command) + " failed: " + failure);
        if (failure.getStackTrace().length > 0) {
            failure.printStackTrace(err);
        }
        return ExitCodes.FAILED;
    }

    /** picocli speaks of what is missing before what it does not know; a mistyped option is both. */
    private static String unknown(CommandLine command) {
        List<String> unmatched = command.getUnmatchedArguments();
        return unmatched.isEmpty() ? "" : "Unknown: '" + String.join(" ", unmatched) + "'. ";
    }

    private static String nameOf(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }

    private static String synopsis(CommandLine command) {
        return command.getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("cannot be understood");
    }

    /** The option that every command has. */
    static final class Help {
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "what the command does, and its options")
        private boolean asked;
    }
}
