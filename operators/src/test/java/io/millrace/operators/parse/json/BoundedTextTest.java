package io.millrace.operators.parse.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BoundedTextTest {
    @Test
    void cutsBetweenCodePointsAndSaysSo() {
        assertThat(BoundedText.of("😀😀😀😀", 3)).isEqualTo("😀😀…");
        assertThat(BoundedText.of("😀😀😀", 3)).isEqualTo("😀😀😀");
        assertThat(BoundedText.of("abc", 3)).isEqualTo("abc");
        assertThat(BoundedText.exceeds("😀😀😀", 3)).isFalse();
        assertThat(BoundedText.exceeds("abcd", 3)).isTrue();
    }

    @Test
    void replacesUnpairedSurrogates() {
        assertThat(BoundedText.of("a\uD83Db\uDE00", 10)).isEqualTo("a\uFFFDb\uFFFD");
    }

    @Property
    void whatIsBoundedSurvivesUtf8(@ForAll String text, @ForAll @IntRange(min = 1, max = 50) int most) {
        var bounded = BoundedText.of(text, most);

        assertThat(bounded.codePointCount(0, bounded.length())).isLessThanOrEqualTo(most);
        assertThat(new String(bounded.getBytes(UTF_8), UTF_8)).isEqualTo(bounded);
    }
}
