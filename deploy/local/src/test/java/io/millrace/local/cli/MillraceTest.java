package io.millrace.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class MillraceTest {
    private final StringWriter err = new StringWriter();

    @Test
    void anUnknownCommandIsWrongUse() {
        assertThat(run("frobnicate")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains("frobnicate").contains("Right would be");
    }

    @Test
    void aMissingOptionIsNamedWithWhatWouldBeRight() {
        assertThat(run("plant")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString())
                .contains("./millrace plant: Missing required option: '--seed=N'")
                .contains("Right would be: ./millrace plant")
                .contains("./millrace plant --help");
    }

    @Test
    void aMistypedOptionIsNamed() {
        assertThat(run("plant", "--sede", "7")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains("--sede");
    }

    @Test
    void aValueThatIsNoNumberIsWrongUse() {
        assertThat(run("plant", "--seed", "many")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains("'many' is not");
    }

    @Test
    void badInputFoundByTheCommandItselfEndsTheSameWay() {
        assertThat(run("plant", "--seed", "0")).isEqualTo(ExitCodes.BAD_INPUT);
        assertThat(err.toString()).contains("--seed is 0").contains("Right would be: a number above 0");
    }

    @Test
    void aFailureOfTheWorkIsNotTheUsersFault() {
        assertThat(run("plant", "--seed", "13")).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString()).contains("./millrace plant failed").contains("thirteen");
    }

    @Test
    void goodInputEndsWithZero() {
        assertThat(run("plant", "--seed", "7")).isEqualTo(ExitCodes.DONE);
        assertThat(err.toString()).isEmpty();
    }

    private int run(String... args) {
        return Millrace.commandLine()
                .addSubcommand(new Plant())
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }

    @Command(name = "plant", description = "Stands for any command.")
    static final class Plant implements Callable<Integer> {
        @Option(names = "--seed", paramLabel = "N", required = true)
        private int seed;

        @Override
        public Integer call() {
            if (seed <= 0) {
                throw new BadInput("--seed is " + seed, "a number above 0");
            }
            if (seed == 13) {
                throw new IllegalStateException("thirteen");
            }
            return ExitCodes.DONE;
        }
    }
}
