package io.millrace.jobs.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The walls between the modules, and what no class below jobs may do. A module is the package of its name under a root:
 * {@code io.millrace} for the real house, another for the planted violations that prove each wall.
 */
final class Walls {
    /** Below everything: the language, nullness marks, and Avro, which the records in domain are made of. */
    private static final List<String> FOUNDATION = List.of("java..", "org.jspecify.annotations..", "org.apache.avro..");

    /** Wall clock and chance. A class here measures the deadline of an asynchronous client, and nothing else. */
    private static final Set<String> MAY_MEASURE_DEADLINES = Set.of();

    private static final List<String> BELOW_JOBS = List.of("domain", "models", "runbooks", "patterns", "operators");

    /** Methods that read the wall clock, by the package they are in. */
    private static final Map<String, Set<String>> CLOCKS = Map.of(
            "java.time.",
                    Set.of(
                            "now",
                            "system",
                            "systemUTC",
                            "systemDefaultZone",
                            "tickMillis",
                            "tickSeconds",
                            "tickMinutes"),
            "org.apache.flink.", Set.of("currentProcessingTime", "registerProcessingTimeTimer"));

    private final String root;

    Walls(String root) {
        this.root = root;
    }

    ArchRule domainUsesAvroAndNothingElse() {
        return module("domain").should(use(List.of("domain"), List.of()));
    }

    ArchRule modelsUseDomainAndWhatScoresOrExplains() {
        return module("models")
                .should(use(
                        List.of("models", "domain"),
                        List.of(
                                "com.amazon.randomcutforest..",
                                "software.amazon.awssdk..",
                                "dev.failsafe..",
                                "com.fasterxml.jackson..",
                                "org.apache.lucene..")));
    }

    ArchRule runbooksUseDomainAndWhatReadsContent() {
        return module("runbooks")
                .should(use(
                        List.of("runbooks", "domain"),
                        List.of(
                                "com.fasterxml.jackson..",
                                "org.yaml.snakeyaml..",
                                "software.amazon.event.ruler..",
                                "com.networknt..")));
    }

    ArchRule patternsUseDomainAndFlink() {
        return module("patterns").should(use(List.of("patterns", "domain"), List.of("org.apache.flink..")));
    }

    ArchRule operatorsNeverUseJobs() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".operators..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".jobs..");
    }

    ArchRule nobodyUsesTheLaptopOrTheTestParts() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(root + ".local..", root + ".testing..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(root + ".local..", root + ".testing..");
    }

    ArchRule noClockBelowJobs() {
        return belowJobs("read a clock", Walls::readsAClock);
    }

    ArchRule noChanceBelowJobs() {
        return belowJobs("draw a random number", Walls::drawsARandomNumber);
    }

    ArchRule noEnvironmentBelowJobs() {
        return belowJobs(
                "read the environment",
                access -> calls(access, System.class, "getenv", "getProperty", "getProperties")
                        || calls(access, Boolean.class, "getBoolean")
                        || calls(access, Integer.class, "getInteger")
                        || calls(access, Long.class, "getLong"));
    }

    ArchRule onlyJobsHasAMain() {
        return methods()
                .that()
                .haveName("main")
                .and()
                .areStatic()
                .should()
                .beDeclaredInClassesThat()
                .resideInAPackage(root + ".jobs..")
                .allowEmptyShould(true);
    }

    ArchRule namesSayWhatAClassIsOrDoes() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helpers?|Utils?|Utilities|Processor|Impl)(\\$.*)?")
                .orShould()
                .haveNameMatching(".*[.$]I[A-Z][a-z]\\w*");
    }

    /** Except the package of the generated records. */
    ArchRule everyPackageIsNullMarked() {
        return classes()
                .that()
                .resideOutsideOfPackage(root + ".domain")
                .should(new ArchCondition<>("live in a package whose package-info says @NullMarked") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean marked = type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                        events.add(new SimpleConditionEvent(
                                type, marked, "Class <" + type.getName() + "> lives in a package without @NullMarked"));
                    }
                });
    }

    private GivenClassesConjunction module(String name) {
        return classes().that().resideInAPackage(root + "." + name + "..");
    }

    private ArchCondition<JavaClass> use(List<String> modules, List<String> libraries) {
        List<String> allowed = new ArrayList<>(FOUNDATION);
        modules.forEach(module -> allowed.add(root + "." + module + ".."));
        allowed.addAll(libraries);
        return ArchConditions.onlyDependOnClassesThat(
                JavaClass.Predicates.resideInAnyPackage(allowed.toArray(String[]::new))
                        .or(describe("are primitive", type -> type.getBaseComponentType()
                                .isPrimitive())));
    }

    private ArchRule belowJobs(String deed, Predicate<JavaAccess<?>> isTheDeed) {
        String[] packages =
                BELOW_JOBS.stream().map(module -> root + "." + module + "..").toArray(String[]::new);
        DescribedPredicate<JavaAccess<?>> access = describe(deed, isTheDeed);
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .and(describe("measure no deadline", type -> !MAY_MEASURE_DEADLINES.contains(type.getName())))
                .should()
                .accessTargetWhere(access);
    }

    private static boolean readsAClock(JavaAccess<?> access) {
        return calls(access, System.class, "currentTimeMillis", "nanoTime")
                || constructsWithoutArguments(access, Date.class)
                || CLOCKS.entrySet().stream()
                        .anyMatch(clock -> targetOwner(access).startsWith(clock.getKey())
                                && clock.getValue().contains(access.getName()));
    }

    private static boolean drawsARandomNumber(JavaAccess<?> access) {
        return calls(access, Math.class, "random")
                || calls(access, StrictMath.class, "random")
                || calls(access, UUID.class, "randomUUID")
                || calls(access, Collections.class, "shuffle")
                || targetOwner(access).equals(ThreadLocalRandom.class.getName())
                || constructsWithoutArguments(access, Random.class)
                || constructsWithoutArguments(access, SplittableRandom.class)
                || constructsWithoutArguments(access, SecureRandom.class);
    }

    private static boolean calls(JavaAccess<?> access, Class<?> owner, String... names) {
        return targetOwner(access).equals(owner.getName()) && Stream.of(names).anyMatch(access.getName()::equals);
    }

    private static boolean constructsWithoutArguments(JavaAccess<?> access, Class<?> type) {
        return targetOwner(access).equals(type.getName())
                && access.getTarget().getFullName().endsWith(".<init>()");
    }

    private static String targetOwner(JavaAccess<?> access) {
        return access.getTargetOwner().getName();
    }
}
