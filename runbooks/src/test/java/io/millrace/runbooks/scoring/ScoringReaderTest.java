package io.millrace.runbooks.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.domain.Dimension;
import io.millrace.domain.MetricDatum;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.InvalidContentException;
import io.millrace.runbooks.yaml.Problem;
import io.millrace.testing.Metrics;
import io.millrace.testing.Times;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoringReaderTest {
    private static final String VECTOR =
            """
            vectors:
              - id: instance
                title: An instance is unusual as a whole
                by: [InstanceId]
                features:
                  cpu: {namespace: AWS/EC2, name: CPUUtilization}
                  memory: {namespace: CWAgent, name: mem_used_percent, statistic: maximum}
            """;

    private static final String WINDOWS =
            """
            exclusions:
              - id: weekend
                title: The weekend's maintenance
                series: {accounts: ["111122223333"], namespace: AWS/*, dimensions: {InstanceId: i-0*}}
                weekly: {days: [saturday, sunday], at: "22:00", for: 4h}
              - id: deployment
                title: One deployment
                series: {name: CPU*}
                once: {from: 2026-08-05T10:00:00Z, until: 2026-08-05T10:30:00Z}
            """;

    @Test
    void aVectorKnowsItsFeaturesAndTheResourceOfAPoint() {
        var rules = read(VECTOR);
        var vector = rules.findVector("instance").orElseThrow();
        var point = Metrics.memory("i-1").dimension("ImageId", "ami-1").datum();

        assertThat(vector.names()).containsExactly("cpu", "memory");
        assertThat(vector.title()).isEqualTo("An instance is unusual as a whole");
        assertThat(rules.featuresOf(point)).singleElement().satisfies(found -> {
            assertThat(found.name()).isEqualTo("memory");
            assertThat(found.feature().statistic().orElseThrow().name()).isEqualTo("maximum");
        });
        assertThat(vector.resourceOf(point).orElseThrow()).containsExactly(new Dimension("InstanceId", "i-1"));
        assertThat(vector.resourceOf(Metrics.latency("lb").datum())).isEmpty();
        assertThat(rules.featuresOf(Metrics.latency("lb").datum())).isEmpty();
        assertThat(vector.first().statistic()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-08T21:59:59Z, false",
        "2026-08-08T22:00:00Z, true",
        "2026-08-09T01:59:59Z, true",
        "2026-08-09T02:00:00Z, false",
        // from Sunday evening into Monday, and no further
        "2026-08-10T01:59:00Z, true",
        "2026-08-10T22:30:00Z, false",
        "2026-08-07T23:00:00Z, false"
    })
    void aWeeklyWindowBeginsOnItsDaysAndReachesOverMidnight(String at, boolean excluded) {
        var rules = read(WINDOWS);

        assertThat(rules.excludes(memory("i-01", at))).isFalse();
        assertThat(rules.excludes(cpu("i-01", at))).isEqualTo(excluded);
        assertThat(rules.excludes(cpu("i-11", at))).isFalse();
        assertThat(rules.excludes(MetricDatum.newBuilder(cpu("i-01", at))
                        .setAccount("444455556666")
                        .build()))
                .isFalse();
    }

    @Test
    void aWindowThatIsOnceEndsBeforeItsEnd() {
        var rules = read(WINDOWS);

        assertThat(rules.excludes(cpu("i-9", "09:59:59"))).isFalse();
        assertThat(rules.excludes(cpu("i-9", "10:00"))).isTrue();
        assertThat(rules.excludes(cpu("i-9", "10:29:59"))).isTrue();
        assertThat(rules.excludes(cpu("i-9", "10:30"))).isFalse();
        assertThat(rules.excludes(memory("i-9", "10:10"))).isFalse();
    }

    @Test
    void aRangeSaysHowFarOutsideAValueLies() {
        var rules = read("ranges: [{id: cpu, series: {namespace: AWS/EC2, name: CPUUtilization}, from: 10, to: 60}]");
        var range = rules.usualRange(cpu("i-1", "10:00")).orElseThrow();

        assertThat(rules.usualRange(memory("i-1", "10:00"))).isEmpty();
        assertThat(range.beyond(10)).isZero();
        assertThat(range.beyond(60)).isZero();
        assertThat(range.beyond(85)).isEqualTo(0.5);
        assertThat(range.beyond(5)).isEqualTo(0.1);
        assertThat(range.nearest(85)).isEqualTo(60);
        assertThat(range.nearest(30)).isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "by: [InstanceId] | # none | 2: by is empty",
                "memory: | memory_used: | 5: feature \"memory_used\"",
                "maximum | maximal | 7: statistic is \"maximal\"",
                "features: | metrics: | 5: unknown key \"metrics\"",
                "id: instance | id: Instance | 2: id is \"Instance\"",
            })
    void aMistakeInAVectorIsToldWithItsLine(String right, String wrong, String problem) {
        assertThat(problems(VECTOR.replace(right, wrong)))
                .anySatisfy(found -> assertThat(found).startsWith("scoring/own.yaml:" + problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "days: [saturday, sunday] | days: [saturday, sun] | 5: days lists \"sun\"; known: monday",
                "at: \"22:00\" | at: \"22h\" | 5: at is \"22h\"; wanted a time of day",
                "for: 4h | for: 25h | 5: for is PT25H; wanted a day at most",
                "until: 2026-08-05T10:30:00Z | until: 2026-08-05T09:30:00Z | 9: until is 2026-08-05T09:30:00Z; wanted after from",
                "from: 2026-08-05T10:00:00Z | from: ten | 9: from is \"ten\"; wanted a UTC instant",
                "series: {name: CPU*} | series: {} | 8: series names nothing",
                "series: {name: CPU*} | series: {metric: CPU*} | 8: unknown key \"metric\"",
                "once: | twice: | 6: wanted one of once",
                "id: deployment | id: weekend | 6: \"weekend\" is declared twice",
            })
    void aMistakeInAWindowIsToldWithItsLine(String right, String wrong, String problem) {
        assertThat(problems(WINDOWS.replace(right, wrong)))
                .anySatisfy(found -> assertThat(found).startsWith("scoring/own.yaml:" + problem));
    }

    @Test
    void aRangeWithoutWidthIsRefused() {
        assertThat(problems("ranges:\n  - {id: a, series: {name: A}, from: 5, to: 5}\n"))
                .containsExactly("scoring/own.yaml:2: to is 5.0; wanted more than from, which is 5.0");
    }

    @Test
    void whatShipsTellsTheModelsNothing() {
        var rules = ContentBundle.shipped().compile().scoring();

        assertThat(rules.vectors()).isEmpty();
        assertThat(rules.excludes(cpu("i-01", "2026-08-08T23:00:00Z"))).isFalse();
        assertThat(rules.usualRange(cpu("i-01", "10:00"))).isEmpty();
    }

    private static MetricDatum cpu(String instance, String at) {
        return Metrics.cpu(instance).at(at).datum();
    }

    private static MetricDatum memory(String instance, String at) {
        return Metrics.memory(instance).at(Times.at(at)).datum();
    }

    private static ScoringRules read(String yaml) {
        return bundle(yaml).compile().scoring();
    }

    private static List<String> problems(String yaml) {
        var thrown = catchThrowableOfType(
                InvalidContentException.class, () -> bundle(yaml).compile());
        return thrown.problems().stream().map(Problem::toString).toList();
    }

    private static ContentBundle bundle(String yaml) {
        var files = new TreeMap<>(ContentBundle.shipped().files());
        files.put("scoring/own.yaml", yaml);
        return ContentBundle.of(files);
    }
}
