package io.millrace.models.bedrock;

import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.SpecificToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolChoice;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolInputSchema;
import software.amazon.awssdk.services.bedrockruntime.model.ToolSpecification;

/** The one tool, which the model is made to call: its input is the answer, in the form of a JSON Schema. */
final class ExplainTool {
    static final String NAME = "explain_thread";

    private ExplainTool() {}

    static ToolConfiguration forced() {
        var tool = ToolSpecification.builder()
                .name(NAME)
                .description("Explains the thread to the engineer on call; every sentence cites events.")
                .inputSchema(ToolInputSchema.fromJson(schema()))
                .build();
        return ToolConfiguration.builder()
                .tools(Tool.fromToolSpec(tool))
                .toolChoice(ToolChoice.fromTool(
                        SpecificToolChoice.builder().name(NAME).build()))
                .build();
    }

    private static Document schema() {
        return Document.mapBuilder()
                .putString("type", "object")
                .putDocument(
                        "properties",
                        Document.mapBuilder()
                                .putDocument("storyline", sentences(1, 8))
                                .putDocument("hypotheses", sentences(0, 3))
                                .putDocument("advice", sentences(0, 4))
                                .build())
                .putDocument("required", strings("storyline", "hypotheses", "advice"))
                .putBoolean("additionalProperties", false)
                .build();
    }

    private static Document sentences(int least, int most) {
        return Document.mapBuilder()
                .putString("type", "array")
                .putNumber("minItems", least)
                .putNumber("maxItems", most)
                .putDocument(
                        "items",
                        Document.mapBuilder()
                                .putString("type", "object")
                                .putDocument(
                                        "properties",
                                        Document.mapBuilder()
                                                .putDocument(
                                                        "text",
                                                        Document.mapBuilder()
                                                                .putString("type", "string")
                                                                .putNumber("maxLength", AnswerCheck.LONGEST)
                                                                .build())
                                                .putDocument("event_ids", eventIds())
                                                .build())
                                .putDocument("required", strings("text", "event_ids"))
                                .putBoolean("additionalProperties", false)
                                .build())
                .build();
    }

    private static Document eventIds() {
        return Document.mapBuilder()
                .putString("type", "array")
                .putNumber("minItems", 1)
                .putDocument(
                        "items",
                        Document.mapBuilder()
                                .putString("type", "string")
                                .putString("pattern", "^e[0-9]+$")
                                .build())
                .build();
    }

    private static Document strings(String... texts) {
        return Document.fromList(
                List.of(texts).stream().map(Document::fromString).collect(Collectors.toList()));
    }
}
