package io.millrace.local.cli;

import io.millrace.local.bedrock.BedrockStandIn;
import io.millrace.local.bedrock.Script;
import io.millrace.local.sagemaker.SageMakerStandIn;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One of the remote models' stand-ins, until it is interrupted. */
@Command(
        name = "stand-in",
        description = {
            "Serves one remote model's wire protocol on this machine until Ctrl-C, and prints the property group that points a"
                    + " job at it (./millrace replay --properties FILE).",
            "sagemaker: InvokeEndpoint with a real, frozen random cut forest behind it.",
            "bedrock: Converse with scripted answers; there is no model behind it."
        })
final class StandInCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SERVICE", description = "sagemaker or bedrock")
    private String service;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "port on the loopback interface; 0 (default) for a free one")
    private int port;

    @Option(
            names = "--script",
            paramLabel = "NAME",
            defaultValue = "cited",
            description = "bedrock: cited (default), errors, nonsense, hostile or hang")
    private String script;

    @Option(
            names = "--endpoint",
            paramLabel = "NAME",
            defaultValue = "millrace-forest",
            description = "sagemaker: name of the endpoint (default: ${DEFAULT-VALUE})")
    private String endpoint;

    @Option(
            names = "--features",
            paramLabel = "N",
            defaultValue = "8",
            description = "sagemaker: values of a vector, the job's shingle.size (default: ${DEFAULT-VALUE})")
    private int features;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > 65_535) {
            throw new BadInput("--port is " + port, "a number from 0 to 65535");
        }
        switch (service) {
            case "sagemaker" -> sagemaker();
            case "bedrock" -> bedrock();
            default -> throw new BadInput("there is no stand-in for " + service, "sagemaker or bedrock");
        }
        return ExitCodes.DONE;
    }

    private void sagemaker() throws InterruptedException {
        if (features < 1 || features > 10_000) {
            throw new BadInput("--features is " + features, "a number from 1 to 10000");
        }
        try (var standIn = SageMakerStandIn.start(port)) {
            standIn.createEndpoint(endpoint, features);
            serve(
                    SageMakerStandIn.NAME,
                    standIn.endpoint(),
                    """
                    [{"PropertyGroupId": "SageMakerForest", "PropertyMap": {
                      "namespaces": "AWS/EC2=%s", "shingle.size": "%d", "aws.region": "eu-west-1", "aws.endpoint": "%s"}}]
                    """
                            .formatted(endpoint, features, standIn.endpoint()));
        }
    }

    private void bedrock() throws InterruptedException {
        if (Arrays.stream(Script.values()).noneMatch(known -> known.name().equalsIgnoreCase(script))) {
            throw new BadInput("there is no script " + script, "cited, errors, nonsense, hostile or hang");
        }
        try (var standIn = BedrockStandIn.start(Script.named(script), port)) {
            serve(
                    BedrockStandIn.NAME,
                    standIn.endpoint(),
                    """
                    [{"PropertyGroupId": "Bedrock", "PropertyMap": {
                      "model.id": "stand-in.model-v1:0", "aws.region": "eu-west-1", "aws.endpoint": "%s"}}]
                    """
                            .formatted(standIn.endpoint()));
        }
    }

    private void serve(String name, URI address, String properties) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(name + " listens on " + address + " until Ctrl-C. Credentials may be any. Properties of a job:");
        out.println();
        out.println(properties);
        out.flush();
        new CountDownLatch(1).await();
    }
}
