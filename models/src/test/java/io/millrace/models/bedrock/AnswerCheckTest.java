package io.millrace.models.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.domain.Sentence;
import io.millrace.models.remote.RemoteModelException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerCheckTest {
    private static final Map<String, String> EVENTS = Map.of("e1", "first", "e2", "second");

    private final AnswerCheck check = new AnswerCheck(EVENTS);

    @Property
    void whateverIsAnsweredNoSentenceIsUncitedOrCitesAnotherThread(@ForAll("answers") Object answer) {
        ModelText text;
        try {
            text = check.check(answer);
        } catch (RemoteModelException refused) {
            assertThat(refused.code()).isIn(AnswerCheck.BAD_FORM, AnswerCheck.UNCITED, AnswerCheck.UNSAFE_TEXT);
            return;
        }

        List<Sentence> all = Stream.of(text.storyline(), text.hypotheses(), text.advice())
                .flatMap(List::stream)
                .toList();
        assertThat(all).isNotEmpty();
        assertThat(all)
                .allSatisfy(sentence ->
                        assertThat(sentence.getEventIds()).isNotEmpty().isSubsetOf(EVENTS.values()));
    }

    @Provide
    Arbitrary<Object> answers() {
        Arbitrary<Object> names = Arbitraries.of("e1", "e2", "e3", "first", "", 1.0);
        Arbitrary<Object> citations =
                Arbitraries.oneOf(names.list().ofMaxSize(3).map(list -> (Object) list), names);
        Arbitrary<Object> texts = Arbitraries.of("It began.", "", "see http://x", 17.0, "ok, then");
        Arbitrary<Object> sentences = Arbitraries.oneOf(
                citations.flatMap(cited -> texts.map(text -> (Object) Map.of("text", text, "event_ids", cited))),
                texts);
        Arbitrary<Object> lists =
                Arbitraries.oneOf(sentences.list().ofMaxSize(3).map(list -> (Object) list), texts);
        return Arbitraries.oneOf(
                lists,
                Arbitraries.maps(Arbitraries.of("storyline", "hypotheses", "advice", "commands"), lists)
                        .map(map -> (Object) map));
    }

    @Test
    void aCitedAnswerKeepsItsWordsAndGetsTheRealIds() {
        ModelText text = check.check(Map.of("storyline", List.of(sentence("CPU > 90 % since e1.", "e2", "e1", "e1"))));

        assertThat(text.storyline()).containsExactly(new Sentence("CPU > 90 % since e1.", List.of("first", "second")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "www.evil.example",
                "<b>",
                "<!channel>",
                "`ls`",
                "[a](b)",
                "${x}",
                "{{x}}",
                "@here",
                "a\u0007b",
                "a\u202eb",
                "a\nb"
            })
    void whatAClientWouldActOnIsRefused(String text) {
        assertThatThrownBy(() -> check.check(Map.of("storyline", List.of(sentence("See " + text + " x", "e1")))))
                .isInstanceOf(RemoteModelException.class)
                .extracting(refused -> ((RemoteModelException) refused).code())
                .isEqualTo(AnswerCheck.UNSAFE_TEXT);
    }

    @Test
    void oneUncitedSentenceRefusesTheWholeAnswer() {
        assertThatThrownBy(() -> check.check(Map.of(
                        "storyline", List.of(sentence("Fine.", "e1")), "advice", List.of(sentence("Not fine.")))))
                .hasMessageContaining("cites nothing");
    }

    private static Map<String, Object> sentence(String text, String... cited) {
        return Map.of("text", text, "event_ids", List.of(cited));
    }
}
