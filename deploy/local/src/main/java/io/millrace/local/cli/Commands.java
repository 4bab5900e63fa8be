package io.millrace.local.cli;

import io.millrace.local.bench.BenchCommand;
import io.millrace.local.demo.DemoCommand;
import io.millrace.local.deploy.DeployCommand;
import io.millrace.local.grade.GradeCommand;
import io.millrace.local.redrive.RedriveCommand;
import io.millrace.local.replay.ReplayCommand;
import io.millrace.local.scoreboard.ScoreboardCommand;
import io.millrace.local.sql.SqlCommand;
import io.millrace.local.training.ExportTrainingCommand;
import java.util.List;

/** The catalog of subcommands: one line each. The script's own list names the same; {@code CommandsTest} compares them. */
final class Commands {
    private Commands() {}

    static List<Object> all() {
        return List.of(
                new BenchCommand(),
                new DemoCommand(),
                new DeployCommand(),
                new EndpointCommand(),
                new ExportTrainingCommand(),
                new GradeCommand(),
                new RedriveCommand(),
                new ReplayCommand(),
                new ScoreCommand(),
                new ScoreboardCommand(),
                new SimulateCommand(),
                new SqlCommand(),
                new StandInCommand(),
                new ValidateCommand());
    }
}
