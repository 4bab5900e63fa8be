package io.millrace.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runbooks.documents.SsmDocument.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Adding content means a file, a row in README.md, a line in index.txt and, for a runbook, its examples. */
class CatalogRegistryTest {
    @Test
    void everyRunbookHasItsRowAndItsExamples() throws IOException {
        assertThat(runbooks()).isNotEmpty();
        for (String id : runbooks()) {
            assertThat(Files.readString(Path.of("README.md")))
                    .as("README.md, table Runbooks: add a row for %s", id)
                    .contains("| [`" + id + "`](catalog/" + id + ".yaml) |");
            assertThat(Path.of("catalog/examples", id + ".yaml"))
                    .as("examples of runbook %s", id)
                    .isRegularFile();
        }
    }

    @Test
    void everyRowOfARunbookHasItsFile() throws IOException {
        var rows = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.contains("](catalog/"))
                .map(line -> line.replaceAll("^\\| \\[`([a-z0-9-]+)`].*", "$1"))
                .collect(Collectors.toList());

        assertThat(rows).containsExactlyInAnyOrderElementsOf(runbooks());
    }

    @Test
    void everyAutomationDocumentHasItsRow() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        var documents = ContentBundle.load(Path.of(".")).compile().documents();

        assertThat(documents.names())
                .filteredOn(name -> !name.startsWith("AWS"))
                .allSatisfy(name -> {
                    boolean automation = documents.find(name).orElseThrow().kind() == Kind.AUTOMATION;
                    assertThat(readme.contains("| [`" + name + "`](documents/" + name + ".yaml) |"))
                            .as("README.md, table Documents: a row for %s", name)
                            .isEqualTo(automation);
                });
    }

    @Test
    void everyConditionAndPolicyHasItsRow() throws IOException {
        var content = ContentBundle.load(Path.of(".")).compile();
        var readme = Files.readAllLines(Path.of("README.md"));
        var ids = Stream.concat(content.conditions().ids().stream(), content.policies().ids().stream());

        ids.forEach(
                id -> assertThat(readme).as("README.md: add a row for %s", id).anySatisfy(line -> assertThat(line)
                        .startsWith("| `" + id + "` |")));
    }

    @Test
    void theIndexListsEveryFileInOrder() throws IOException {
        List<String> index = Files.readAllLines(Path.of("index.txt"));
        var files = new TreeSet<>(ContentBundle.load(Path.of(".")).files().keySet());
        files.addAll(BundleFolder.examples(Path.of(".")).keySet());

        assertThat(index)
                .as("index.txt: one line for each file of the bundle, sorted")
                .containsExactlyElementsOf(files);
    }

    private static List<String> runbooks() throws IOException {
        try (var files = Files.list(Path.of("catalog"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString().replace(".yaml", ""))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }
}
