package io.millrace.runbooks.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void suggestsTheWordThatWasProbablyMeant() {
        assertThat(Nearest.hint("enviroment", List.of("owner", "environment", "tier")))
                .isEqualTo("did you mean \"environment\"? known: environment, owner, tier");
        assertThat(Nearest.hint("atleast", List.of("atMost", "atLeast"))).startsWith("did you mean \"atLeast\"?");
    }

    @Test
    void suggestsNothingWhenNothingIsNear() {
        assertThat(Nearest.hint("banana", List.of("owner", "tier"))).isEqualTo("known: owner, tier");
        assertThat(Nearest.hint("x", List.of())).isEqualTo("known: none");
    }
}
