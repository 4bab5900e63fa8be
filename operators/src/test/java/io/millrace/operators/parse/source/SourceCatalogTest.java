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
    private final SourceCatalog catalog = SourceCatalog.shipped(Set.of("millrace"));

    @Test
    void theReadmesTableListsExactlyTheShippedSources() throws IOException {
        var rows = Files.readAllLines(Path.of("README.md")).stream()
                .dropWhile(line -> !line.startsWith("| source |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        var expected = catalog.entries().stream()
                .map(entry -> "| `" + entry.source() + "` | `" + entry.detailType() + "` | " + entry.about() + " | `"
                        + entry.mapping().getClass().getSimpleName() + "` |")
                .toList();

        assertThat(rows).containsExactlyElementsOf(expected);
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
