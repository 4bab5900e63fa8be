package io.millrace.domain.guard;

import io.millrace.domain.Command;
import io.millrace.domain.GuardInput;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Outcome;
import io.millrace.domain.ThreadChange;
import java.util.Optional;

/** What the guard is told of, out of what others decided or said. */
public final class GuardInputs {
    private GuardInputs() {}

    /** A proposal on its way to the guard. */
    public static GuardInput of(Command proposal) {
        return GuardInput.newBuilder().setCommand(proposal).build();
    }

    /** What came of a command. */
    public static GuardInput of(Outcome outcome) {
        return GuardInput.newBuilder().setOutcome(outcome).build();
    }

    /** What an event says of a change calendar, or a person of a command; empty when it is about anything else. */
    public static Optional<GuardInput> of(OpsEvent event) {
        return Calendars.change(event)
                .map(change -> GuardInput.newBuilder().setCalendar(change).build())
                .or(() -> Approvals.answer(event)
                        .map(answer -> GuardInput.newBuilder().setAnswer(answer).build()));
    }

    /** What a thread's change says of a storm; empty in fair weather. */
    public static Optional<GuardInput> of(ThreadChange change) {
        return Storms.sighting(change)
                .map(storm -> GuardInput.newBuilder().setStorm(storm).build());
    }
}
