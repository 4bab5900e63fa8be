package io.millrace.local.deploy;

import io.millrace.local.cli.BadInput;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** Which programs of others are installed. */
final class ProgramsOnThePath {
    private final String path;

    ProgramsOnThePath(String path) {
        this.path = path;
    }

    static ProgramsOnThePath ofThisProcess() {
        return new ProgramsOnThePath(Objects.requireNonNullElse(System.getenv("PATH"), ""));
    }

    /**
     * The program's file.
     *
     * @throws BadInput that says what to install when the program is not there
     */
    Path require(String program, String remedy) {
        return Arrays.stream(path.split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no " + program + " on the PATH", remedy));
    }
}
