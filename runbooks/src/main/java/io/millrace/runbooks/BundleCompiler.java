package io.millrace.runbooks;

import io.millrace.runbooks.catalog.RunbookReader;
import io.millrace.runbooks.conditions.ConditionReader;
import io.millrace.runbooks.controls.ControlTableReader;
import io.millrace.runbooks.documents.SsmDocuments;
import io.millrace.runbooks.guardrails.Guardrails;
import io.millrace.runbooks.people.ResponderReader;
import io.millrace.runbooks.policies.PolicyReader;
import io.millrace.runbooks.policies.PolicyTests;
import io.millrace.runbooks.scoring.ScoringReader;
import io.millrace.runbooks.services.ServiceReader;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Nearest;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlNode;
import io.millrace.runbooks.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Turns a bundle's texts into {@link Content}, or into the full list of what is wrong with them. */
final class BundleCompiler {
    private static final String GUARDRAILS_FILE = "guardrails.yaml";

    /** A folder of the bundle, and its other name in the source tree, where `runbooks` is the module itself. */
    static final Map<String, String> FOLDERS = Map.of(
            "services", "services",
            "policies", "policies",
            "conditions", "conditions",
            "scoring", "scoring",
            "controls", "controls",
            "runbooks", "runbooks",
            "catalog", "runbooks",
            "escalation", "escalation",
            "communication", "communication");

    /** For authors and CI: the job reads past them. */
    private static final String POLICY_TESTS = "policies/tests/";

    /** SSM documents: deployed where commands run, and read here to know what each takes. */
    private static final String DOCUMENTS = "documents";

    private final ContentBundle bundle;
    private final Problems problems = new Problems();
    /** Of documents, and of steps beside them: what a job already runs with must not stop it, a later version may look closer. */
    private final Problems documentProblems = new Problems();

    private final Map<String, Fields> roots = new TreeMap<>();
    private final Map<String, List<Fields>> folders = new TreeMap<>();
    private final Map<String, YamlNode> documents = new TreeMap<>();
    private final List<Fields> policyTests = new ArrayList<>();

    BundleCompiler(ContentBundle bundle) {
        this.bundle = bundle;
    }

    Content compile() {
        var content = compiled(false);
        if (!problems.none()) {
            throw new InvalidContentException(problems.all());
        }
        return content;
    }

    /** Compiles, holds steps against documents and runs the tests of the policies; these decide nothing in a job, so only this asks them. */
    ValidContent validate() {
        bundle.files().forEach(this::readTests);
        var tests = PolicyTests.read(policyTests);
        var content = compiled(true);
        documentProblems.all().forEach(problem -> problems.add(problem.file(), problem.line(), problem.message()));
        if (problems.none()) {
            tests.run(content.catalog(), content.policies());
        }
        if (!problems.none()) {
            throw new InvalidContentException(problems.all());
        }
        return new ValidContent(content, tests);
    }

    private Content compiled(boolean holdsAgainstDocuments) {
        bundle.files().forEach(this::read);
        require(ContentBundle.BUNDLE_FILE, "version and effectiveFrom");
        require(GUARDRAILS_FILE, "budgets and allowed actions");
        var head = roots.get(ContentBundle.BUNDLE_FILE);
        if (head != null) {
            ContentBundle.BundleHead.read(head);
        }

        var catalog = ServiceReader.read(folder("services"), problems);
        var policies = PolicyReader.read(folder("policies"), catalog, problems);
        var conditions = ConditionReader.read(folder("conditions"), problems);
        var scoring = ScoringReader.read(folder("scoring"), problems);
        var guardrailFields = roots.get(GUARDRAILS_FILE);
        var guardrails =
                guardrailFields == null ? Guardrails.MISSING : Guardrails.read(guardrailFields, catalog.services());
        var ssm = documents();
        var accepting = new TreeSet<>(policies.ids());
        var runbooks = RunbookReader.read(
                folder("runbooks"),
                conditions,
                catalog,
                accepting,
                guardrails,
                holdsAgainstDocuments ? ssm : null,
                problems);
        var controls = ControlTableReader.read(folder("controls"), folder("runbooks"));
        var responders = new ResponderReader(catalog, problems).read(folder("escalation"), folder("communication"));
        return new Content(
                bundle.version(),
                catalog,
                policies,
                conditions,
                scoring,
                ssm,
                runbooks,
                controls,
                guardrails.settings(),
                responders);
    }

    private void readTests(String path, String text) {
        if (path.startsWith(POLICY_TESTS) && path.endsWith(".yaml")) {
            reportMalformed(path, text);
            YamlReader.read(path, text, problems)
                    .flatMap(root -> Fields.of(path, root, problems, "the file"))
                    .ifPresent(policyTests::add);
        }
    }

    private void read(String path, String text) {
        if (path.startsWith(POLICY_TESTS) && path.endsWith(".yaml")) {
            return;
        }
        if (path.indexOf('/') != path.lastIndexOf('/') && !path.startsWith(DOCUMENTS + "/")) {
            problems.add(path, 0, "lies too deep to be read; only tests of policies have a folder: " + POLICY_TESTS);
            return;
        }
        String folder = path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
        if (folder.equals(DOCUMENTS)) {
            readDocument(path, text);
            return;
        }
        boolean wanted = folder.isEmpty()
                ? path.equals(ContentBundle.BUNDLE_FILE) || path.equals(GUARDRAILS_FILE)
                : FOLDERS.containsKey(folder);
        if (!wanted) {
            problems.add(path, 0, folder.isEmpty() ? strayFile(path) : strayFolder(folder));
            return;
        }
        if (!path.endsWith(".yaml")) {
            problems.add(path, 0, "is not read; content files end with .yaml");
            return;
        }
        reportMalformed(path, text);
        YamlReader.read(path, text, problems)
                .flatMap(root -> Fields.of(path, root, problems, "the file"))
                .ifPresent(fields -> {
                    if (folder.isEmpty()) {
                        roots.put(path, fields);
                    } else {
                        folders.computeIfAbsent(FOLDERS.get(folder), key -> new ArrayList<>())
                                .add(fields);
                    }
                });
    }

    private void readDocument(String path, String text) {
        if (path.endsWith(".yaml") && path.indexOf('/') == path.lastIndexOf('/')) {
            reportMalformed(path, text);
            YamlReader.read(path, text, documentProblems).ifPresent(root -> documents.put(path, root));
        }
    }

    /** The bundle's own; a bundle that brings none uses those that Millrace ships. */
    private SsmDocuments documents() {
        if (bundle.files().keySet().stream().noneMatch(path -> path.startsWith(DOCUMENTS + "/"))) {
            ShippedFiles.read(DOCUMENTS + "/").forEach(this::readDocument);
        }
        return SsmDocuments.read(documents, documentProblems);
    }

    private static String strayFile(String path) {
        return "is no file of a bundle; " + Nearest.hint(path, List.of(ContentBundle.BUNDLE_FILE, GUARDRAILS_FILE));
    }

    private static String strayFolder(String folder) {
        return "folder \"" + folder + "\" is not part of a bundle; " + Nearest.hint(folder, FOLDERS.keySet());
    }

    private void reportMalformed(String path, String text) {
        int at = text.indexOf('\uFFFD');
        if (at >= 0) {
            int line = 1
                    + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
            problems.add(path, line, "has bytes that are not UTF-8; save the file as UTF-8");
        }
    }

    private void require(String path, String what) {
        if (!bundle.files().containsKey(path)) {
            problems.add(path, 0, "is missing; it holds " + what);
        }
    }

    private List<Fields> folder(String name) {
        return folders.getOrDefault(name, List.of());
    }
}
