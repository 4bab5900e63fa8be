package io.millrace.models.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.series.ScoringSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFolderScoringTest {
    private final Path folder;
    private final Path input;
    private final Path output;
    private final List<String> progress = new ArrayList<>();
    private final CsvFolderScoring scoring = new CsvFolderScoring(
            new CsvScoring(ScoringSettings.defaults()),
            (done, total, file, rows) -> progress.add(done + "/" + total + " " + file + " " + rows));

    CsvFolderScoringTest(@TempDir Path folder) {
        this.folder = folder;
        input = folder.resolve("in");
        output = folder.resolve("out");
    }

    @Test
    void scoresEveryCsvFileToTheSamePathAndTellsAboutEach() throws IOException {
        write("b/deep/two.csv", "timestamp,value\n1,1\n2,1\n");
        write("a.csv", "timestamp,value\n1,5\n");
        write("notes.txt", "not a series");

        var rows = scoring.score(input, output);

        assertThat(rows).isEqualTo(3);
        assertThat(progress).containsExactly("1/2 a.csv 1", "2/2 b/deep/two.csv 2");
        assertThat(output.resolve("b/deep/two.csv"))
                .hasContent("timestamp,value,anomaly_score,anomaly_grade\n1,1,0,0\n2,1,0,0");
        try (var files = Files.walk(output)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(2);
        }
    }

    @Test
    void theScoreOfAFileDependsOnItsPathInTheInputOnly() throws IOException {
        var series = new StringBuilder("timestamp,value\n");
        for (var i = 0; i < 4000; i++) {
            series.append(i * 300_000L).append(',').append(i * 7919 % 1009).append('\n');
        }
        write("x/s.csv", series.toString());
        scoring.score(input, output);
        var first = Files.readString(output.resolve("x/s.csv"));

        var moved = Files.move(input, folder.resolve("elsewhere"));
        scoring.score(moved, output);

        assertThat(output.resolve("x/s.csv")).hasContent(first);
    }

    @Test
    void aBadFileLeavesNoOutput() throws IOException {
        write("bad.csv", "timestamp,value\n1,1\n2,x\n");

        assertThatThrownBy(() -> scoring.score(input, output))
                .isInstanceOf(BadCsvException.class)
                .hasMessageStartingWith("bad.csv:3: has the value 'x'");
        assertThat(output).isEmptyDirectory();
    }

    @Test
    void foldersThatCannotBeRightAreRefused() throws IOException {
        assertThatThrownBy(() -> scoring.score(input, output)).hasMessageContaining("is not a folder");
        write("readme.txt", "");
        assertThatThrownBy(() -> scoring.score(input, output)).hasMessageContaining("holds no .csv file");
        assertThatThrownBy(() -> scoring.score(input, input)).hasMessageContaining("lies in the input");
        assertThatThrownBy(() -> scoring.score(input, input.resolve("out"))).hasMessageContaining("lies in the input");
        assertThatThrownBy(() -> scoring.score(input, input.resolve("../in/out")))
                .hasMessageContaining("lies in the input");
        Files.writeString(output, "");
        assertThatThrownBy(() -> scoring.score(input, output)).hasMessageContaining("is a file");
    }

    @Test
    void aFileThatIsNotUtf8IsRefusedByName() throws IOException {
        write("ok.csv", "timestamp,value\n");
        Files.writeString(input.resolve("latin.csv"), "timestamp,value\n1,1 \u00b5s\n", ISO_8859_1);

        assertThatThrownBy(() -> scoring.score(input, output)).hasMessageStartingWith("latin.csv: is not UTF-8");
    }

    private void write(String name, String text) throws IOException {
        var file = input.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
