package io.millrace.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.runbooks.ContentBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CfnResourceProps;
import software.constructs.Construct;

/**
 * The shipped SSM documents, under the names that commands and other documents use, as text: what runs is what was
 * reviewed, byte for byte. A changed document becomes a new version, which is the default from then on; the old ones stay
 * to be looked at.
 */
final class Documents {
    private static final String FOLDER = "documents/";
    private static final String SUFFIX = ".yaml";
    private static final String AWS_OWNED = FOLDER + "aws-owned" + SUFFIX;
    private static final String COMMAND_SCHEMA = "2.2";

    Documents(Construct scope) {
        // not CfnDocument, which wants an object and would write the document anew: CloudFormation takes a text as well
        shipped()
                .forEach((name, content) -> new CfnResource(
                        scope,
                        "Document" + ConstructName.of(name),
                        CfnResourceProps.builder()
                                .type("AWS::SSM::Document")
                                .properties(Fields.sorted(Map.of(
                                        "Name",
                                        name,
                                        "DocumentType",
                                        type(name, content),
                                        "DocumentFormat",
                                        "YAML",
                                        "UpdateMethod",
                                        "NewVersion",
                                        "Content",
                                        content)))
                                .build()));
    }

    /** Name to text of Millrace's own documents, sorted. */
    static Map<String, String> shipped() {
        var documents = new TreeMap<String, String>();
        ContentBundle.shipped().files().forEach((path, text) -> {
            if (path.startsWith(FOLDER) && path.endsWith(SUFFIX) && !path.equals(AWS_OWNED)) {
                documents.put(path.substring(FOLDER.length(), path.length() - SUFFIX.length()), text);
            }
        });
        return documents;
    }

    /** @throws UncheckedIOException when it is not YAML */
    static JsonNode read(String name, String content) {
        try {
            return new YAMLMapper().readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the document " + name, e);
        }
    }

    private static String type(String name, String content) {
        return read(name, content).path("schemaVersion").asText().equals(COMMAND_SCHEMA) ? "Command" : "Automation";
    }
}
