package io.millrace.jobs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The picture and the table in docs/architecture say the operators' names, as the Flink UI shows them. */
class PictureTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern IN_PICTURE = Pattern.compile("class=\"operator\">([^<]+)<");
    private static final Path GRAPH = Path.of("src", "test", "resources", "job-graph.txt");
    private static final Pattern IN_GRAPH = Pattern.compile("(?m)^[a-z-]+ +\\| ([A-Z][a-z ]+[a-z]) +\\|");
    private static final Pattern IN_TABLE = Pattern.compile("(?m)^\\| ([A-Z][a-z]+( [a-z]+| …)) \\|");

    @Test
    void everyOperatorInThePictureIsInTheGraph() throws IOException {
        var picture = names(IN_PICTURE, Files.readString(DOCS.resolve("architecture.svg")));

        assertThat(picture).hasSizeGreaterThan(15).contains("Page threads", "Escalate threads", "Report incidents");
        assertThat(missing(picture)).isEmpty();
    }

    @Test
    void everyStageInTheTableIsInTheGraph() throws IOException {
        var table = names(IN_TABLE, Files.readString(DOCS.resolve("architecture.md")));

        assertThat(table).hasSizeGreaterThan(9);
        assertThat(missing(table)).isEmpty();
    }

    @Test
    void aNameThatNoOperatorHasIsNoticed() throws IOException {
        assertThat(missing(Set.of("Parse metrics", "Guess causes"))).containsExactly("Guess causes");
    }

    private static Set<String> missing(Set<String> names) throws IOException {
        var missing = new TreeSet<>(names);
        missing.removeAll(operators());
        return missing;
    }

    /** As the golden file of the job's graph has them; an ellipsis stands for what differs between operators of one kind. */
    private static Set<String> operators() throws IOException {
        var operators = new TreeSet<String>();
        for (String name : names(IN_GRAPH, Files.readString(GRAPH))) {
            operators.add(name);
            operators.add(name.replaceAll(" .*", " …"));
        }
        return operators;
    }

    private static Set<String> names(Pattern pattern, String text) {
        var names = new TreeSet<String>();
        var matcher = pattern.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
