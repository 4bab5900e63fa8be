package io.millrace.models.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.models.access.Access;
import io.millrace.models.remote.Answers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** IP Insights over the wire. */
class AccessEndpointTest extends InvokeEndpointContract<Access, Double> {
    @Override
    EndpointWire<Access, Double> wire() {
        return AccessWire.csv();
    }

    @Override
    List<Access> questions() {
        return List.of(
                Access.of("arn:aws:iam::111122223333:user/ana", "10.1.2.3").orElseThrow(),
                Access.of("Žofie, 100%", "203.0.113.255").orElseThrow());
    }

    @Override
    String requestBody() {
        return "arn:aws:iam::111122223333:user/ana,10.1.2.3\nŽofie%2C 100%25,203.0.113.255";
    }

    @Override
    String answerBody(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(row -> "{\"dot_product\":" + (2.5 - 5 * row) + "}")
                .collect(Collectors.joining(",", "{\"predictions\":[", "]}"));
    }

    @Override
    void check(Answers<Double> answers) {
        assertThat(answers.size()).isEqualTo(2);
        assertThat(answers.get(0)).isEqualTo(2.5);
        assertThat(answers.get(1)).isEqualTo(-2.5);
    }

    @Test
    void theSameIsAskedInJson() {
        assertThat(AccessWire.json().contentType()).isEqualTo("application/json");
        assertThat(AccessWire.json().body(questions()))
                .isEqualTo("{\"instances\":[{\"features\":[\"arn:aws:iam::111122223333:user/ana\",\"10.1.2.3\"]},"
                        + "{\"features\":[\"Žofie%2C 100%25\",\"203.0.113.255\"]}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"predictions\":[{\"dot_product\":0.0},{\"dot_product\":-7.5}]}",
                "{\"dot_product\": 0.0}\n{\"dot_product\": -7.5}\n",
                "{\"predictions\":[{\"ip_embedding\":[0.1],\"dot_product\":0.0},{\"dot_product\":-7.5}]}"
            })
    void everyDocumentedFormOfAnAnswerIsRead(String body) {
        assertThat(wire().answers(body, questions())).containsExactly(0.0, -7.5);
    }
}
