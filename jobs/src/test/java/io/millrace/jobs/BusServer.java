package io.millrace.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.operators.eventbridge.SdkEventBridgeClientProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Answers PutEvents over HTTP and keeps every entry that it took, repeats included. */
final class BusServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private BusServer(HttpServer server) {
        this.server = server;
    }

    static BusServer start() throws IOException {
        var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var server = new BusServer(http);
        http.createContext("/", server::answer);
        http.setExecutor(Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "bus-server");
            thread.setDaemon(true);
            return thread;
        }));
        http.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var answer = JSON.createObjectNode().put("FailedEntryCount", 0);
            var results = answer.putArray("Entries");
            for (JsonNode entry :
                    JSON.readTree(exchange.getRequestBody().readAllBytes()).path("Entries")) {
                taken.add(entry);
                results.addObject().put("EventId", "event-" + taken.size());
            }
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Entries so far, in the order of their coming. */
    List<JsonNode> taken() {
        return List.copyOf(taken);
    }

    SdkEventBridgeClientProvider clients() {
        return SdkEventBridgeClientProvider.of("eu-west-1")
                .withEndpoint(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .withCredentials(() -> StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
