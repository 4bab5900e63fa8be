package io.millrace.operators.parse.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.operators.parse.source.flat.Scales;
import io.millrace.runbooks.InvalidContentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Mapping files are checked whole: every problem at once, with its file, its line and what would be right. */
class FlatMappingsTest {
    private static final Path SHIPPED = Path.of("src/main/resources/mappings");

    @Test
    void tellsEveryProblemOfAFileWithItsLine() {
        assertThat(
                        problems(
                                """
                        mappings:
                          - source: aws.example
                            detail-type: Thing Changed
                            about: a thing
                            kind: ISUE
                            status: {of: detial.state, values: {BAD: OPNE}}
                            severity: {of: detail.severity, scale: wrods}
                            identity: "thing:{detail.name"
                            title: "{detail.name:nmae} ends]"
                            resources: ["detail.list[x]"]
                            keys: {SERVCE: detail.service}
                            tags: "detail..tags"
                            colour: blue
                        """))
                .containsExactly(
                        "a.yaml:5: kind is \"ISUE\"; did you mean \"ISSUE\"? known: ANOMALY, CHANGE, COMPLIANCE, CONDITION,"
                                + " COST, DECISION, ISSUE, LIFECYCLE, OTHER, OUTCOME, QUESTION, RECOVERY, SECURITY, TICK",
                        "a.yaml:6: of: \"detial.state\" begins with \"detial\", no part of an envelope; did you mean"
                                + " \"detail\"? known: account, data, detail, detail-type, id, region, resources, source,"
                                + " subject, time, type, version",
                        "a.yaml:6: status BAD is \"OPNE\"; did you mean \"OPEN\"? known: INFORMATIONAL, OPEN, RESOLVED, UPDATED",
                        "a.yaml:7: scale \"wrods\" is not in severities.yaml; did you mean \"words\"? known: "
                                + String.join(", ", Severities.scales().names()),
                        "a.yaml:8: identity: \"thing:{detail.name\": { at character 7 is not closed",
                        "a.yaml:9: title: \"nmae\" is no form of a value; did you mean \"name\"? known: account, lower, name,"
                                + " number, partition, region",
                        "a.yaml:10: resources: \"detail.list[x]\" is no path: an index is [] (every element) or a number such"
                                + " as [0]; wanted names such as detail.resourceArn or resources[0]",
                        "a.yaml:11: \"SERVCE\" is no type of key; wanted one of IDENTITY, RESOURCE, SERVICE, CHANGE,"
                                + " PUBLIC_ISSUE, OTHER",
                        "a.yaml:12: tags: \"detail..tags\" is no path: a name is missing; wanted names such as"
                                + " detail.resourceArn or resources[0]",
                        "a.yaml:13: unknown key \"colour\"; known: about, account, attributes, copy,"
                                + " delivery, detail-type, identity, keys, kind, region, resources, revision, service,"
                                + " severity, source, status, tags, text, time, title, values");
    }

    @Test
    void tellsWhatIsMissing() {
        assertThat(problems("mappings:\n  - title: a thing\n"))
                .contains(
                        "a.yaml:2: about is missing; wanted a text",
                        "a.yaml:2: detail-type is missing; wanted a text or a list of texts",
                        "a.yaml:2: severity is missing; wanted a whole number from 1 to 5",
                        "a.yaml:2: source is missing; wanted a text",
                        "a.yaml:2: title: \"a thing\" begins with \"a thing\", no part of an envelope; known: account, data,"
                                + " detail, detail-type, id, region, resources, source, subject, time, type, version")
                .anyMatch(problem -> problem.startsWith("a.yaml:2: identity is missing; wanted a template"))
                .anyMatch(problem -> problem.startsWith("a.yaml:2: kind is missing; wanted one of ISSUE"));
        assertThat(problems("mapping: []\n"))
                .containsExactly(
                        "a.yaml:1: mappings is empty; wanted a list of mappings",
                        "a.yaml:1: unknown key \"mapping\"; did you mean \"mappings\"? known: mappings");
    }

    @Test
    void tellsTheRowsOfATableThatNothingReaches() {
        assertThat(
                        problems(
                                """
                        mappings:
                          - source: s
                            detail-type: t
                            about: a
                            kind: OTHER
                            severity: 1
                            identity:
                              of: detail.state
                              values:
                                "*": "a:{id}"
                                "BAD*": "b:{id}"
                                BAD: "c:{id}"
                                bad: "d:{id}"
                            status: {of: detail.state}
                        """))
                .containsExactly(
                        "a.yaml:11: \"BAD*\" is never reached: \"*\" before it fits too",
                        "a.yaml:13: \"bad\" is never reached: \"BAD\" before it fits too",
                        "a.yaml:14: values is missing; wanted a map of words and what they mean");
    }

    @Test
    void aPairThatIsMappedTwiceNamesBothPlaces() {
        var mapping =
                "mappings:\n  - {source: s, detail-type: t, about: a, kind: OTHER, severity: 1, identity: \"{id}\"}\n";

        var thrown = catchThrowableOfType(
                InvalidContentException.class, () -> FlatMappings.read(Map.of("a.yaml", mapping, "b.yaml", mapping)));

        assertThat(thrown)
                .hasMessageContaining("b.yaml:2: source s and detail type t are mapped twice, first at a.yaml:2");
    }

    @Test
    void theIndexListsEveryMappingFileThatIsShipped() throws IOException {
        try (var files = Files.list(SHIPPED)) {
            var yaml = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(Files.readAllLines(SHIPPED.resolve("index.txt"))).containsExactlyElementsOf(yaml);
        }
    }

    @Test
    void aScaleThatIsWrongIsToldByLine() {
        var thrown = catchThrowableOfType(
                InvalidContentException.class,
                () -> Scales.read(
                        "severities.yaml",
                        "scales:\n  a: {about: x, words: {BAD: 6, bad: 5}, unknown: 3}\n  b: {about: x, bands: {low: 1}, unknown: 3}\n"
                                + "  c: {about: x, unknown: 3}\n"));

        assertThat(thrown.problems())
                .extracting(Object::toString)
                .containsExactly(
                        "severities.yaml:2: \"bad\" is never reached: \"BAD\" before it fits too",
                        "severities.yaml:2: BAD is \"6\"; wanted a whole number from 1 to 5",
                        "severities.yaml:3: band \"low\" is no number; wanted the band's lower bound",
                        "severities.yaml:4: a scale needs words, bands or both");
    }

    private static List<String> problems(String yaml) {
        var thrown =
                catchThrowableOfType(InvalidContentException.class, () -> FlatMappings.read(Map.of("a.yaml", yaml)));
        return thrown.problems().stream().map(Object::toString).toList();
    }
}
