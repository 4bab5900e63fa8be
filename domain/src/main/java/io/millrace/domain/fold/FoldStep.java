package io.millrace.domain.fold;

import io.millrace.domain.FoldState;
import io.millrace.domain.FoldedEvent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What folding one event came to: the next state, and either the event passed on, what it was folded into, or that it
 * is held with the pages that follow it.
 */
public final class FoldStep {
    private static final String HELD = "held";

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

    static FoldStep held(FoldState state) {
        return new FoldStep(state, null, HELD, "", "");
    }

    public FoldState state() {
        return state;
    }

    /** Present when the event is news; absent when it was folded. */
    public Optional<FoldedEvent> passed() {
        return Optional.ofNullable(passed);
    }

    /** Neither passed nor folded yet: {@link Folding#release} will tell. */
    public boolean isHeld() {
        return rule.equals(HELD);
    }

    /** `news`, `exact-repeat`, `older-update`, `unchanged`, `page` (of one passed or held event), `copy` (in another format) or `held`. */
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
