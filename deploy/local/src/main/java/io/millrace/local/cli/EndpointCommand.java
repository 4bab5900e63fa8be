package io.millrace.local.cli;

import io.millrace.local.sagemaker.EndpointModel;
import io.millrace.local.sagemaker.FrozenAffinity;
import io.millrace.local.sagemaker.FrozenForest;
import io.millrace.local.sagemaker.SageMakerStandIn;
import io.millrace.local.sagemaker.SeriesEndpoint;
import io.millrace.local.sagemaker.UnfitRequestException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One of SageMaker's algorithms as its container serves it, until it is interrupted. */
@Command(
        name = "endpoint",
        description = {
            "Serves one algorithm until Ctrl-C as a container of SageMaker does, GET /ping and POST /invocations, and at the"
                    + " path of SageMaker's API, POST /endpoints/NAME/invocations. The formats are the algorithm's, what is behind"
                    + " them is ours:",
            "  rcf           a random cut forest, trained on --training (CSV of vectors) or on a daily wave, and frozen",
            "  deepar        a seasonal forecast of each window by itself; no neural network",
            "  ip-insights   counted prefixes of --training (CSV of entity,address); no embeddings",
            "Training files: ./millrace export-training."
        })
final class EndpointCommand implements Callable<Integer> {
    @Option(names = "--algorithm", required = true, paramLabel = "NAME", description = "rcf, deepar or ip-insights")
    private String algorithm;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "port; 0 for a free one (default: ${DEFAULT-VALUE}, as SageMaker expects)")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "interface; 0.0.0.0 inside a container (default: ${DEFAULT-VALUE})")
    private String bind;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "millrace-local",
            description = "name of the endpoint (default: ${DEFAULT-VALUE})")
    private String name;

    @Option(names = "--training", paramLabel = "FILE", description = "rcf, ip-insights: CSV to be trained on")
    private @Nullable Path training;

    @Option(
            names = "--features",
            paramLabel = "N",
            defaultValue = "8",
            description = "rcf: values of a vector (default: ${DEFAULT-VALUE})")
    private int features;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new BadInput("--port is " + port, "a number from 0 to 65535");
        }
        if (features < 1 || features > 10_000) {
            throw new BadInput("--features is " + features, "a number from 1 to 10000");
        }
        EndpointModel model = model();
        try (var standIn = SageMakerStandIn.container(address(), port, name, model)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(SageMakerStandIn.NAME + ": " + model.description());
            out.println("  " + standIn.endpoint() + "/invocations");
            out.println("  " + standIn.endpoint() + "/endpoints/" + name + "/invocations");
            out.flush();
            new CountDownLatch(1).await();
        } catch (UncheckedIOException e) {
            throw new BadInput(String.valueOf(e.getMessage()), "a port that nobody listens on");
        }
        return ExitCodes.DONE;
    }

    EndpointModel model() {
        return switch (algorithm) {
            case "rcf" ->
                training == null
                        ? FrozenForest.ofAWave(features)
                        : trained(training, lines -> FrozenForest.trainedOn(lines, features));
            case "deepar" -> {
                if (training != null) {
                    throw new BadInput(
                            "deepar takes no --training here", "nothing: it forecasts each window by itself");
                }
                yield new SeriesEndpoint(12, Duration.ofMinutes(5));
            }
            case "ip-insights" ->
                training == null ? FrozenAffinity.trainedOn(Stream.of()) : trained(training, FrozenAffinity::trainedOn);
            default -> throw new BadInput("there is no algorithm " + algorithm, "rcf, deepar or ip-insights");
        };
    }

    private static EndpointModel trained(Path file, Function<Stream<String>, EndpointModel> training) {
        try (Stream<String> lines = Files.lines(file)) {
            return training.apply(lines);
        } catch (IOException | UncheckedIOException e) {
            throw new BadInput("--training " + file + " cannot be read: " + e.getMessage(), "a file of CSV lines");
        } catch (UnfitRequestException e) {
            throw new BadInput("--training " + file + ": " + e.getMessage(), "what export-training writes");
        }
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new BadInput("--bind is " + bind, "an address of this machine, such as 127.0.0.1 or 0.0.0.0");
        }
    }
}
