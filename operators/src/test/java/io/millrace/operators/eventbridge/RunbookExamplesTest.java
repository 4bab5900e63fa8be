package io.millrace.operators.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.examples.RunbookExample;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Plays {@code runbooks/catalog/examples} as {@code ./millrace validate} does: a record as AWS sends it, or a condition, is parsed, starts
 * its runbook (or another, or none) and is planned; the command is what is written there, its document would take it, and its event keeps
 * its contract.
 */
class RunbookExamplesTest {
    private static final Path RUNBOOKS = Path.of("..", "runbooks");

    @Test
    void everyExampleComesOutAsWritten() {
        var examples = ContentBundle.examples(RUNBOOKS);

        assertThat(examples.run(Proposals.CONTENT, Proposals.STAGES, played -> {}))
                .isEmpty();
        assertThat(examples.all()).hasSizeGreaterThanOrEqualTo(100);
    }

    @Test
    void everyStepOfEveryRunbookIsShownByOne() {
        assertThat(ContentBundle.examples(RUNBOOKS).unshown(Proposals.CONTENT)).isEmpty();
    }

    @Test
    void theJarCarriesThem() {
        assertThat(ContentBundle.shippedExamples().all())
                .extracting(RunbookExample::name)
                .containsExactlyElementsOf(ContentBundle.examples(RUNBOOKS).all().stream()
                        .map(RunbookExample::name)
                        .toList());
    }

    /** The checks behind the expectation are seen to bite. */
    @Test
    void aCommandThatItsDocumentWouldNotTakeIsAProblem() {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.computeIfPresent("documents/Millrace-RetryBackup.yaml", (path, text) -> {
            String narrower = text.replaceAll("(?s)(VaultName:.*?allowedPattern: )[^\\n]*", "$1'^never\\$'");
            assertThat(narrower).isNotEqualTo(text);
            return narrower;
        });
        var content = ContentBundle.of(files).compile();

        assertThat(ContentBundle.examples(RUNBOOKS).run(content, Proposals.STAGES, played -> {}))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.toString())
                        .matches("catalog/examples/failed-backup.yaml:\\d+: example \".*\": Millrace-RetryBackup would"
                                + " not start: .*VaultName.*"));
    }
}
