package io.millrace.runbooks.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlNode;
import io.millrace.runbooks.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What only an interpreter can say of the shipped scripts, and what a command must bring. */
class ShippedDocumentsTest {
    private static final SsmDocuments DOCUMENTS =
            ContentBundle.shipped().compile().documents();

    @Test
    void everyAllowedActionHasItsDocumentAndEveryDocumentItsUse() {
        var content = ContentBundle.shipped().compile();
        var used = new TreeSet<String>();
        content.runbooks().all().values().stream()
                .flatMap(runbook -> runbook.diagnosis().steps().stream())
                .forEach(step -> used.add(step.action()));
        content.runbooks().all().values().stream()
                .flatMap(runbook -> runbook.rungs().stream())
                .flatMap(rung -> rung.steps().stream())
                .forEach(step -> used.add(step.action()));
        ContentBundle.shipped().files().forEach((path, text) -> {
            // taken back by hand, as the advice says
            Pattern.compile("Millrace-[A-Za-z]+")
                    .matcher(path.startsWith("catalog/") ? text : "")
                    .results()
                    .forEach(found -> used.add(found.group()));
            if (path.startsWith("documents/")) {
                text.lines()
                        .filter(line -> line.trim().startsWith("DocumentName: "))
                        .forEach(line -> used.add(line.trim().substring("DocumentName: ".length())));
            }
        });

        used.remove(StepFit.NOTIFY);
        used.removeIf(name -> name.startsWith("AWS"));
        assertThat(DOCUMENTS.names())
                .as("a document that nothing runs")
                .filteredOn(name -> !name.startsWith("AWS"))
                .containsExactlyElementsOf(used);
    }

    @Test
    void everyShellScriptParses() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        List<String> broken = new ArrayList<>();
        for (Map.Entry<String, YamlNode> script : scripts("runCommand").entrySet()) {
            for (YamlNode lines : script.getValue().items()) {
                run(script.getKey(), List.of("/bin/bash", "-n"), lines.text(), broken);
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPythonScriptParses() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")));
        List<String> broken = new ArrayList<>();
        for (Map.Entry<String, YamlNode> script : scripts("Script").entrySet()) {
            run(
                    script.getKey(),
                    List.of("/usr/bin/python3", "-c", "import sys; compile(sys.stdin.read(), 'script', 'exec')"),
                    script.getValue().text(),
                    broken);
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void tellsWhatACommandLacksOrBringsInExcess() {
        var document = DOCUMENTS.find("Millrace-ExtendVolume").orElseThrow();

        assertThat(document.wrong(Map.of(
                        "InstanceId", List.of("i-0c2f5e7a91d34b680"),
                        "Path", List.of("/"),
                        "Device", List.of("nvme0n1p1"),
                        "GrowPercent", List.of("20"))))
                .isEmpty();
        assertThat(document.wrong(Map.of(
                        "InstanceId", List.of("i-*"),
                        "Path", List.of("/", "/var"),
                        "GrowPercent", List.of("20 %"),
                        "Force", List.of("true"))))
                .containsExactly(
                        "Millrace-ExtendVolume wants Device",
                        "Force is [true]: no parameter of Millrace-ExtendVolume",
                        "GrowPercent is [20 %]: not a whole number",
                        "InstanceId is [i-*]: does not match its allowedPattern ^i-([0-9a-f]{8}|[0-9a-f]{17})$",
                        "Path is [/, /var]: 2 values, and Path takes one");
    }

    private static Map<String, YamlNode> scripts(String input) throws IOException {
        var scripts = new java.util.TreeMap<String, YamlNode>();
        ContentBundle.shipped().files().forEach((path, text) -> {
            if (path.startsWith("documents/")) {
                YamlReader.read(path, text, new Problems())
                        .ifPresent(root -> Yaml.list(root, "mainSteps").forEach(step -> Yaml.at(step, "inputs")
                                .flatMap(inputs -> Yaml.at(inputs, input))
                                .ifPresent(found -> scripts.put(path + ":" + step.line(), found))));
            }
        });
        assertThat(scripts).isNotEmpty();
        return scripts;
    }

    private static void run(String where, List<String> command, String script, List<String> broken) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(script.getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            broken.add(where + ": " + said);
        }
    }
}
