package io.millrace.local.sagemaker;

import io.millrace.local.http.Fault;
import io.millrace.local.http.WireAnswer;
import io.millrace.local.http.WirePost;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What can be wrong with an endpoint, one thing at a time: for tests and the bench. */
public enum EndpointIllness {
    SERVER_ERROR("503 on every call", Fault.error(503, "ServiceUnavailable", "The stand-in was told to fail"), null),
    CLIENT_ERROR("424 on every call", Fault.error(424, "ModelError", "The stand-in was told to refuse"), null),
    SILENT("no answer at all", Fault.hang(), null),
    SLOW("1.5 s for every answer", Fault.slow(Duration.ofMillis(1500)), null),
    TRUNCATED("half of each answer", null, body -> Arrays.copyOf(body, body.length / 2)),
    WRONG_COUNT("no rows in the answers", null, body -> utf8("{\"scores\":[],\"predictions\":[]}")),
    GARBAGE("no JSON", null, body -> utf8("<html>gateway</html>"));

    private final String description;
    private final Optional<Fault> fault;
    private final Optional<UnaryOperator<byte[]>> spoils;

    EndpointIllness(String description, @Nullable Fault fault, @Nullable UnaryOperator<byte[]> spoils) {
        this.description = description;
        this.fault = Optional.ofNullable(fault);
        this.spoils = Optional.ofNullable(spoils);
    }

    /** What it does, for people. */
    public String description() {
        return description;
    }

    /** Puts the model behind this name, and makes all of the stand-in's endpoints ill. */
    public void befall(SageMakerStandIn standIn, String endpoint, EndpointModel model) {
        standIn.createEndpoint(endpoint, spoiled(model));
        fault.ifPresent(lasting -> standIn.faults().failAlways(SageMakerStandIn.INVOKE, lasting));
    }

    private EndpointModel spoiled(EndpointModel model) {
        if (spoils.isEmpty()) {
            return model;
        }
        UnaryOperator<byte[]> change = spoils.get();
        return new EndpointModel() {
            @Override
            public String description() {
                return model.description() + ", " + description;
            }

            @Override
            public WireAnswer invoke(WirePost post) {
                WireAnswer healthy = model.invoke(post);
                return new WireAnswer(
                        healthy.status(),
                        healthy.contentType(),
                        healthy.errorType(),
                        change.apply(healthy.body()),
                        healthy.headers());
            }
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
