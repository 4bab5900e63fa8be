package io.millrace.domain.fold;

import io.millrace.domain.FoldState;
import io.millrace.domain.FoldedEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What folding one event came to: the next state, and either the event passed on or what it was folded into. */
public final class FoldStep {
    private final FoldState state;
    private final @Nullable FoldedEvent passed;
    private final String rule;
    private final String reason;
    private final String foldedInto;

    private FoldStep(FoldState state, @Nullable FoldedEvent passed, String rule, String reason, String foldedInto) {
        this.state = state;
        this.passed = passed;
        this.rule = rule;
        this.reason = reason;
        this.foldedInto = foldedInto;
    }

    static FoldStep passed(FoldState state, FoldedEvent event) {
        return new FoldStep(state, event, "news", "", "");
    }

    static FoldStep folded(FoldState state, String rule, String reason, String foldedInto) {
        return new FoldStep(state, null, rule, reason, foldedInto);
    }

    public FoldState state() {
        return state;
    }

    /** Present when the event is news; absent when it was folded. */
    public Optional<FoldedEvent> passed() {
        return Optional.ofNullable(passed);
    }

    /** `news`, `exact-repeat`, `older-update` or `unchanged`. */
    public String rule() {
        return rule;
    }

    public String reason() {
        return reason;
    }

    /** Id of the event that this one was folded into; empty when passed. */
    public String foldedInto() {
        return foldedInto;
    }
}
