package io.millrace.domain.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void idsNeverChangeTheirForm() {
        assertThat(Ids.hash("a"))
                .as("golden: ids are in savepoints and lakes")
                .isEqualTo("72ff6b02949dad95006c343e3db31500");
        assertThat(Ids.uuid("a")).isEqualTo("72ff6b02-949d-8d95-806c-343e3db31500");
    }

    @Test
    void partsAreLengthPrefixed() {
        assertThat(Ids.hash("ab", "c")).isNotEqualTo(Ids.hash("a", "bc"));
        assertThat(Ids.hash("a", "")).isNotEqualTo(Ids.hash("a"));
        assertThat(Ids.hash("", "a")).isNotEqualTo(Ids.hash("a", ""));
        assertThat(Ids.uuid("ab", "c")).isNotEqualTo(Ids.uuid("a", "bc"));
    }

    @Test
    void lengthsAreOfBytesNotOfCharacters() {
        assertThat(Ids.hash("é", "x")).isNotEqualTo(Ids.hash("é".concat("x")));
        assertThat(Ids.hash("日本", "a")).isNotEqualTo(Ids.hash("日", "本a"));
    }

    @Property
    void aUuidHas36CharactersVersion8AndTheRfcVariant(@ForAll @Size(max = 4) List<String> parts) {
        String id = Ids.uuid(parts.toArray(String[]::new));

        assertThat(id).hasSize(36);
        assertThat(UUID.fromString(id).version()).isEqualTo(8);
        assertThat(UUID.fromString(id).variant()).isEqualTo(2);
    }

    @Property
    void differentPartsGiveDifferentIdsAndEqualPartsEqualOnes(
            @ForAll @Size(max = 3) List<String> one, @ForAll @Size(max = 3) List<String> other) {
        boolean equalBytes = bytes(one).equals(bytes(other));

        assertThat(hash(one).equals(hash(other))).isEqualTo(equalBytes);
    }

    /** Unpaired surrogates all encode as "?". */
    private static List<String> bytes(List<String> parts) {
        return parts.stream()
                .map(part -> new String(part.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .toList();
    }

    private static String hash(List<String> parts) {
        return Ids.hash(parts.toArray(String[]::new));
    }
}
