package io.millrace.models.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Scores every CSV file below a folder into the same path below another one, in the order of their paths. A file
 * appears in the output only when all of its rows are scored.
 */
public final class CsvFolderScoring {
    /** Hears of each file when it is done. */
    public interface Progress {
        /** File number {@code done} of {@code total}, at this path within the input, with this many rows, is scored. */
        void scored(int done, int total, String file, long rows);
    }

    private final CsvScoring scoring;
    private final Progress progress;

    /** Scoring of folders that reports to {@code progress}. */
    public CsvFolderScoring(CsvScoring scoring, Progress progress) {
        this.scoring = scoring;
        this.progress = progress;
    }

    /**
     * Scores all files and returns the number of rows.
     *
     * @throws BadCsvException when the folders or a file are not as they must be; files before it are in the output
     */
    public long score(Path input, Path output) throws IOException {
        checkFolders(input, output);
        var files = csvFiles(input);
        if (files.isEmpty()) {
            throw new BadCsvException(
                    input + ": holds no .csv file, nor does any folder in it; each file must begin with "
                            + "the header " + CsvScoring.INPUT_HEADER);
        }
        var rows = 0L;
        for (var i = 0; i < files.size(); i++) {
            var name = input.relativize(files.get(i)).toString().replace('\\', '/');
            var scored = scoreFile(name, files.get(i), output.resolve(name));
            progress.scored(i + 1, files.size(), name, scored);
            rows += scored;
        }
        return rows;
    }

    private static void checkFolders(Path input, Path output) {
        if (!Files.isDirectory(input)) {
            throw new BadCsvException(input + ": is not a folder; the input must be a folder with .csv files");
        }
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw new BadCsvException(output + ": is a file; the output must be a folder, which may be new");
        }
        var source = input.toAbsolutePath().normalize();
        if (output.toAbsolutePath().normalize().startsWith(source)) {
            throw new BadCsvException(
                    output + ": lies in the input " + input + "; the output must be a folder outside of it");
        }
    }

    private static List<Path> csvFiles(Path input) throws IOException {
        try (var paths = Files.walk(input)) {
            return paths.filter(path -> path.toString().endsWith(".csv") && Files.isRegularFile(path))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    private long scoreFile(String name, Path from, Path to) throws IOException {
        Files.createDirectories(to.toAbsolutePath().getParent());
        var part = to.resolveSibling(to.getFileName() + ".part");
        try (var in = Files.newBufferedReader(from, UTF_8);
                var out = Files.newBufferedWriter(part, UTF_8)) {
            var rows = scoring.score(name, in, out);
            out.close();
            Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
            return rows;
        } catch (CharacterCodingException e) {
            throw new BadCsvException(name + ": is not UTF-8 text; save it as UTF-8");
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
