package io.millrace.domain.fold;

import io.millrace.domain.EventStatus;
import io.millrace.domain.FoldState;
import io.millrace.domain.OpsEvent;
import io.millrace.domain.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One finding is told in several formats: by the product that found it, by Security Hub as ASFF and as OCSF. Their
 * words differ, so another format's event is news only by its status or severity; all else is a copy.
 */
final class Voices {
    private static final String FINDING = "finding:";
    private static final int MOST = 6;

    private Voices() {}

    /** Older than what is known. The format that spoke last may change its mind without a new revision: people do. */
    static boolean isOlder(FoldState known, OpsEvent event) {
        if (event.getRevision() >= known.getRevision()) {
            return false;
        }
        Voice lead = lead(known);
        return lead == null || !lead.getFormat().equals(format(event)) || lead.getRevision() != event.getRevision();
    }

    /** Says in another format what was said before. When in doubt it does not. */
    static boolean isCopy(FoldState known, OpsEvent event) {
        Voice lead = lead(known);
        if (lead == null || lead.getFormat().equals(format(event))) {
            return false;
        }
        if (isOpen(lead.getStatus()) != isOpen(event.getStatus())) {
            return false;
        }
        return says(lead, event)
                || own(known, event).filter(voice -> says(voice, event)).isPresent();
    }

    /** The format whose event passed last; empty when only one has been heard. */
    static String leadFormat(FoldState known) {
        Voice lead = lead(known);
        return lead == null ? "" : lead.getFormat();
    }

    /** The voices after an event; one that passed leads. */
    static List<Voice> after(FoldState state, OpsEvent event, boolean passed) {
        if (!event.getIdentity().startsWith(FINDING)) {
            return state.getVoices();
        }
        var said = new Voice(format(event), event.getRevision(), event.getStatus(), event.getSeverity());
        var all = new ArrayList<>(state.getVoices());
        int at = -1;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).getFormat().equals(said.getFormat())) {
                at = i;
            }
        }
        if (passed) {
            if (at >= 0) {
                all.remove(at);
            }
            all.add(said);
        } else if (at >= 0) {
            all.set(at, said);
        } else {
            all.add(0, said);
        }
        if (all.size() > MOST) {
            all.remove(0);
        }
        return all;
    }

    private static @Nullable Voice lead(FoldState state) {
        int count = state.getVoices().size();
        return count == 0 ? null : state.getVoices().get(count - 1);
    }

    private static Optional<Voice> own(FoldState state, OpsEvent event) {
        return state.getVoices().stream()
                .filter(voice -> voice.getFormat().equals(format(event)))
                .findFirst();
    }

    private static boolean says(Voice voice, OpsEvent event) {
        return voice.getStatus() == event.getStatus() && voice.getSeverity() == event.getSeverity();
    }

    private static boolean isOpen(EventStatus status) {
        return status == EventStatus.OPEN || status == EventStatus.UPDATED;
    }

    private static String format(OpsEvent event) {
        return event.getSource() + " / " + event.getDetailType();
    }
}
