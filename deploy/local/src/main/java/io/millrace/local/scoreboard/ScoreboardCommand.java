package io.millrace.local.scoreboard;

import io.millrace.local.cli.BadInput;
import io.millrace.local.cli.ExitCodes;
import io.millrace.local.sql.LakeSql;
import io.millrace.local.sql.LakeSqlException;
import io.millrace.local.sql.LakeViews;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./millrace scoreboard}: what became of everything in a lake. */
@Command(
        name = "scoreboard",
        description = {
            "What became of everything in a lake: received, folded, discharged, suppressed, threads and pages by stage; the same by"
                    + " policy, with what a policy hid and what mattered later: its identity, or one of its resources, became part"
                    + " of P1 or P2 trouble within half an hour.",
            "Then whose work it was: noise that was deduplicated, deflected or remediated, manual work without a runbook by its toil,"
                    + " and runbooks in shadow by how they would have done.",
            "The figures are views that sql knows too: mattered_later, scoreboard_stages, scoreboard_policies, noise, flywheel,"
                    + " shadows. --sql prints them as statements for Athena.",
            "Try: ./millrace scoreboard --lake out/lake"
        })
public final class ScoreboardCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--lake",
            paramLabel = "DIR",
            description = "folder of the lake: a replay writes lake/ into its output folder")
    private @Nullable Path lake;

    @Option(names = "--json", description = "one JSON object instead of tables")
    private boolean json;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "12",
            description = "how many events that mattered later are listed; default: ${DEFAULT-VALUE}")
    private int examples;

    @Option(names = "--sql", description = "prints the views as statements for Athena; needs no lake")
    private boolean sql;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (sql) {
            LakeViews.ofScoreboard()
                    .forEach((name, query) -> out.print("create or replace view " + name + " as\n" + query + ";\n"));
            out.flush();
            return ExitCodes.DONE;
        }
        if (lake == null) {
            throw new BadInput("--lake is missing", "the folder of a lake, such as --lake out/lake");
        }
        if (examples < 0) {
            throw new BadInput("--examples is " + examples, "0 or more");
        }
        try (var opened = LakeSql.open(lake)) {
            var scoreboard = new Scoreboard(opened, examples);
            if (json) {
                scoreboard.printJson(out);
            } else {
                scoreboard.print(out);
            }
            return ExitCodes.DONE;
        } catch (LakeSqlException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }
}
