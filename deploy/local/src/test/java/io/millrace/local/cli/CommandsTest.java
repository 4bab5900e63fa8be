package io.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A command is one line in {@link Commands}, one in the script's list and one row in the README's table. */
class CommandsTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern LISTED = Pattern.compile("(?m)^([a-z-]+)\\|[^|\\n]*\\|.+$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `\\./millrace ([a-z-]+)[^|]*\\|.+\\|$");

    @Test
    void theScriptListsExactlyTheRegisteredCommandsAndItsOwnTest() throws IOException {
        var expected = new TreeSet<>(Millrace.commandLine().getSubcommands().keySet());
        expected.add("test");

        assertThat(names(LISTED, ROOT.resolve("millrace"))).isEqualTo(expected);
    }

    @Test
    void theReadmeHasARowForEachCommandTheScriptLists() throws IOException {
        assertThat(names(ROW, ROOT.resolve("README.md"))).isEqualTo(names(LISTED, ROOT.resolve("millrace")));
    }

    @Test
    void everyCommandSaysWhatItDoesAndHasHelp() {
        for (var command : Millrace.commandLine().getSubcommands().values()) {
            var spec = command.getCommandSpec();

            assertThat(spec.usageMessage().description()).as(spec.name()).isNotEmpty();
            assertThat(spec.optionsMap()).as(spec.name()).containsKey("--help");
        }
    }

    private static Set<String> names(Pattern line, Path file) throws IOException {
        var names = new TreeSet<String>();
        var matcher = line.matcher(Files.readString(file));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
