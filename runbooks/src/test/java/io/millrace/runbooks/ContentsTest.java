package io.millrace.runbooks;

import static io.millrace.runbooks.Bundles.bundle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContentsTest {
    private static final Instant NOON = Instant.parse("2026-08-05T12:00:00Z");

    private final List<String> compiled = new ArrayList<>();
    private String broken = "";

    @Test
    void arrivalDecidesWhichVersionApplies() {
        var contents = contents(applying("v1", NOON.minusSeconds(60)), applying("v2", NOON));

        assertThat(contents.at(NOON.minusMillis(1)).version()).isEqualTo("v1");
        assertThat(contents.at(NOON).version()).isEqualTo("v2");
        assertThat(contents.at(NOON.plusSeconds(86_400)).version()).isEqualTo("v2");
    }

    @Test
    void beforeAllVersionsTheFirstApplies() {
        var contents = contents(applying("v1", NOON), applying("v2", NOON.plusSeconds(60)));

        assertThat(contents.at(Instant.EPOCH).version()).isEqualTo("v1");
    }

    @Test
    void ofTwoThatBeginTogetherTheLaterByItsOwnWordApplies() {
        var later = new EffectiveBundle(bundle("a", "2026-08-02T00:00:00Z"), NOON);
        var earlier = new EffectiveBundle(bundle("b", "2026-08-01T00:00:00Z"), NOON);

        assertThat(contents(later, earlier).at(NOON).version()).isEqualTo("a");
        assertThat(contents(earlier, later).at(NOON).version()).isEqualTo("a");
    }

    @Test
    void compilesAVersionOnceAndOnlyWhenItIsAsked() {
        var contents = contents(applying("v1", NOON.minusSeconds(60)), applying("v2", NOON));

        IntStream.range(0, 100).forEach(number -> contents.at(NOON.plusSeconds(number)));

        assertThat(compiled).containsExactly("v2");
    }

    @Test
    void anOldVersionIsFoundAsLongAsItIsKept() {
        var contents = contents(applying("v1", NOON.minusSeconds(60)), applying("v2", NOON));
        assertThat(contents.version("v1", NOON).version()).isEqualTo("v1");

        contents.take(contents.history().newest(1));

        assertThat(contents.version("v1", NOON).version()).isEqualTo("v2");
        assertThat(contents.version("never", NOON).version()).isEqualTo("v2");
    }

    @Test
    void aVersionThatCannotBeUsedLeavesTheOneBeforeAndIsToldOnce() {
        broken = "v2";
        var contents = contents(applying("v1", NOON.minusSeconds(60)), applying("v2", NOON));

        assertThat(contents.at(NOON).version()).isEqualTo("v1");
        assertThat(contents.at(NOON).version()).isEqualTo("v1");
        assertThat(contents.version("v2", NOON).version()).isEqualTo("v1");
        assertThat(contents.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.bundle().version()).isEqualTo("v2"));
        assertThat(contents.failures()).isEmpty();
    }

    @Test
    void withoutAnyUsableVersionThereIsNoGoingOn() {
        broken = "v1";
        var contents = contents(applying("v1", NOON));

        assertThatThrownBy(() -> contents.at(NOON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No version");
    }

    @Test
    void whatIsKnownStaysAsItIs() {
        var history = ContentHistory.of(List.of(applying("v1", NOON)));

        assertThat(history.with(applying("v1", NOON.plusSeconds(60)))).isSameAs(history);
    }

    @Test
    void aBundleKeepsItsMomentAsARecord() {
        var bundle = applying("v1", NOON);

        var again = EffectiveBundle.of(bundle.toRecord());

        assertThat(again).isEqualTo(bundle);
        assertThat(again.digest()).isEqualTo(bundle.digest());
        assertThat(again.bundle().files()).isEqualTo(bundle.bundle().files());
    }

    private Contents<String> contents(EffectiveBundle... bundles) {
        return new Contents<>(ContentHistory.of(List.of(bundles)), bundle -> {
            if (bundle.version().equals(broken)) {
                throw new IllegalStateException("broken");
            }
            compiled.add(bundle.version());
            return "made of " + bundle.version();
        });
    }

    private static EffectiveBundle applying(String version, Instant from) {
        return new EffectiveBundle(bundle(version, "2026-08-01T00:00:00Z"), from);
    }
}
