package io.millrace.local.cli;

import java.util.List;

/** The catalog of subcommands: one line each. The script's own list names the same; {@code CommandsTest} compares them. */
final class Commands {
    private Commands() {}

    static List<Object> all() {
        return List.of(new ScoreCommand(), new SimulateCommand(), new ValidateCommand());
    }
}
