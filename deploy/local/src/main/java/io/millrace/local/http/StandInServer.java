package io.millrace.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP/1.1 server, on the loopback interface unless told otherwise, that says what it is: in its {@code Server} header, in
 * a log line at start and in
 * the text at {@code GET /}.
 */
public final class StandInServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StandInServer.class);
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int MAX_BODY_BYTES = 64 * 1024 * 1024;

    static {
        // Read once by the JDK's server. Without the first, Nagle's algorithm and delayed ACKs cost 40 ms a call;
        // without the second, it drops idle connections after 30 s, while the SDKs keep them for 60 s.
        presetSystemProperty("sun.net.httpserver.nodelay", "true");
        presetSystemProperty("sun.net.httpserver.idleInterval", "120");
        presetSystemProperty("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private final String name;
    private final Protocol protocol;
    private final HttpServer server;
    private final ExecutorService threads;
    private final AtomicLong requests = new AtomicLong();

    private StandInServer(String name, Protocol protocol, HttpServer server, ExecutorService threads) {
        this.name = name;
        this.protocol = protocol;
        this.server = server;
        this.threads = threads;
    }

    /** Starts serving on 127.0.0.1 at this port, or at a free one if it is 0. */
    public static StandInServer start(String name, int port, ServiceProtocol protocol) {
        return start(name, InetAddress.getLoopbackAddress(), port, protocol);
    }

    /** The same for an operation of a REST service. */
    public static StandInServer start(String name, int port, RestProtocol protocol) {
        return start(name, InetAddress.getLoopbackAddress(), port, protocol);
    }

    /** The same on another interface: in a container the caller comes from outside. */
    public static StandInServer start(String name, InetAddress host, int port, Protocol protocol) {
        try {
            var address = new InetSocketAddress(host, port);
            var threads = Executors.newCachedThreadPool(task -> daemon(name, task));
            var standIn = new StandInServer(name, protocol, HttpServer.create(address, 1024), threads);
            standIn.server.createContext("/", standIn::handle);
            standIn.server.setExecutor(threads);
            standIn.server.start();
            LOG.info("{} listens on {}", name, standIn.endpoint());
            return standIn;
        } catch (IOException e) {
            throw new UncheckedIOException(name + " could not listen on " + host.getHostAddress() + ":" + port, e);
        }
    }

    /** Where clients point their endpoint override. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Server", name);
            exchange.getResponseHeaders().set("x-amzn-RequestId", requestId());
            answerOrExplain(exchange);
        }
    }

    private void answerOrExplain(HttpExchange exchange) throws IOException {
        try {
            switch (exchange.getRequestMethod()) {
                case "POST" -> answer(exchange);
                case "GET" -> {
                    var answer = protocol.get(exchange.getRequestURI().getPath())
                            .orElseGet(() -> new WireAnswer(
                                    200, TEXT, Optional.empty(), (name + "\n").getBytes(StandardCharsets.UTF_8)));
                    send(exchange, answer.status(), answer.contentType(), answer.body());
                }
                default -> send(exchange, 405, TEXT, new byte[0]);
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "{} failed to answer {}", name, exchange.getRequestHeaders().getFirst("X-Amz-Target"), e);
            exchange.getResponseHeaders().set("x-amzn-ErrorType", "InternalFailure");
            send(exchange, 500, TEXT, (name + " failed: " + e + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            send(exchange, 413, TEXT, new byte[0]);
            return;
        }
        var headers = exchange.getRequestHeaders();
        var answer = protocol.answer(new WirePost(
                exchange.getRequestURI().getRawPath(),
                headers.getFirst("X-Amz-Target"),
                headers.getFirst("Content-Type"),
                headers.getFirst("Accept"),
                body));
        if (answer.isEmpty()) {
            // Closing without response headers drops the connection: what a planned fault asked for.
            return;
        }
        answer.get().errorType().ifPresent(type -> exchange.getResponseHeaders().set("x-amzn-ErrorType", type));
        answer.get().headers().forEach(exchange.getResponseHeaders()::set);
        send(
                exchange,
                answer.get().status(),
                answer.get().contentType(),
                answer.get().body());
    }

    private static void send(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private String requestId() {
        return UUID.nameUUIDFromBytes((name + requests.incrementAndGet()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static Thread daemon(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static void presetSystemProperty(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
