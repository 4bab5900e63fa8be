package io.millrace.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that is deployed, on a Flink that knows nothing of it. Runs once the jar is packaged. */
class JobJarITCase {
    private static final Path JAR = Path.of(System.getProperty("millrace.job.jar", "target/job.jar"));
    private static final Path FLINK = Path.of("target/flink").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void carriesTheContentAndNothingOfThePlatformOrHadoop() throws Exception {
        try (var jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream().map(ZipEntry::getName).toList();

            assertThat(names)
                    .contains("content/index.txt", "content/bundle.yaml", "io/millrace/jobs/MillraceJob.class");
            assertThat(names)
                    .noneMatch(name -> name.startsWith("org/apache/hadoop/")
                            || name.startsWith("org/apache/flink/runtime/")
                            || name.startsWith("org/apache/flink/core/")
                            || name.startsWith("org/slf4j/")
                            || name.startsWith("org/apache/logging/"));
            for (String listed : lines(jar, "content/index.txt")) {
                assertThat(names).contains("content/" + listed);
            }
        }
    }

    @Test
    void replaysOnAStandaloneClusterAsItDoesInThisProcess() throws Exception {
        Baseline baseline = Baseline.get();
        var job = ReplayJob.over(baseline.recording(), folder.resolve("output"));
        Path properties = Files.writeString(folder.resolve("properties.json"), properties(job));

        try (var cluster = StandaloneFlink.start(folder, FLINK)) {
            int status = cluster.run(JAR.toAbsolutePath(), properties.toString());

            assertThat(status).as(cluster.said()).isZero();
            assertThat(cluster.said()).contains("creating it: s3-fs-hadoop");
        }
        assertThat(job.result().unlike(baseline.result())).isEmpty();
    }

    /** The platform's shape of property groups. */
    private static String properties(ReplayJob job) throws Exception {
        List<Map<String, Object>> groups = job.properties().entrySet().stream()
                .map(group -> group(group.getKey(), group.getValue()))
                .toList();
        return new ObjectMapper().writeValueAsString(groups);
    }

    private static Map<String, Object> group(String id, Map<String, String> properties) {
        return Map.of("PropertyGroupId", id, "PropertyMap", properties);
    }

    private static List<String> lines(JarFile jar, String name) throws Exception {
        try (var in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        }
    }
}
