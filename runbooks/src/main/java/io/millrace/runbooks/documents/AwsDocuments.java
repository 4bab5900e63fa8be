package io.millrace.runbooks.documents;

import io.millrace.runbooks.documents.SsmDocument.Kind;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads the table of documents that AWS owns: what their reference says they take, and where it says so. */
final class AwsDocuments {
    private static final Pattern NAME = Pattern.compile("AWS[A-Za-z]*-[A-Za-z0-9_.-]{3,120}");
    private static final Pattern SOURCE = Pattern.compile("https://docs\\.aws\\.amazon\\.com/[A-Za-z0-9/._#-]+");

    private AwsDocuments() {}

    static List<SsmDocument> read(String file, YamlNode root, Problems problems) {
        var read = new ArrayList<SsmDocument>();
        Fields.of(file, root, problems, "the file").ifPresent(fields -> {
            fields.objects("documents").forEach(document -> read.add(document(document)));
            fields.done();
        });
        return read;
    }

    private static SsmDocument document(Fields fields) {
        String name = fields.text("name", NAME, "the name of a document of AWS, such as AWS-RunPatchBaseline");
        String kind = fields.oneOf("kind", List.of("automation", "command"), "");
        fields.text("source", SOURCE, "the page of AWS's documentation that says so");
        var parameters = new ArrayList<DocumentParameter>();
        fields.objectMap("parameters").forEach((parameter, found) -> parameters.add(parameter(parameter, found)));
        fields.done();
        return new SsmDocument(
                name, kind.isEmpty() ? Kind.AUTOMATION : Kind.valueOf(kind.toUpperCase(Locale.ROOT)), parameters);
    }

    private static DocumentParameter parameter(String name, Fields fields) {
        String word = fields.text("type");
        Optional<DocumentParameter.Type> type = DocumentParameter.Type.of(word);
        if (type.isEmpty()) {
            fields.problem("type", "type is \"" + word + "\", which SSM does not know");
        }
        boolean required = fields.flag("required", false);
        var pattern = pattern(fields);
        var allowed = fields.texts("allowedValues");
        fields.done();
        return new DocumentParameter(
                name, type.orElse(DocumentParameter.Type.STRING), required, pattern, allowed, Integer.MAX_VALUE);
    }

    private static @Nullable Pattern pattern(Fields fields) {
        Optional<String> text = fields.optionalText("allowedPattern");
        try {
            return text.isPresent() ? Pattern.compile(text.get()) : null;
        } catch (PatternSyntaxException e) {
            fields.problem("allowedPattern", "allowedPattern is no regular expression: " + e.getDescription());
            return null;
        }
    }
}
