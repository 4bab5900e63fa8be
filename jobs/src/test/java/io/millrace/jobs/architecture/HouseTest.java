package io.millrace.jobs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What ArchUnit cannot see from the job's class path: the files of all modules, the laptop's among them. */
class HouseTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PLANTED = Path.of("src", "test", "planted-house");
    private static final List<String> JOB_JAR =
            List.of("domain", "models", "runbooks", "cep-patterns", "operators", "jobs");
    private static final List<String> ALL = Stream.concat(
                    JOB_JAR.stream(), Stream.of("testing", "deploy/managed-flink", "deploy/local/s3", "deploy/local"))
            .toList();
    private static final int JAVA_11 = 55;

    @Test
    void everyPackageOfEveryModuleSaysWhoMayUseItAndIsNullMarked() throws IOException {
        for (String module : ALL) {
            assertThat(packagesWithoutMark(ROOT.resolve(module).resolve("src/main/java")))
                    .isEmpty();
        }
        assertThat(packagesWithoutMark(PLANTED)).containsExactly("empty", "silent", "unmarked");
    }

    @Test
    void noFileOfAnyModuleIsNamedForWhatItIsNot() throws IOException {
        for (String module : ALL) {
            assertThat(emptyNames(ROOT.resolve(module).resolve("src/main/java")))
                    .isEmpty();
        }
        assertThat(emptyNames(PLANTED)).containsExactly("StoreUtils.java");
    }

    @Test
    void whatGoesIntoTheJobJarIsCompiledForJava11() throws IOException {
        for (String module : JOB_JAR) {
            assertThat(compiledForNewer(ROOT.resolve(module).resolve("target/classes")))
                    .isEmpty();
        }
        // this very module's tests are for 17: the check sees the difference
        assertThat(compiledForNewer(Path.of("target/test-classes"))).contains("HouseTest.class");
    }

    private static Set<String> packagesWithoutMark(Path sources) throws IOException {
        var found = new TreeSet<String>();
        for (Path folder : foldersWithJava(sources)) {
            Path info = folder.resolve("package-info.java");
            String text = Files.exists(info) ? Files.readString(info) : "";
            if (!text.contains("@NullMarked") || !text.startsWith("/**")) {
                found.add(folder.getFileName().toString());
            }
        }
        return found;
    }

    private static Set<Path> foldersWithJava(Path sources) throws IOException {
        return filesBelow(sources, ".java").stream()
                .map(Path::getParent)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> emptyNames(Path sources) throws IOException {
        return filesBelow(sources, ".java").stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.matches(".*(Manager|Helpers?|Utils?|Utilities|Processor|Impl)\\.java"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> compiledForNewer(Path classes) throws IOException {
        var found = new TreeSet<String>();
        for (Path file : filesBelow(classes, ".class")) {
            try (var in = new DataInputStream(Files.newInputStream(file))) {
                in.readInt();
                in.readUnsignedShort();
                if (in.readUnsignedShort() > JAVA_11) {
                    found.add(file.getFileName().toString());
                }
            }
        }
        return found;
    }

    private static List<Path> filesBelow(Path folder, String suffix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var walk = Files.walk(folder)) {
            return walk.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
