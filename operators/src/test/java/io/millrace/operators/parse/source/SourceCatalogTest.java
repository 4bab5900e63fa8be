package io.millrace.operators.parse.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.domain.EventKind;
import io.millrace.operators.parse.EventParser;
import io.millrace.operators.parse.Raws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceCatalogTest {
    private static final Path TABLE = Path.of("..", "docs", "sources.md");

    private final SourceCatalog catalog = SourceCatalog.shipped(Set.of("millrace"));

    @Test
    void theTableOfTheDocumentationListsExactlyTheShippedSources() throws IOException {
        var rows = Files.readAllLines(TABLE).stream()
                .dropWhile(line -> !line.startsWith("| source |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(row -> row.split(" *\\| *", -1))
                .toList();

        assertThat(rows)
                .extracting(row -> String.join(" | ", row[1], row[2], row[3], row[5]))
                .containsExactlyElementsOf(
                        catalog.entries().stream().map(SourceCatalogTest::row).toList());
        assertThat(rows)
                .allSatisfy(row -> assertThat(row[4]).as("rule of %s", row[2]).isNotBlank());
    }

    @Test
    void theShortTableOfTheReadmeNamesExactlyTheShippedSources() throws IOException {
        var rows = Files.readAllLines(Path.of("..", "README.md")).stream()
                .dropWhile(line -> !line.startsWith("| source |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(row -> row.split(" *\\| *", -1)[1])
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(catalog.entries().stream()
                        .map(entry -> "`" + entry.source() + "`")
                        .distinct()
                        .toList());
    }

    private static String row(CatalogEntry entry) {
        return "`" + entry.source() + "` | `" + entry.detailType() + "` | " + entry.about() + " | `"
                + (entry.mapping() instanceof FlatMapping flat
                        ? flat.file()
                        : entry.mapping().getClass().getSimpleName())
                + "`";
    }

    @Test
    void oneMoreSourceIsOneMoreEntry() {
        var extended = catalog.with(List.of(new CatalogEntry(
                "aws.example",
                "*",
                "COST",
                envelope -> List.of(EventDraft.of(envelope).kind(EventKind.COST)))));

        var events = new EventParser(extended, Duration.ofMinutes(5))
                .parse(Raws.raw("{\"source\":\"aws.example\",\"detail-type\":\"Whatever\"}"))
                .events();

        assertThat(events).singleElement().satisfies(event -> assertThat(event.getKind())
                .isEqualTo(EventKind.COST));
    }

    @Test
    void twoEntriesForOnePairAreAMistake() {
        assertThatThrownBy(() -> catalog.with(List.of(catalog.entries().get(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("aws.cloudwatch")
                .hasMessageContaining("one mapping per pair");
    }
}
