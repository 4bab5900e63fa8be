package io.millrace.operators.parse.source.flat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.operators.parse.json.Json;
import io.millrace.operators.parse.json.JsonReader;
import io.millrace.operators.parse.json.UnreadableJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, their forms, templates and tables over one document. */
class TextTest {
    private static final Json DOCUMENT = json(
            """
            {"region":"us-gov-west-1","resources":["arn:aws:ecs:eu-west-1:111122223333:service/shop/checkout"],
             "detail":{"state":"FAILED","empty":"","none":null,"count":0,"a.b":{"c d/e":"deep"},
             "list":[{"x":1,"y":["p","q"]},{"y":[]},{"x":2,"y":["r"]},{"x":1}],"money":"-$1,281.03 a month",
             "zone":"eu-west-1a","place":"Global"}}
            """);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "detail.state; FAILED",
                "detail.missing|detail.state; FAILED",
                "detail.empty|detail.none|'nothing'; nothing",
                "detail.count; 0",
                "detail.'a.b'.c d/e; deep",
                "detail.list[0].x; 1",
                "detail.list[2].y[0]; r",
                "detail.list[9].x|'beyond'; beyond",
                "detail.list[].y[]; p",
                "resources[0]:name; checkout",
                "resources[0]:region; eu-west-1",
                "resources[0]:account; 111122223333",
                "region:partition; us-gov",
                "detail.zone:region; eu-west-1",
                "detail.place:region|'no Region'; no Region",
                "detail.money:number; 1281.03",
                "detail.state:lower; failed",
                "Job [of {detail.missing} ]is {detail.state}[ in {detail.zone}]; Job is FAILED in eu-west-1a",
                "{detail.list[].x}; 1",
                "[a{detail.none}]b{detail.count}; b0",
            })
    void readsADocument(String text, String expected) {
        var read = Text.parse(text).of(DOCUMENT);

        assertThat(read).isEqualTo(expected.equals("us-gov") ? "aws-us-gov" : expected);
    }

    @Test
    void aTemplateWithAGapThatCannotBeFilledIsEmpty() {
        assertThat(Text.parse("thing:{detail.missing}|{detail.state}").of(DOCUMENT))
                .isEmpty();
        assertThat(Text.firstOf(List.of(Text.parse("a{detail.none}"), Text.parse("b{detail.state}")))
                        .of(DOCUMENT))
                .isEqualTo("bFAILED");
    }

    @Test
    void everyElementIsFoundOnceInItsOrder() {
        assertThat(Text.parse("detail.list[].x").all(DOCUMENT)).containsExactly("1", "2");
        assertThat(Text.parse("detail.list[].y[]").all(DOCUMENT)).containsExactly("p", "q", "r");
        assertThat(Text.parse("detail.list[].z").all(DOCUMENT)).isEmpty();
        assertThat(Text.parse("detail.state[]|detail.list[1].x|detail.zone").all(DOCUMENT))
                .containsExactly("eu-west-1a");
    }

    @Test
    void nothingIsFoundInNothing() {
        for (Json nothing : List.of(Json.missing(), json("null"), json("[]"), json("7"), json("\"text\""))) {
            assertThat(Text.parse("detail.list[].x").all(nothing)).isEmpty();
            assertThat(Text.parse("detail.list[0].x|resources[1]").of(nothing)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "detail.",
                "detail..x",
                "detail.'x",
                "detail.x]",
                "detail.x[",
                "detail.x[-1]",
                "detail.x[1",
                "detail.x:colour",
                "deatil.x",
                "'only a text'|detail.x",
                "{detail.x",
                "[{detail.x}",
                "a}{detail.x}",
                "{}"
            })
    void whatIsNoTextIsRefusedWithWhatWouldBeRight(String text) {
        assertThatThrownBy(() -> Text.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("\"");
    }

    @Test
    void anExactRowOutranksAWildOneAndCaseDoesNotCount() {
        var of = List.of(Text.parse("detail.state"), Text.parse("detail.none"));
        var rows = new java.util.LinkedHashMap<String, Integer>(Map.of("failed/", 1));
        rows.put("*/", 2);

        assertThat(new Table<>(of, rows).find(DOCUMENT)).hasValue(1);
        rows.remove("failed/");
        assertThat(new Table<>(of, rows).find(DOCUMENT)).hasValue(2);
        assertThat(new Table<>(of, Map.of("other/*", 3)).find(DOCUMENT)).isEmpty();
    }

    @Test
    void aScaleReadsWordsAndBandsAndAdmitsWhatItDoesNotKnow() {
        var scale = new Scale(Map.of("HIGH", 4, "*low*", 2), Map.of(0.0, 1, 7.0, 5), 3);

        assertThat(scale.of(" high ")).isEqualTo(4);
        assertThat(scale.of("rather low")).isEqualTo(2);
        assertThat(scale.of("6.9")).isEqualTo(1);
        assertThat(scale.of("7")).isEqualTo(5);
        assertThat(scale.of("-1")).isEqualTo(3);
        assertThat(scale.of("NaN")).isEqualTo(3);
        assertThat(scale.of("")).isEqualTo(3);
        assertThat(scale.of("purple")).isEqualTo(3);
    }

    private static Json json(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return JsonReader.read(bytes, 0, bytes.length);
        } catch (UnreadableJson e) {
            throw new IllegalArgumentException(e);
        }
    }
}
