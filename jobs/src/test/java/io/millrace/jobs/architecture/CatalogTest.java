package io.millrace.jobs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.millrace.operators.lake.Lake;
import io.millrace.operators.lake.LakeTable;
import io.millrace.patterns.SituationPattern;
import io.millrace.patterns.Situations;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Adding is one file, its test, one line, one row: whatever of these is forgotten fails here, by name. */
class CatalogTest {

    @Test
    void everySituationIsInTheCatalogTestedAndDescribed() throws Exception {
        Path module = Path.of("..", "cep-patterns");
        var catalog = new Catalog().readme(module.resolve("README.md"));
        var classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackagesOf(SituationPattern.class);
        for (var type : classes) {
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
        var catalog = new Catalog().readme(tables(Path.of("..", "operators", "README.md")));
        for (var field : Lake.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.get(null) instanceof LakeTable<?> table) {
                catalog.exists(table.name(), true);
            }
        }
        Lake.tables().forEach(table -> catalog.listed(table.name()));

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

    private static boolean hasTest(Path module, String type) throws IOException {
        try (Stream<Path> tests = Files.walk(module.resolve("src/test/java"))) {
            return tests.anyMatch(file -> file.getFileName().toString().equals(type + "Test.java"));
        }
    }

    /** The section on tables: the same README describes sources and sinks too. */
    private static String tables(Path readme) throws IOException {
        String text = Files.exists(readme) ? Files.readString(readme) : "";
        int start = text.indexOf("## Tables");
        int end = text.indexOf("\n## ", start + 1);
        return start < 0 ? "" : text.substring(start, end < 0 ? text.length() : end);
    }
}
