package io.millrace.operators.eventbridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.domain.BusEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A real HTTP server that answers PutEvents as it is told, entry by entry, and remembers what it was sent. */
final class PutEventsServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<Request> requests = new CopyOnWriteArrayList<>();
    /** Detail ids of the entries that were taken, in order. */
    final List<String> taken = new CopyOnWriteArrayList<>();

    private final HttpServer server;
    private volatile BiFunction<Integer, JsonNode, String> entries = (request, entry) -> "";
    private volatile BiFunction<Integer, JsonNode, Failure> failures = (request, body) -> Failure.NONE;

    PutEventsServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool(runnable -> {
            var thread = new Thread(runnable, "put-events-server");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    /** By number of the request from 0 and the entry: an error code, or nothing. */
    PutEventsServer entriesFail(BiFunction<Integer, JsonNode, String> code) {
        entries = code;
        return this;
    }

    /** By number of the request from 0 and its body: how the request fails as a whole. */
    PutEventsServer requestsFail(BiFunction<Integer, JsonNode, Failure> failure) {
        failures = failure;
        return this;
    }

    /** As if new. */
    void forget() {
        requests.clear();
        taken.clear();
        entries = (request, entry) -> "";
        failures = (request, body) -> Failure.NONE;
    }

    EventBridgeClientProvider clients() {
        return SdkEventBridgeClientProvider.of("eu-west-1")
                .withEndpoint(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .withCredentials(() -> StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
    }

    static String id(JsonNode entry) {
        try {
            return JSON.readTree(entry.path("Detail").asText()).path("id").asText();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String id(BusEvent event) {
        return event.getEntryId();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            var json = JSON.readTree(body);
            int number;
            synchronized (requests) {
                number = requests.size();
                requests.add(new Request(exchange.getRequestHeaders(), body, json));
            }
            var failure = failures.apply(number, json);
            if (failure.status != 200) {
                send(exchange, failure.status, JSON.writeValueAsBytes(Map.of("__type", failure.code, "message", "no")));
                return;
            }
            send(exchange, 200, JSON.writeValueAsBytes(results(number, json)));
        }
    }

    private ObjectNode results(int number, JsonNode json) {
        var answer = JsonNodeFactory.instance.objectNode();
        int failed = 0;
        var results = answer.putArray("Entries");
        for (var entry : json.path("Entries")) {
            var code = entries.apply(number, entry);
            if (code.isEmpty()) {
                taken.add(id(entry));
                results.addObject().put("EventId", "e-" + taken.size());
            } else {
                failed++;
                results.addObject().put("ErrorCode", code).put("ErrorMessage", "because of " + code);
            }
        }
        return answer.put("FailedEntryCount", failed);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Ids of each request's entries. */
    List<List<String>> batches() {
        var batches = new ArrayList<List<String>>();
        for (var request : requests) {
            var ids = new ArrayList<String>();
            request.json.path("Entries").forEach(entry -> ids.add(id(entry)));
            batches.add(ids);
        }
        return batches;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    record Request(Map<String, List<String>> headers, byte[] body, JsonNode json) {}

    record Failure(int status, String code) {
        static final Failure NONE = new Failure(200, "");
    }
}
