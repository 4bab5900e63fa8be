package io.millrace.operators.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeWithoutHadoopTest {
    @Test
    void theLakeIsWrittenWhereNoHadoopClassExists(@TempDir Path folder) throws Exception {
        var classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().contains("hadoop-client"))
                .filter(entry -> !Path.of(entry).getFileName().toString().contains("flink-hadoop-fs"))
                .collect(Collectors.joining(File.pathSeparator));
        var output = folder.resolve("classes.txt");

        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-verbose:class",
                        "-cp",
                        classPath,
                        LakeWithoutHadoop.class.getName(),
                        folder.resolve("part.parquet").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        var lines = Files.readAllLines(output);
        assertThat(lines).contains("written");
        assertThat(lines).noneMatch(line -> line.contains(" org.apache.hadoop."));
        assertThat(lines).anyMatch(line -> line.contains(" org.apache.parquet.hadoop.ParquetFileWriter "));
    }
}
