package io.millrace.jobs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.millrace.models.analyst.LocalAnalyst;
import io.millrace.operators.access.JudgeAccessesFunction;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.lake.LakeTable;
import io.millrace.operators.score.ForecastFunction;
import io.millrace.operators.score.ScoreFunction;
import io.millrace.patterns.SituationPattern;
import io.millrace.patterns.Situations;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.junit.jupiter.api.Test;

/** Adding is one file, its test, one line, one row: whatever of these is forgotten fails here, by name. */
class CatalogTest {
    private static final ClassFileImporter MAIN =
            new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS);

    @Test
    void everySituationIsInTheCatalogTestedAndDescribed() throws Exception {
        Path module = Path.of("..", "cep-patterns");
        var catalog = new Catalog().readme(module.resolve("README.md"));
        for (var type : MAIN.importPackagesOf(SituationPattern.class)) {
            if (type.isAssignableTo(SituationPattern.class)
                    && !type.getModifiers().contains(JavaModifier.ABSTRACT)) {
                var pattern = (SituationPattern)
                        type.reflect().getDeclaredConstructor().newInstance();
                catalog.exists(pattern.type(), hasTest(module, type.getSimpleName()));
            }
        }
        Situations.shipped().forEach(pattern -> catalog.listed(pattern.type()));

        assertThat(catalog.problems()).isEmpty();
    }

    @Test
    void everyTableOfTheLakeIsInTheCatalogAndDescribed() throws Exception {
        var catalog = new Catalog().readme(section("Tables", Path.of("..", "operators", "README.md")));
        for (var field : Lake.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.get(null) instanceof LakeTable<?> table) {
                catalog.exists(table.name(), true);
            }
        }
        Lake.tables().forEach(table -> catalog.listed(table.name()));

        assertThat(catalog.problems()).isEmpty();
    }

    /** A sink is in use, which is its catalog, when the ends of the job name it. */
    @Test
    void everySinkIsInUseTestedAndDescribed() throws IOException {
        Path module = Path.of("..", "operators");
        var catalog = new Catalog().readme(section("Sinks", module.resolve("README.md")));
        for (var type : MAIN.importPackages("io.millrace.operators", "io.millrace.jobs.ends")) {
            if (type.getPackageName().startsWith("io.millrace.operators")
                    && type.isTopLevelClass()
                    && makesASink(type)) {
                catalog.exists(type.getSimpleName(), hasTest(module, type.getSimpleName()));
            } else if (type.getPackageName().startsWith("io.millrace.jobs")) {
                type.getDirectDependenciesFromSelf().stream()
                        .map(Dependency::getTargetClass)
                        .filter(CatalogTest::makesASink)
                        .filter(used -> used.getPackageName().startsWith("io.millrace.operators"))
                        .forEach(used -> catalog.listed(used.getSimpleName()));
            }
        }

        assertThat(catalog.problems()).isEmpty();
    }

    @Test
    void everyModelNameInTheLakeIsDescribed() throws IOException {
        var catalog = new Catalog().readme(section("Models", Path.of("..", "models", "README.md")));
        for (String name :
                Set.of(ScoreFunction.MODEL, ForecastFunction.MODEL, JudgeAccessesFunction.MODEL, LocalAnalyst.NAME)) {
            catalog.exists(name, true).listed(name);
        }

        assertThat(catalog.problems()).isEmpty();
    }

    @Test
    void whateverIsForgottenIsNamed() {
        var catalog = new Catalog()
                .exists("complete", true)
                .exists("unlisted", true)
                .exists("untested", false)
                .exists("undescribed", true)
                .listed("complete")
                .listed("untested")
                .listed("undescribed")
                .listed("gone")
                .readme(
                        """
                        | name | what |
                        |---|---|
                        | `complete` | a |
                        | [`unlisted`](x) | b |
                        | `untested` | c |
                        | `forgotten` | d |
                        """);

        assertThat(catalog.problems())
                .containsExactly(
                        "undescribed has no row in the README",
                        "unlisted is not in the catalog",
                        "untested has no test",
                        "gone is in the catalog and does not exist",
                        "forgotten has a row in the README and does not exist");
    }

    private static boolean makesASink(JavaClass type) {
        return type.isAssignableTo(Sink.class)
                || type.getMethods().stream()
                        .anyMatch(method -> method.getModifiers().contains(JavaModifier.STATIC)
                                && method.getRawReturnType().isAssignableTo(Sink.class));
    }

    private static boolean hasTest(Path module, String type) throws IOException {
        Path tests = module.resolve("src/test/java");
        if (!Files.isDirectory(tests)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(tests)) {
            return files.map(file -> file.getFileName().toString())
                    .anyMatch(name -> name.matches(type + "(Test|ITCase)\\.java"));
        }
    }

    /** One section of a README that describes several kinds of things. */
    private static String section(String title, Path readme) throws IOException {
        String text = Files.exists(readme) ? Files.readString(readme) : "";
        int start = text.indexOf("## " + title);
        int end = text.indexOf("\n## ", start + 1);
        return start < 0 ? "" : text.substring(start, end < 0 ? text.length() : end);
    }
}
