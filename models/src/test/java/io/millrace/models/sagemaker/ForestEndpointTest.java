package io.millrace.models.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.models.remote.Answers;
import io.millrace.models.remote.RemoteModelException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random Cut Forest over the wire. */
class ForestEndpointTest extends InvokeEndpointContract<String, Double> {
    private static final List<String> LINES =
            List.of(ForestWire.line(List.of(1.5, 16.0)), ForestWire.line(List.of(-0.25, 1e-3)));

    @Override
    EndpointWire<String, Double> wire() {
        return new ForestWire();
    }

    @Override
    List<String> questions() {
        return LINES;
    }

    @Override
    String requestBody() {
        return "1.5,16.0\n-0.25,0.001";
    }

    @Override
    String answerBody(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> "{\"score\":" + (row + 0.25) + "}")
                .collect(Collectors.joining(",", "{\"scores\":[", "]}"));
    }

    @Override
    void check(Answers<Double> answers) {
        assertThat(answers.size()).isEqualTo(2);
        assertThat(answers.get(0)).isEqualTo(0.25);
        assertThat(answers.get(1)).isEqualTo(1.25);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scores\":[{\"score\":0.02},{\"score\":0.25}]}",
                "{\"score\":0.02}\n{\"score\":0.25}\n",
                "{\"score\": 0.02},\n{\"score\": 0.25},\n",
                " { \"score\": 0.02 }\n{\"score\": 0.25}",
                "{ \"scores\": [ { \"score\": 0.02 }, { \"score\": 0.25 } ] }"
            })
    void everyDocumentedFormOfAnAnswerIsRead(String body) {
        assertThat(wire().answers(body, LINES)).containsExactly(0.02, 0.25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"NaN\"", "null", "1e999", "\"0.2\"", "{}"})
    void aScoreThatIsNoFiniteNumberIsUnreadable(String score) {
        assertThatThrownBy(() -> wire().answers("{\"scores\":[{\"score\":1},{\"score\":" + score + "}]}", LINES))
                .isInstanceOfSatisfying(RemoteModelException.class, failure -> assertThat(failure.code())
                        .isEqualTo("unreadable"));
    }

    @Test
    void aRowWithoutItsScoreIsUnreadable() {
        assertThatThrownBy(() -> wire().answers("{\"scores\":[{\"score\":1},{}]}", LINES))
                .isInstanceOfSatisfying(RemoteModelException.class, failure -> assertThat(failure.code())
                        .isEqualTo("unreadable"));
    }
}
