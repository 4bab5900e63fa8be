package io.millrace.patterns;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.thread.Membership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * What could not be backed up is deleted, or the older backups in its vault are: it may be gone for good.
 *
 * <pre>
 *   backup fails ───────────────── deletion       ──► failed-backup-then-deletion
 *   └────────── at most 24 h ──────────┘            starts: a backup or copy job that did not complete
 *                                                   ends:   a call that deletes the resource, its vault or a recovery
 *                                                           point in it
 *   backup fails ── next backup is good             voided: a later backup of it completes, or 24 hours pass
 * </pre>
 */
public final class FailedBackupThenDeletion implements SituationPattern {
    private static final long serialVersionUID = 1L;

    private static final String FAILS = "backup-fails";
    private static final String DELETED = "then-deleted";

    /** CloudTrail tells of a deletion 5 to 15 minutes later. */
    private static final Duration DELAY = Duration.ofMinutes(16);

    /** Whoever deletes what has no backup means it or not: nobody gets it back. */
    private static final int SEVERITY = 5;

    private final Duration window;

    public FailedBackupThenDeletion() {
        this(SituationSettings.defaults());
    }

    FailedBackupThenDeletion(SituationSettings settings) {
        window = settings.span(Knob.BACKUP_WINDOW);
    }

    @Override
    public String type() {
        return "failed-backup-then-deletion";
    }

    @Override
    public List<String> places(Signal signal) {
        boolean concerns = isOfBackups(signal) || isDeletion(signal);
        return concerns ? Places.of(signal.getScope(), things(signal)) : List.of();
    }

    @Override
    public org.apache.flink.cep.pattern.Pattern<Signal, Signal> pattern() {
        return org.apache.flink.cep.pattern.Pattern.<Signal>begin(FAILS, AfterMatchSkipStrategy.noSkip())
                .where(new Fails())
                .notFollowedBy("a-later-one-is-good")
                .where(new SameBackupIsGood())
                .followedBy(DELETED)
                .where(new DeletesWhatHasNoBackup(window))
                .within(window.plus(DELAY));
    }

    @Override
    public Situation situation(Map<String, List<Signal>> match) {
        Signal backup = Situations.first(match, FAILS);
        Signal deletion = Situations.first(match, DELETED);
        var situation = Situations.of(
                type(),
                deletion.getEvent().getTitle() + ", " + Traits.words(Traits.between(backup, deletion))
                        + " after its backup failed: " + backup.getEvent().getTitle(),
                SEVERITY,
                List.of(backup, deletion));
        situation.setBrings(List.of(Membership.brought(deletion)));
        return situation;
    }

    private static boolean isOfBackups(Signal signal) {
        var event = signal.getEvent();
        boolean isIssue = event.getKind() == EventKind.ISSUE || event.getKind() == EventKind.RECOVERY;
        return event.getSource().equals("aws.backup") && isIssue;
    }

    static boolean fails(Signal signal) {
        return isOfBackups(signal) && signal.getEvent().getStatus() == EventStatus.OPEN;
    }

    static boolean isDeletion(Signal signal) {
        return Traits.isChangingCall(signal)
                && DELETES.matcher(Traits.attribute(signal, "eventName")).matches();
    }

    /** Of whole things: not of a tag, a rule, a policy or an alarm on them. */
    private static final Pattern DELETES = Pattern.compile(
            "(?:Delete|Terminate)(?!.*(?:Tag|Rule|Policy|Alarm|Version|Parameter|Message|Object|Item|Stream)).*");

    private static List<String> things(Signal signal) {
        var things = new ArrayList<String>(signal.getEvent().getResources());
        String vault = vault(signal);
        if (!vault.isEmpty()) {
            things.add("vault:" + vault);
        }
        return things;
    }

    private static String vault(Signal signal) {
        String stated = Traits.attribute(signal, "vault");
        return stated.isEmpty() ? Traits.attribute(signal, "request.backupVaultName") : stated;
    }

    /** A backup or copy job that did not complete. */
    static final class Fails extends SimpleCondition<Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Signal signal) {
            return fails(signal);
        }
    }

    /** The next backup of the same thing into the same vault completes. */
    static final class SameBackupIsGood extends IterativeCondition<Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Signal signal, Context<Signal> context) throws Exception {
            if (!isOfBackups(signal) || signal.getEvent().getStatus() != EventStatus.RESOLVED) {
                return false;
            }
            Signal failed = context.getEventsForPattern(FAILS).iterator().next();
            return signal.getEvent().getIdentity().equals(failed.getEvent().getIdentity());
        }
    }

    /** A deletion after it, within the window, of the same thing or in the same vault. */
    static final class DeletesWhatHasNoBackup extends IterativeCondition<Signal> {
        private static final long serialVersionUID = 1L;

        private final Duration window;

        DeletesWhatHasNoBackup(Duration window) {
            this.window = window;
        }

        @Override
        public boolean filter(Signal signal, Context<Signal> context) throws Exception {
            return isDeletion(signal)
                    && endangers(context.getEventsForPattern(FAILS).iterator().next(), signal, window);
        }

        static boolean endangers(Signal backup, Signal deletion, Duration window) {
            var distance = Traits.between(backup, deletion);
            boolean isOfVault = !vault(deletion).isEmpty() && vault(deletion).equals(vault(backup));
            return !distance.isNegative()
                    && distance.compareTo(window) <= 0
                    && (isOfVault || Traits.shareAResource(backup, deletion));
        }
    }
}
