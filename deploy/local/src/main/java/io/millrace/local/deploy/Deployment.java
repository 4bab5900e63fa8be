package io.millrace.local.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.cli.BadInput;
import io.millrace.local.cli.ExitCodes;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.InvalidContentException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the template, the job jar and the content into an account, with the tools that its owner trusts: cdk and aws.
 * Each step is printed before it runs and may be repeated; the first that fails ends the deployment.
 */
final class Deployment {
    private static final String STACK = "Millrace";
    private static final String NEEDED =
            "a machine with the CDK's and AWS's command lines (npm install -g aws-cdk; the AWS CLI),"
                    + " AWS credentials and a Region in the environment, and the account prepared once with: cdk bootstrap";

    private final Path home;
    private final Path assembly;
    private final @Nullable Path content;
    private final Map<String, String> parameters;
    private final ProgramsOnThePath programs;
    private final PrintWriter out;

    Deployment(
            Path home,
            Path assembly,
            @Nullable Path content,
            Map<String, String> parameters,
            ProgramsOnThePath programs,
            PrintWriter out) {
        this.parameters = parameters;
        this.home = home;
        this.assembly = assembly;
        this.content = content;
        this.programs = programs;
        this.out = out;
    }

    /** The exit code: that of the command line. */
    int run() throws IOException, InterruptedException {
        programs.require("cdk", NEEDED);
        programs.require("aws", NEEDED);
        Path jar = jobJar();
        Path bundle = bundle();
        String version = version(bundle);
        String jarKey = "jobs/" + sha256(jar) + ".jar";
        Path outputs = assembly.resolve("outputs.json");

        if (!step(cdk("--outputs-file", outputs.toString()))) {
            return ExitCodes.FAILED;
        }
        JsonNode names = new ObjectMapper().readTree(Files.readString(outputs)).path(STACK);
        String bucket = "s3://" + names.path("ArtifactBucket").asText() + "/";
        String application = names.path("ApplicationName").asText();
        boolean done = step(List.of("aws", "s3", "cp", jar.toString(), bucket + jarKey))
                && step(List.of(
                        "aws", "s3", "cp", "--recursive", bundle.toString(), bucket + "content/" + version + "/"))
                && step(cdk("--parameters", "JobJarKey=" + jarKey, "--parameters", "ContentVersion=" + version));
        if (!done) {
            return ExitCodes.FAILED;
        }
        out.println("The application is there. If it is not running yet, start it, which begins the cost of its KPUs:");
        out.println("  aws kinesisanalyticsv2 start-application --application-name " + application);
        return ExitCodes.DONE;
    }

    private List<String> cdk(String... more) {
        var command = new ArrayList<>(List.of("cdk", "deploy", "--app", assembly.toString(), STACK));
        command.addAll(List.of(more));
        parameters.forEach((name, value) -> command.addAll(List.of("--parameters", name + "=" + value)));
        return command;
    }

    private boolean step(List<String> command) throws IOException, InterruptedException {
        out.println("> " + String.join(" ", command));
        out.flush();
        var line = new ArrayList<>(command);
        line.set(0, programs.require(command.get(0), NEEDED).toString());
        int status = new ProcessBuilder(line).inheritIO().start().waitFor();
        if (status != 0) {
            out.println(command.get(0) + " ended with " + status
                    + "; what was done stays, and deploy may be run again. It needs " + NEEDED);
        }
        return status == 0;
    }

    private Path jobJar() throws IOException {
        Path target = home.resolve("jobs/target");
        if (Files.isDirectory(target)) {
            try (var jars = Files.newDirectoryStream(target, "*-job.jar")) {
                for (Path jar : jars) {
                    return jar;
                }
            }
        }
        throw new BadInput(
                "there is no job jar in " + target, "to build it first: mvn -DskipTests -pl jobs -am package");
    }

    /** The given folder, or the shipped bundle written out. */
    private Path bundle() throws IOException {
        if (content != null) {
            return content;
        }
        Path folder = assembly.resolve("content");
        for (var file : ContentBundle.shipped().files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return folder;
    }

    private static String version(Path bundle) throws IOException {
        try {
            // the job judges what comes while it runs, and begins with what it is given: this is where that is judged
            var given = ContentBundle.load(bundle);
            given.validate();
            return given.version();
        } catch (InvalidContentException invalid) {
            throw new BadInput(
                    "the content in " + bundle + " cannot be used: " + invalid.getMessage(), "./millrace validate");
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has SHA-256", impossible);
        }
    }
}
