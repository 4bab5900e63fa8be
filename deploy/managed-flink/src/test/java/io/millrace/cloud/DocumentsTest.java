package io.millrace.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.documents.SsmDocument.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The documents of the committed template against the shipped ones: what commands name is there and is what was reviewed. */
class DocumentsTest {
    private static final Map<String, JsonNode> CREATED = new TreeMap<>();

    @BeforeAll
    static void readTheTemplate() throws IOException {
        TemplateFile.committed()
                .each(
                        "AWS::SSM::Document",
                        (id, document) -> CREATED.put(document.path("Name").asText(), document));
    }

    @Test
    void eachShippedDocumentIsThereByteForByte() {
        var texts = new TreeMap<String, String>();
        CREATED.forEach(
                (name, document) -> texts.put(name, document.path("Content").asText()));

        assertThat(texts).hasSizeGreaterThanOrEqualTo(39).isEqualTo(Documents.shipped());
    }

    @Test
    void eachIsOfTheKindThatItsSchemaSays() {
        var known = ContentBundle.shipped().compile().documents();

        CREATED.forEach((name, document) -> {
            var kind = known.find(name).orElseThrow().kind();
            assertThat(document.path("DocumentType").asText())
                    .as(name)
                    .isEqualTo(kind == Kind.COMMAND ? "Command" : "Automation");
            assertThat(document.path("DocumentFormat").asText()).isEqualTo("YAML");
            assertThat(document.path("UpdateMethod").asText()).isEqualTo("NewVersion");
        });
    }

    @Test
    void eachActionThatMayBeCommandedIsAnAutomationOfTheTemplate() {
        var allowed = new ArrayList<String>();
        Documents.read("guardrails", ContentBundle.shipped().files().getOrDefault("guardrails.yaml", ""))
                .path("allowedActions")
                .forEach(action -> allowed.add(action.asText()));
        allowed.remove("notify");

        assertThat(allowed).isNotEmpty().allSatisfy(action -> {
            assertThat(CREATED.getOrDefault(action, MissingNode.getInstance())
                            .path("DocumentType")
                            .asText())
                    .isEqualTo("Automation");
        });
    }

    @Test
    void noneIsLargerThanSsmTakesAndTheTemplateFitsCloudFormation() throws IOException {
        CREATED.forEach(
                (name, document) -> assertThat(document.path("Content").asText().getBytes(StandardCharsets.UTF_8))
                        .as(name)
                        .hasSizeLessThan(64 * 1024));
        // CloudFormation's quotas: a template in S3 of 1 MB, and 500 resources
        assertThat(Files.size(TemplateFile.PATH)).isLessThan(1_000_000);
        assertThat(TemplateFile.committed().size()).isLessThan(450);
    }
}
