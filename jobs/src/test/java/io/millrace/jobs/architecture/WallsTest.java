package io.millrace.jobs.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every wall holds in the real house, and reports exactly the violations planted behind it. */
class WallsTest {
    private static final String PLANTED = "io.millrace.jobs.architecture.planted";
    private static final Pattern PLANTED_CLASS = Pattern.compile(Pattern.quote(PLANTED) + "\\.([a-z]+\\.[A-Z]\\w*)");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.millrace");
    private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(PLANTED);

    @Test
    void allModulesOfTheJobJarAreLookedAt() {
        var modules = new TreeSet<String>();
        HOUSE.forEach(type -> modules.add(type.getPackageName().split("\\.")[2]));

        assertThat(modules).contains("domain", "models", "runbooks", "patterns", "operators", "jobs", "testing");
    }

    @Test
    void domainUsesAvroAndNothingElse() {
        holds(Walls::domainUsesAvroAndNothingElse);
        reports(
                Walls::domainUsesAvroAndNothingElse,
                "domain.CallsAws",
                "domain.Logs",
                "domain.ParsesJson",
                "domain.UsesFlink",
                "domain.UsesModels");
    }

    @Test
    void modelsUseDomainAndWhatScoresOrExplains() {
        holds(Walls::modelsUseDomainAndWhatScoresOrExplains);
        reports(Walls::modelsUseDomainAndWhatScoresOrExplains, "models.UsesFlink", "models.UsesRunbooks");
    }

    @Test
    void runbooksUseDomainAndWhatReadsContent() {
        holds(Walls::runbooksUseDomainAndWhatReadsContent);
        reports(Walls::runbooksUseDomainAndWhatReadsContent, "runbooks.CallsAws", "runbooks.UsesFlink");
    }

    @Test
    void patternsUseDomainAndFlink() {
        holds(Walls::patternsUseDomainAndFlink);
        reports(
                Walls::patternsUseDomainAndFlink,
                "patterns.CallsAws",
                "patterns.ParsesJson",
                "patterns.UsesModels",
                "patterns.UsesRunbooks");
    }

    @Test
    void operatorsNeverUseJobs() {
        holds(Walls::operatorsNeverUseJobs);
        reports(Walls::operatorsNeverUseJobs, "operators.UsesJobs");
    }

    @Test
    void nobodyUsesTheLaptopOrTheTestParts() {
        holds(Walls::nobodyUsesTheLaptopOrTheTestParts);
        reports(Walls::nobodyUsesTheLaptopOrTheTestParts, "jobs.UsesLocal", "operators.UsesTesting");
    }

    @Test
    void nothingBelowJobsReadsAClock() {
        holds(Walls::noClockBelowJobs);
        reports(Walls::noClockBelowJobs, "domain.ReadsTheClock", "operators.PassesTheClockOn");
    }

    @Test
    void nothingBelowJobsDrawsARandomNumber() {
        holds(Walls::noChanceBelowJobs);
        reports(Walls::noChanceBelowJobs, "models.DrawsLots", "operators.InventsAnId");
    }

    @Test
    void nothingBelowJobsReadsTheEnvironment() {
        holds(Walls::noEnvironmentBelowJobs);
        reports(Walls::noEnvironmentBelowJobs, "operators.ReadsTheEnvironment");
    }

    @Test
    void onlyJobsHasAMain() {
        holds(Walls::onlyJobsHasAMain);
        reports(Walls::onlyJobsHasAMain, "runbooks.RunsByItself");
    }

    @Test
    void namesSayWhatAClassIsOrDoes() {
        holds(Walls::namesSayWhatAClassIsOrDoes);
        reports(Walls::namesSayWhatAClassIsOrDoes, "operators.IStore", "operators.ThreadManager");
    }

    @Test
    void everyPackageIsNullMarked() {
        holds(Walls::everyPackageIsNullMarked);
        reports(Walls::everyPackageIsNullMarked, "unmarked.SaysNothingAboutNull");
    }

    private static void holds(Function<Walls, ArchRule> wall) {
        wall.apply(new Walls("io.millrace")).check(HOUSE);
    }

    private static void reports(Function<Walls, ArchRule> wall, String... expected) {
        var reported = new TreeSet<String>();
        var report = wall.apply(new Walls(PLANTED)).evaluate(VIOLATIONS).getFailureReport();
        for (String line : report.getDetails()) {
            Matcher matcher = PLANTED_CLASS.matcher(line);
            assertThat(matcher.find()).as(line).isTrue();
            reported.add(matcher.group(1));
        }

        assertThat(reported).isEqualTo(Set.of(expected));
    }
}
