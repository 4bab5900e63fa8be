package io.millrace.runbooks.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.domain.OpsEvent;
import io.millrace.runbooks.TestEvents;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problem;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTest {
    private final Problems problems = new Problems();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: boolean, constant: true} | true",
                "{type: boolean, from: attributes.a} | false",
                "{type: enum, values: [false, other], from: attributes.a} | false",
                "{type: list, constant: [a, b]} | a,b",
                "{type: list, constant: a} | a",
                "{type: list, from: attributes.l, pattern: \"[a-z]+\"} | x,y,z",
                "{type: string, from: attributes.arn, pattern: \"arn:[a-z0-9:/-]+\"} | arn:aws:sqs:eu-west-1:111122223333:q",
            })
    void isReadAsItsType(String text, String expected) throws Exception {
        assertThat(read(text).values(event(), target())).containsExactly(expected.split(","));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: boolean, from: attributes.l} | neither true nor false",
                "{type: enum, values: [a, b], from: attributes.a} | none of a, b",
                "{type: list, from: attributes.l, pattern: \"[a-z]\", most: 2} | 3 values, and 2 are the most",
                "{type: list, from: attributes.hole, pattern: \"[a-z]\"} | empty or missing",
                "{type: list, from: attributes.absent, pattern: \"[a-z]\"} | empty or missing",
                "{type: list, from: attributes.l, pattern: \"[a-y]\"} | does not match",
                "{type: string, from: attributes.foreign, pattern: \"arn:[a-z0-9:/-]+\"} | outside the event's account",
                "{type: string, from: attributes.far, pattern: \"arn:[a-z0-9:/-]+\"} | outside the event's account",
                "{type: string, from: attributes.broken, pattern: \"arn:[a-z0-9:/-]+\"} | no well-formed ARN",
            })
    void refusesWhatIsNotOfItsType(String text, String expected) {
        var parameter = read(text);
        var e = catchThrowableOfType(RefusedException.class, () -> parameter.values(event(), target()));

        assertThat(e.refusal().code()).isEqualTo(Refusal.Code.BAD_PARAMETER);
        assertThat(e.refusal().reason()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: enum, from: attributes.a} | give values: [a, b]",
                "{type: string, values: [a], constant: a} | values belong to type: enum",
                "{type: string, constant: [a, b]} | give type: list, or one value",
                "{type: list, from: attributes.a} | it wants a pattern",
                "{type: list, constant: [a, \"{{ x }}\"]} | without double braces",
                "{type: boolean, constant: yes} | neither true nor false",
                "{type: integer, constant: 1, most: 3} | most belongs to type: list",
                "{type: bool, constant: true} | known: boolean, enum, integer, list, string",
            })
    void tellsWhatIsWrong(String text, String expected) {
        parse(text);

        assertThat(problems.all()).extracting(Problem::message).anySatisfy(message -> assertThat(message)
                .contains(expected));
    }

    @Test
    void noItemOfAListIsHostile() {
        var parameter = read("{type: list, from: attributes.l, pattern: \"[a-z]+\"}");
        for (String bad : List.of("a,$(x)", "a,b;reboot", "a,\u0430", "a,{{x}}", "a,b\n", "*,a", " a,b")) {
            var event = TestEvents.event().setAttributes(Map.of("l", bad)).build();
            assertThat(catchThrowableOfType(RefusedException.class, () -> parameter.values(event, target())))
                    .as(bad)
                    .isNotNull();
        }
    }

    @Property
    void whateverAnEventSaysAnEnumIsOneOfItsValues(@ForAll String said) {
        var parameter = read("{type: enum, values: [a, b], from: attributes.l}");
        var event = TestEvents.event().setAttributes(Map.of("l", said)).build();
        try {
            assertThat(parameter.values(event, target())).isSubsetOf("a", "b");
        } catch (RefusedException e) {
            assertThat(said).isNotIn("a", "b");
        }
    }

    private static OpsEvent event() {
        return TestEvents.event()
                .setAttributes(Map.of(
                        "a", "false",
                        "l", "x,y,z",
                        "hole", "x,,z",
                        "arn", "arn:aws:sqs:eu-west-1:111122223333:q",
                        "foreign", "arn:aws:sqs:eu-west-1:444455556666:q",
                        "far", "arn:aws:sqs:us-east-1:111122223333:q",
                        "broken", "arn:aws:sqs"))
                .setResources(
                        List.of(TestEvents.instanceArn(TestEvents.PRODUCTION, TestEvents.REGION, TestEvents.INSTANCE)))
                .build();
    }

    private static Target.Chosen target() throws RefusedException {
        return new Target(List.of(TargetType.EC2_INSTANCE), null).choose(event());
    }

    private Parameter read(String text) {
        var parameters = parse(text);
        assertThat(problems.all()).isEmpty();
        return parameters.get(0);
    }

    private List<Parameter> parse(String text) {
        return YamlReader.read("x.yaml", "parameters: {P: " + text + "}", problems)
                .flatMap(root -> Fields.of("x.yaml", root, problems, "step"))
                .map(ParameterReader::read)
                .orElseThrow();
    }
}
