package io.millrace.runbooks.documents;

import io.millrace.runbooks.documents.SsmDocument.Kind;
import io.millrace.runbooks.yaml.Nearest;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads one of our own documents and tells what is wrong with it by itself. */
final class DocumentReader {
    private static final String AUTOMATION = "0.3";
    private static final String COMMAND = "2.2";
    /** CreateDocument's rule; names that begin with AWS are AWS's. */
    private static final Pattern NAME = Pattern.compile("(?!(?i:aws|amazon|amzn))[a-zA-Z0-9_\\-.]{3,128}");

    private static final Set<String> AUTOMATION_KEYS = Set.of(
            "schemaVersion", "description", "assumeRole", "parameters", "variables", "outputs", "mainSteps", "files");
    private static final Set<String> COMMAND_KEYS = Set.of("schemaVersion", "description", "parameters", "mainSteps");

    private final String file;
    private final YamlNode document;
    private final Problems problems;

    private DocumentReader(String file, YamlNode document, Problems problems) {
        this.file = file;
        this.document = document;
        this.problems = problems;
    }

    /** The document that a file declares, named for the file; empty (and a problem) when it is none. */
    static Optional<SsmDocument> read(String file, YamlNode document, Problems problems) {
        return new DocumentReader(file, document, problems).read();
    }

    private Optional<SsmDocument> read() {
        String name = file.substring(file.lastIndexOf('/') + 1, file.length() - ".yaml".length());
        if (!NAME.matcher(name).matches()) {
            problems.add(file, 0, "\"" + name + "\" is no name of a document of ours");
        }
        String version = Yaml.text(document, "schemaVersion");
        boolean quoted = Yaml.at(document, "schemaVersion")
                .filter(node -> node.kind() == YamlNode.Kind.STRING)
                .isPresent();
        if (!quoted || !version.equals(AUTOMATION) && !version.equals(COMMAND)) {
            problem(
                    "schemaVersion",
                    "schemaVersion is " + (version.isEmpty() ? "missing" : version)
                            + "; wanted '0.3' (Automation) or '2.2' (Command), in quotes");
            return Optional.empty();
        }
        var kind = version.equals(AUTOMATION) ? Kind.AUTOMATION : Kind.COMMAND;
        keys(kind == Kind.AUTOMATION ? AUTOMATION_KEYS : COMMAND_KEYS);
        if (Yaml.text(document, "description").isBlank()) {
            problem("description", "description is missing: say what it does, what it never does and when it fails");
        }
        var parameters = new ParameterReader(file, kind, problems).read(document);
        var names = ParameterReader.environment(parameters);
        if (Yaml.list(document, "mainSteps").isEmpty()) {
            problem("mainSteps", "mainSteps is missing or empty");
        } else if (kind == Kind.AUTOMATION) {
            assumeRole(names);
            new AutomationCheck(file, document, names, problems).check();
        } else {
            new ShellCheck(file, document, names, problems).check();
        }
        return Optional.of(new SsmDocument(name, kind, parameters));
    }

    private void keys(Set<String> known) {
        document.entries().keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(
                        key -> problem(key, "unknown key \"" + key + "\"; " + Nearest.hint(key, new TreeSet<>(known))));
    }

    /** Without a role an automation runs with whatever its starter may do. */
    private void assumeRole(Set<String> parameters) {
        String role = Yaml.text(document, "assumeRole");
        var referred = References.in(role);
        boolean fine = referred.size() == 1
                ? parameters.contains(referred.get(0)) && role.startsWith("{{") && role.endsWith("}}")
                : role.matches("arn:aws[a-z-]*:iam::[0-9]{12}:role/.+");
        if (!fine) {
            problem(
                    "assumeRole",
                    "assumeRole is " + (role.isEmpty() ? "missing" : "\"" + role + "\"")
                            + "; wanted a role's ARN, or '{{ AutomationAssumeRole }}' with that parameter");
        }
    }

    private void problem(String key, String message) {
        problems.add(file, document.lineOf(key), message);
    }
}
