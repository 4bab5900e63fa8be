package io.millrace.local.sagemaker;

import io.millrace.local.http.Faults;
import io.millrace.local.http.StandInServer;
import io.millrace.local.http.WireAnswer;
import io.millrace.local.http.WireException;
import io.millrace.local.http.WirePost;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * InvokeEndpoint for endpoints of Random Cut Forest, DeepAR and IP Insights; not AWS. Optionally one of them as its container
 * too: {@code GET /ping}, {@code POST /invocations}. Requests are not authenticated.
 */
public final class SageMakerStandIn implements AutoCloseable {
    /** What it calls itself wherever it can. */
    public static final String NAME = "Millrace SageMaker stand-in, not AWS";

    /** The operation's name for planned faults. */
    public static final String INVOKE = "InvokeEndpoint";

    /** By the service model. */
    private static final int MOST_BYTES = 6_291_456;

    private final Map<String, EndpointModel> endpoints = new ConcurrentHashMap<>();
    private final Faults faults = new Faults();
    private final StandInServer server;

    private SageMakerStandIn(InetAddress address, int port, @Nullable EndpointModel container) {
        server = StandInServer.start(
                NAME, address, port, new EndpointProtocol(NAME, INVOKE, this::invoke, faults, container));
    }

    /** Starts one on a free port. */
    public static SageMakerStandIn start() {
        return start(0);
    }

    /** Starts one on the loopback interface; it serves until closed. */
    public static SageMakerStandIn start(int port) {
        return new SageMakerStandIn(InetAddress.getLoopbackAddress(), port, null);
    }

    /** Starts one that is also the container of this model, whose endpoint gets this name. */
    public static SageMakerStandIn container(InetAddress address, int port, String name, EndpointModel model) {
        var standIn = new SageMakerStandIn(address, port, model);
        standIn.createEndpoint(name, model);
        return standIn;
    }

    /** Trains a forest on a daily wave under this name. */
    public void createEndpoint(String name, int features) {
        createEndpoint(name, FrozenForest.ofAWave(features));
    }

    /** Puts a model behind this name. */
    public void createEndpoint(String name, EndpointModel model) {
        endpoints.put(name, model);
    }

    public URI endpoint() {
        return server.endpoint();
    }

    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {
        server.close();
    }

    private WireAnswer invoke(String name, WirePost post) {
        EndpointModel model = endpoints.get(name);
        if (model == null) {
            throw WireException.client("ValidationError", "Endpoint " + name + " of account not found.");
        }
        if (post.body().length > MOST_BYTES) {
            throw WireException.client(
                    "ValidationError", "Request body of " + post.body().length + " bytes; at most " + MOST_BYTES);
        }
        try {
            WireAnswer answer = model.invoke(post);
            var headers = new TreeMap<String, String>(answer.headers());
            headers.put("x-Amzn-Invoked-Production-Variant", "AllTraffic");
            return new WireAnswer(200, answer.contentType(), Optional.empty(), answer.body(), headers);
        } catch (UnfitRequestException e) {
            throw new WireException(
                    424, "ModelError", "Received client error (" + e.status() + ") from model: " + e.getMessage());
        }
    }
}
