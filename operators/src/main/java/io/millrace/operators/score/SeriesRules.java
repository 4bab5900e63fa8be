package io.millrace.operators.score;

import io.millrace.domain.time.TimeBounds;
import io.millrace.runbooks.Content;
import io.millrace.runbooks.scoring.ScoringRules;

/** What one version of content says of series: conditions on them, and what the models are told. */
final class SeriesRules {
    private final SeriesConditions conditions;
    private final ScoringRules scoring;

    SeriesRules(Content content, TimeBounds times) {
        this.conditions = new SeriesConditions(content.conditions(), times);
        this.scoring = content.scoring();
    }

    SeriesConditions conditions() {
        return conditions;
    }

    ScoringRules scoring() {
        return scoring;
    }
}
