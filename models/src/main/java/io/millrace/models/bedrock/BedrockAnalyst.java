package io.millrace.models.bedrock;

import io.millrace.domain.ThreadChange;
import io.millrace.models.remote.Breaker;
import io.millrace.models.remote.RemoteClients;
import io.millrace.models.remote.RemoteModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailConverseContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.GuardrailConverseTextBlock;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;

/**
 * Asks a Bedrock model by Converse: one forced tool call, event text in guardContent only, a bounded answer. Everything but
 * a checked answer is a failure with a code: the stop reason, the service's error code, or what was wrong with the text.
 */
public final class BedrockAnalyst implements ModelAnalyst {
    private static final int CONNECTIONS = 8;
    private static final Duration OPEN_FOR = Duration.ofSeconds(60);
    private static final String ANSWERED = "tool_use";

    private final BedrockSettings settings;
    private final BedrockRuntimeAsyncClient client;
    private final Breaker breaker;
    private final String system = system();

    BedrockAnalyst(BedrockSettings settings) {
        this.settings = settings;
        this.breaker = Breaker.of(settings.failures, OPEN_FOR);
        this.client = RemoteClients.client(
                BedrockRuntimeAsyncClient.builder(), settings.region, settings.address, settings.deadline, CONNECTIONS);
    }

    @Override
    public String name() {
        return "bedrock:" + settings.modelId;
    }

    @Override
    public CompletableFuture<ModelText> explain(ThreadChange change) {
        var question = Question.about(change);
        ConverseRequest request = request(change, question);
        return breaker.call(() -> client.converse(request))
                .thenApply(answer -> checked(answer, question))
                .exceptionally(failure -> {
                    throw RemoteModelException.of(failure);
                });
    }

    private ConverseRequest request(ThreadChange change, Question question) {
        var message = Message.builder()
                .role(ConversationRole.USER)
                .content(
                        ContentBlock.fromText(question.facts()),
                        ContentBlock.fromGuardContent(
                                GuardrailConverseContentBlock.fromText(GuardrailConverseTextBlock.builder()
                                        .text(question.untrusted())
                                        .build())))
                .build();
        var request = ConverseRequest.builder()
                .modelId(settings.modelId)
                .system(SystemContentBlock.fromText(system))
                .messages(message)
                .inferenceConfig(InferenceConfiguration.builder()
                        .maxTokens(settings.maxTokens)
                        .temperature(0f)
                        .build())
                .toolConfig(ExplainTool.forced())
                .requestMetadata(
                        Map.of("threadId", change.getThreadId(), "threadVersion", String.valueOf(change.getVersion())));
        if (!settings.guardrail.isEmpty()) {
            request.guardrailConfig(GuardrailConfiguration.builder()
                    .guardrailIdentifier(settings.guardrail)
                    .guardrailVersion(settings.guardrailVersion)
                    .build());
        }
        return request.build();
    }

    private static ModelText checked(ConverseResponse answer, Question question) {
        String reason = String.valueOf(answer.stopReasonAsString());
        if (!reason.equals(ANSWERED)) {
            // end_turn, max_tokens, stop_sequence, guardrail_intervened, content_filtered, malformed_..., and later
            // ones
            throw new RemoteModelException(reason, "The model stopped with " + reason);
        }
        List<ToolUseBlock> calls = toolCalls(answer);
        if (calls.size() != 1 || !ExplainTool.NAME.equals(calls.get(0).name())) {
            throw new RemoteModelException(
                    AnswerCheck.BAD_FORM, "The model called " + calls.size() + " tools, or another one");
        }
        return new AnswerCheck(question.events()).check(plain(calls.get(0).input()));
    }

    /** Maps, lists and strings; whatever else, such as a number, stays what it is: the SDK's own way makes strings of numbers. */
    private static @Nullable Object plain(@Nullable Document value) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isMap()) {
            var map = new TreeMap<String, @Nullable Object>();
            value.asMap().forEach((name, field) -> map.put(name, plain(field)));
            return map;
        }
        if (value.isList()) {
            var list = new ArrayList<@Nullable Object>();
            value.asList().forEach(item -> list.add(plain(item)));
            return list;
        }
        return value.isString() ? value.asString() : value;
    }

    private static List<ToolUseBlock> toolCalls(ConverseResponse answer) {
        if (answer.output() == null || answer.output().message() == null) {
            return List.of();
        }
        return answer.output().message().content().stream()
                .filter(block -> block.toolUse() != null)
                .map(ContentBlock::toolUse)
                .collect(Collectors.toList());
    }

    private static String system() {
        try (var in = BedrockAnalyst.class.getResourceAsStream("system.txt")) {
            if (in == null) {
                throw new IOException("system.txt is not beside " + BedrockAnalyst.class.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the system prompt", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
