package io.millrace.local.grade;

import io.millrace.local.cli.BadInput;
import io.millrace.local.cli.ExitCodes;
import io.millrace.local.sql.LakeSql;
import io.millrace.local.sql.LakeSqlException;
import io.millrace.testing.simulation.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./millrace grade}: a lake against the truth of the simulation that it was made from. */
@Command(
        name = "grade",
        description = {
            "Compares the threads of a lake with what a simulation planted: pairwise F1 and adjusted Rand index of the grouping,"
                    + " how soon each P1 and P2 incident had a thread after its deciding record (by arrival), pages against planted"
                    + " P1 to P3, incidents without a thread or without a page.",
            "Grouped are the events of incidents, wherever they ended, what was derived from their series, and noise that joined a"
                    + " thread: noise belongs together only with what speaks of the same thing, or when the hosts of a service show the"
                    + " same at once. Threads that are linked count as one. Pages are those given: of"
                    + " threads that became P1 to P3, or came back as such, unless a paged thread explained them (table pages).",
            "Try: ./millrace simulate --output sim; ./millrace replay --input sim --content sim/content --output out;"
                    + " ./millrace grade --truth sim/truth.json --lake out/lake"
        })
public final class GradeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--truth", required = true, paramLabel = "FILE", description = "truth.json of the simulation")
    private Path truth;

    @Option(names = "--lake", required = true, paramLabel = "DIR", description = "lake/ of the replay")
    private Path lake;

    @Override
    public Integer call() {
        var planted = planted();
        try (var sql = LakeSql.open(lake)) {
            new GradeReport(
                            new Grade(planted, Found.in(sql)),
                            spec.commandLine().getOut())
                    .print();
            return ExitCodes.DONE;
        } catch (LakeSqlException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private Truth planted() {
        if (!Files.isRegularFile(truth)) {
            throw new BadInput("--truth " + truth + " is no file", "truth.json, which simulate writes");
        }
        try {
            return Truth.read(truth);
        } catch (IOException e) {
            throw new BadInput(
                    "--truth " + truth + " cannot be read: " + e.getMessage(), "truth.json, which simulate writes");
        }
    }
}
