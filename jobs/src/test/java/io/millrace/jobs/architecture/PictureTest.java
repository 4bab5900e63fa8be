package io.millrace.jobs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The picture and the table in docs/architecture say the operators' names, as the Flink UI shows them. */
class PictureTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern IN_PICTURE = Pattern.compile("class=\"operator\">([^<]+)<");
    private static final Pattern IN_CODE = Pattern.compile("\\.name\\(\\s*\"([^\"]+)\"");
    private static final Pattern IN_TABLE = Pattern.compile("(?m)^\\| ([A-Z][a-z]+( [a-z]+| …)) \\|");

    @Test
    void everyOperatorInThePictureIsInTheCode() throws IOException {
        var picture = names(IN_PICTURE, Files.readString(DOCS.resolve("architecture.svg")));

        assertThat(picture).hasSizeGreaterThan(8);
        assertThat(missing(picture)).isEmpty();
    }

    @Test
    void everyStageInTheTableIsInTheCode() throws IOException {
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

    /** Names that are put together from a constant and a variable end in an ellipsis. */
    private static Set<String> operators() throws IOException {
        var operators = new TreeSet<String>();
        for (Path source : sources()) {
            for (String name : names(IN_CODE, Files.readString(source))) {
                operators.add(name.endsWith(" ") ? name + "…" : name);
            }
        }
        return operators;
    }

    private static List<Path> sources() throws IOException {
        try (var walk = Files.walk(Path.of("src", "main", "java"))) {
            return walk.filter(file -> file.toString().endsWith(".java")).toList();
        }
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
