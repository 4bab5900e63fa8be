package io.millrace.local.sql;

import io.millrace.local.cli.BadInput;
import io.millrace.local.cli.ExitCodes;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./millrace sql}: one statement over a lake, answered on standard output. */
@Command(
        name = "sql",
        description = {
            "Asks a lake with SQL (DuckDB): every table with its partitions dt and hour, and views that hide changelogs"
                    + " (threads_current, threads_open, explanations_current, decisions_final, scoreboard_hourly,"
                    + " mattered_later, scoreboard_stages, scoreboard_policies, tenants, flywheel, noise, shadows).",
            "Try: ./millrace sql --lake out/lake \"select action, rule, count(*) from decisions_final group by all\""
        })
public final class SqlCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--lake",
            required = true,
            paramLabel = "DIR",
            description = "folder of the lake: a replay writes lake/ into its output folder")
    private Path lake;

    @Option(
            names = "--format",
            paramLabel = "csv|json|table",
            defaultValue = "table",
            description = "form of the answer: ${COMPLETION-CANDIDATES} (default: table)")
    private SqlFormat format;

    @Parameters(paramLabel = "SQL", description = "one statement, in quotes; \"show tables\" lists what can be asked")
    private String statement;

    @Override
    public Integer call() {
        try (var sql = LakeSql.open(lake)) {
            sql.query(statement, format.to(spec.commandLine().getOut()));
            return ExitCodes.DONE;
        } catch (LakeSqlException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }
}
