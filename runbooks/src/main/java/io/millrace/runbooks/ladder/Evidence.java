package io.millrace.runbooks.ladder;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Origin;
import io.millrace.domain.decision.Loop;
import java.util.Objects;

/**
 * Which events speak of the trouble that a ladder answers. An event from outside is continued by its own source alone: others may name
 * the same identity (Security Hub repeats GuardDuty's findings, and anybody may import one), and what they say of it moves nothing.
 */
final class Evidence {
    /** Which product of Security Hub speaks. */
    private static final String PRODUCT = "productArn";

    private Evidence() {}

    /** Whether our own conditions say that content has dropped one which was met: its end, and no recovery. */
    static boolean isWithdrawn(OpsEvent event) {
        return event.getOrigin() == Origin.DERIVED && event.getDetailType().equals("Condition Withdrawn");
    }

    /** Whether an event from outside may say that there is trouble. */
    static boolean mayBe(OpsEvent event) {
        boolean opens = event.getStatus() == EventStatus.OPEN || event.getStatus() == EventStatus.UPDATED;
        return opens && event.getKind() != EventKind.CHANGE && !Loop.isControl(event);
    }

    /** Whether a later event is news, or the end, of what the first one told. */
    static boolean continues(OpsEvent first, OpsEvent later) {
        if (!first.getIdentity().equals(later.getIdentity())) {
            return false;
        }
        boolean derived = first.getOrigin() == Origin.DERIVED;
        if (derived || later.getOrigin() == Origin.DERIVED) {
            return derived && later.getOrigin() == Origin.DERIVED;
        }
        return first.getSource().equals(later.getSource())
                && !later.getAttributes().containsKey("untrusted")
                && Objects.equals(
                        first.getAttributes().get(PRODUCT),
                        later.getAttributes().get(PRODUCT));
    }
}
