package io.millrace.jobs.ends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.domain.ContentOffer;
import io.millrace.runbooks.ContentBundle;
import io.millrace.runbooks.EffectiveBundle;
import io.millrace.runbooks.InvalidContentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentFoldersTest {
    private static final Instant NOW = Instant.parse("2026-08-05T10:00:00Z");

    @TempDir
    Path root;

    @Test
    void aBundlesFolderIsTheOneVersion() throws Exception {
        write(root, "v1", "2026-01-01T00:00:00Z");

        var history = ContentBundles.live(root.toString(), NOW);

        assertThat(history.all()).extracting(EffectiveBundle::version).containsExactly("v1");
        assertThat(history.at(Instant.EPOCH.plusSeconds(1)).version()).isEqualTo("v1");
    }

    @Test
    void aFolderOfVersionsBeginsWithThoseThatApplyAndThoseToCome() throws Exception {
        for (int month = 1; month <= 9; month++) {
            write(root.resolve("v" + month), "v" + month, "2026-0" + month + "-01T00:00:00Z");
        }

        var history = ContentBundles.live(root.toString(), NOW);

        assertThat(history.all()).extracting(EffectiveBundle::version).containsExactly("v5", "v6", "v7", "v8", "v9");
        assertThat(history.at(NOW).version()).isEqualTo("v8");
    }

    @Test
    void anInvalidVersionDoesNotKeepTheJobFromBeginning() throws Exception {
        write(root.resolve("v1"), "v1", "2026-01-01T00:00:00Z");
        write(root.resolve("v2"), "v2", "2026-02-01T00:00:00Z");
        Files.writeString(root.resolve("v2/guardrails.yaml"), "killSwitch: perhaps");

        assertThat(ContentBundles.live(root.toString(), NOW).all())
                .extracting(EffectiveBundle::version)
                .containsExactly("v1");
        assertThatThrownBy(() -> ContentBundles.recorded(root.toString(), Map.of()))
                .isInstanceOf(InvalidContentException.class);
    }

    @Test
    void withoutAnyContentThereIsNoBeginning() {
        assertThatThrownBy(() -> ContentBundles.live(root.resolve("none").toString(), NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bundle.yaml");
        assertThatThrownBy(() -> ContentBundles.live(root.toString(), NOW)).isInstanceOf(InvalidContentException.class);
    }

    @Test
    void aReplayTakesTheRecordedMomentOfEachVersion() throws Exception {
        write(root.resolve("v1"), "v1", "2026-01-01T00:00:00Z");
        write(root.resolve("v2"), "v2", "2026-02-01T00:00:00Z");

        var history = ContentBundles.recorded(root.toString(), Map.of("v2", NOW));

        assertThat(history.at(NOW.minusMillis(1)).version()).isEqualTo("v1");
        assertThat(history.at(NOW).version()).isEqualTo("v2");
    }

    @Test
    void aFolderIsOfferedOnceItStandsStillAndOnce() throws Exception {
        write(root.resolve("v1"), "v1", "2026-01-01T00:00:00Z");
        var watch = new ContentWatch(root.toString());

        assertThat(watch.look(NOW)).isEmpty();
        assertThat(watch.look(NOW.plusSeconds(30))).singleElement().satisfies(offer -> {
            assertThat(ContentBundle.of(offer.getFiles()).version()).isEqualTo("v1");
            assertThat(offer.getArrivedAt()).isEqualTo(NOW.plusSeconds(30));
            assertThat(offer.getAtStart()).isTrue();
        });
        assertThat(watch.look(NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void aFolderThatIsStillBeingWrittenIsNotRead() throws Exception {
        write(root.resolve("v1"), "v1", "2026-01-01T00:00:00Z");
        var watch = new ContentWatch(root.toString());
        watch.look(NOW);
        watch.look(NOW);
        write(root.resolve("v2"), "v2", "2026-02-01T00:00:00Z");
        Files.delete(root.resolve("v2/guardrails.yaml"));
        assertThat(watch.look(NOW)).isEmpty();
        Files.writeString(
                root.resolve("v2/guardrails.yaml"),
                Objects.requireNonNull(ContentBundle.shipped().files().get("guardrails.yaml")));

        assertThat(watch.look(NOW)).as("it has grown").isEmpty();
        assertThat(watch.look(NOW)).singleElement().satisfies(offer -> {
            assertThat(offer.getFiles()).containsKey("guardrails.yaml");
            assertThat(offer.getAtStart()).isFalse();
        });
    }

    @Test
    void aRefusedFolderThatIsMendedIsOfferedAgain() throws Exception {
        write(root.resolve("v1"), "v1", "2026-01-01T00:00:00Z");
        var watch = new ContentWatch(root.toString());
        watch.look(NOW);
        watch.look(NOW);

        Files.writeString(root.resolve("v1/policies/90-more.yaml"), "# mended\npolicies: []\n");

        assertThat(watch.look(NOW)).isEmpty();
        assertThat(watch.look(NOW)).extracting(ContentOffer::getAtStart).containsExactly(false);
    }

    @Test
    void aFolderThatStoodStillForLongIsLookedAtNoMore() throws Exception {
        write(root.resolve("v1"), "v1", "2026-01-01T00:00:00Z");
        var watch = new ContentWatch(root.toString());
        for (int look = 0; look <= ContentWatch.SETTLED; look++) {
            watch.look(NOW);
        }

        Files.writeString(root.resolve("v1/policies/90-more.yaml"), "# too late\npolicies: []\n");

        assertThat(List.of(watch.look(NOW), watch.look(NOW)))
                .allSatisfy(offers -> assertThat(offers).isEmpty());
    }

    private static void write(Path folder, String version, String effectiveFrom) throws IOException {
        for (var file : ContentBundle.shipped().files().entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
        Files.writeString(
                folder.resolve("bundle.yaml"), "version: " + version + "\neffectiveFrom: " + effectiveFrom + "\n");
    }
}
