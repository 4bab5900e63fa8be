package io.millrace.operators.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.ContentBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the shipped policies decide about every sample, as the parser reads it: {@code decisions.txt}, reviewed by eye,
 * is written anew with {@code -Dmillrace.golden=write}.
 */
class SampleDecisionsTest {
    private static final Path SAMPLES = Path.of("src/test/resources/samples");
    private static final Path EXPECTED = Path.of("src/test/resources/decisions.txt");
    private static final Content CONTENT = ContentBundle.shipped().compile();

    private final EventParser parser = new EventParser(EventParserSettings.defaults());

    @Test
    void everySampleIsDecidedAsWritten() throws IOException {
        var decided = String.join("\n", decisions()) + "\n";
        if ("write".equals(System.getProperty("millrace.golden"))) {
            Files.writeString(EXPECTED, decided);
        }

        assertThat(decided).isEqualTo(Files.readString(EXPECTED));
    }

    private List<String> decisions() throws IOException {
        var lines = new ArrayList<String>();
        try (var files = Files.list(SAMPLES)) {
            for (Path file : files.sorted().toList()) {
                var name = file.getFileName().toString();
                if (!name.startsWith("metric-stream")) {
                    lines.add(name);
                    var read = new ObjectMapper().readTree(Files.readString(file));
                    for (var record : read.isArray() ? read : List.of(read)) {
                        parser.parse(Raws.raw(record.toString())).events().stream()
                                .map(SampleDecisionsTest::line)
                                .forEach(lines::add);
                    }
                }
            }
        }
        return lines;
    }

    private static String line(OpsEvent event) {
        var verdict = CONTENT.policies().decide(event, CONTENT.catalog().of(event), 1);
        return String.format(
                "  %-10s %-13s -> %-10s %-22s %d %-14s %s",
                event.getKind(),
                event.getStatus(),
                verdict.action(),
                verdict.rule(),
                verdict.severity(),
                verdict.owner(),
                event.getTitle());
    }
}
