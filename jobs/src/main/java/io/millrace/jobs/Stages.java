package io.millrace.jobs;

import io.millrace.domain.fold.FoldSettings;
import io.millrace.domain.thread.ProblemSettings;
import io.millrace.domain.thread.ThreadSettings;
import io.millrace.operators.logs.LogSettings;
import io.millrace.operators.parse.EventParserSettings;
import io.millrace.operators.score.ScoreSettings;
import io.millrace.patterns.SituationPattern;
import io.millrace.patterns.SituationSettings;
import io.millrace.patterns.Situations;
import io.millrace.runbooks.ContentHistory;
import java.time.Duration;
import java.util.List;

/** What the stages are built with: the content that the job begins with and each stage's settings. */
public final class Stages {
    private final ContentHistory content;
    private final EventParserSettings parsing;
    private final LogSettings logs;
    private final ScoreSettings scoring;
    private final FoldSettings fold;
    private final ThreadSettings threads;
    private final SituationSettings situations;
    private final ProblemSettings problems;
    private final RemoteModels models;

    public Stages(
            ContentHistory content,
            EventParserSettings parsing,
            LogSettings logs,
            ScoreSettings scoring,
            FoldSettings fold,
            ThreadSettings threads,
            SituationSettings situations,
            ProblemSettings problems,
            RemoteModels models) {
        this.models = models;
        this.content = content;
        this.parsing = parsing;
        this.logs = logs;
        this.scoring = scoring;
        this.fold = fold;
        this.threads = threads;
        this.situations = situations;
        this.problems = problems;
    }

    ContentHistory content() {
        return content;
    }

    EventParserSettings parsing() {
        return parsing;
    }

    LogSettings logs() {
        return logs;
    }

    /** A metric point later than its arrival by more than this is dead. */
    Duration farthestAhead() {
        return Duration.ofHours(2);
    }

    ScoreSettings scoring() {
        return scoring;
    }

    FoldSettings fold() {
        return fold;
    }

    ThreadSettings threads() {
        return threads;
    }

    ProblemSettings problems() {
        return problems;
    }

    RemoteModels models() {
        return models;
    }

    List<SituationPattern> situations() {
        return Situations.with(situations);
    }
}
