package io.millrace.patterns;

import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.thread.Membership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * Somebody tries to get in, and then somebody is in from a network that is new to that user, or from the address
 * that tried. Who mistypes a password five times and then succeeds from a usual network is nobody's concern.
 *
 * <pre>
 *   brute force (GuardDuty) ───────────── acts from a new network     ──► brute-force-then-success
 *   failed · failed · failed · failed · failed ── acts from a new network   ──► brute-force-then-success
 *   attempt            further-attempts           succeeds
 *   └───────────────── at most 2 h ──────────────────┘
 *                        starts: a finding of brute force, or the first of five failed sign-ins of one user
 *                        ends:   an access anomaly of that user or address, or GuardDuty's finding of success
 *                        voided: 2 hours pass
 * </pre>
 *
 * It looks at an account, across its scopes, since a host and a user rarely share one.
 */
public final class BruteForceThenSuccess implements SituationPattern {
    private static final long serialVersionUID = 1L;

    private static final String ATTEMPT = "attempt";
    private static final String FURTHER = "further-attempts";
    private static final String SUCCEEDS = "succeeds";

    /** CloudTrail tells of a sign-in 5 to 15 minutes later, GuardDuty of a finding after that. */
    private static final Duration DELAY = Duration.ofMinutes(20);

    private static final int SEVERITY = 5;

    private static final java.util.regex.Pattern TRIES =
            java.util.regex.Pattern.compile(".*(?:BruteForce|FailedLogin|PasswordGuess).*");
    private static final java.util.regex.Pattern GETS_IN = java.util.regex.Pattern.compile(".*Successful.*");

    private final Duration window;
    private final int attempts;

    public BruteForceThenSuccess() {
        this(SituationSettings.defaults());
    }

    BruteForceThenSuccess(SituationSettings settings) {
        window = settings.span(Knob.BRUTE_FORCE_WINDOW);
        attempts = settings.count(Knob.BRUTE_FORCE_ATTEMPTS);
    }

    @Override
    public String type() {
        return "brute-force-then-success";
    }

    @Override
    public List<String> places(Signal signal) {
        boolean concerns = isAttack(signal) || isFailedSignIn(signal) || isSuccess(signal);
        return concerns ? Places.of(signal.getEvent().getAccount(), things(signal)) : List.of();
    }

    @Override
    public Pattern<Signal, Signal> pattern() {
        return Pattern.<Signal>begin(ATTEMPT, AfterMatchSkipStrategy.skipPastLastEvent())
                .where(new Attempts())
                .followedBy(FURTHER)
                .where(new SameUserFailsAgain())
                .times(attempts - 1)
                .optional()
                .followedBy(SUCCEEDS)
                .where(new GetsIn(window, attempts - 1))
                .within(window.plus(DELAY));
    }

    @Override
    public Situation situation(Map<String, List<Signal>> match) {
        Signal success = Situations.first(match, SUCCEEDS);
        List<Signal> tried = new ArrayList<>(match.get(ATTEMPT));
        tried.addAll(match.getOrDefault(FURTHER, List.of()));
        var all = new ArrayList<Signal>(tried);
        all.add(success);
        String attack = tried.size() == 1
                ? tried.get(0).getEvent().getTitle()
                : tried.size() + " failed sign-ins of " + user(tried.get(0));
        var situation = Situations.of(
                type(),
                success.getEvent().getTitle() + ", " + Traits.words(Traits.between(tried.get(0), success)) + " after "
                        + attack,
                SEVERITY,
                all,
                success.getScope());
        situation.setUnites(true);
        situation.setBrings(tried.stream()
                .filter(BruteForceThenSuccess::isFailedSignIn)
                .filter(signal -> signal.getScope().equals(success.getScope()))
                .map(Membership::brought)
                .collect(Collectors.toList()));
        return situation;
    }

    /** GuardDuty says that somebody tries, and not yet that it worked. */
    static boolean isAttack(Signal signal) {
        Matcher type = TRIES.matcher(Traits.attribute(signal, "findingType"));
        return isOpen(signal)
                && type.matches()
                && !GETS_IN.matcher(type.group()).matches();
    }

    static boolean isFailedSignIn(Signal signal) {
        return Traits.attribute(signal, "signIn").equals("Failure");
    }

    /** A user acts from a network that is new to it, or GuardDuty says that an attempt worked. */
    static boolean isSuccess(Signal signal) {
        return isOpen(signal)
                && (signal.getEvent().getIdentity().startsWith("anomaly:access:")
                        || GETS_IN.matcher(Traits.attribute(signal, "findingType"))
                                .matches());
    }

    private static boolean isOpen(Signal signal) {
        EventStatus status = signal.getEvent().getStatus();
        return status == EventStatus.OPEN || status == EventStatus.UPDATED;
    }

    /** Who and from where, and what was attacked. */
    private static List<String> things(Signal signal) {
        var things = new ArrayList<String>();
        for (String name : List.of("remoteIp", "sourceIPAddress")) {
            if (!Traits.attribute(signal, name).isEmpty()) {
                things.add("address:" + Traits.attribute(signal, name));
            }
        }
        if (!user(signal).isEmpty()) {
            things.add("user:" + user(signal));
        }
        if (!isFailedSignIn(signal)) {
            signal.getEvent().getResources().forEach(resource -> things.add("resource:" + resource));
        }
        return things;
    }

    /** As the access model calls it, without the account. */
    private static String user(Signal signal) {
        String entity = Traits.attribute(signal, "entity");
        return entity.isEmpty()
                ? Traits.attribute(signal, "userName")
                : entity.substring(Math.max(entity.lastIndexOf('/'), entity.lastIndexOf(':')) + 1);
    }

    /** Somebody tries. */
    static final class Attempts extends SimpleCondition<Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Signal signal) {
            return isAttack(signal) || isFailedSignIn(signal);
        }
    }

    /** Another failed sign-in of the user of the first. */
    static final class SameUserFailsAgain extends IterativeCondition<Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Signal signal, Context<Signal> context) throws Exception {
            if (!isFailedSignIn(signal)) {
                return false;
            }
            Signal first = context.getEventsForPattern(ATTEMPT).iterator().next();
            return isFailedSignIn(first)
                    && !user(signal).isEmpty()
                    && user(signal).equals(user(first));
        }
    }

    /** Somebody is in, after enough attempts, with a user, an address or a resource of the first. */
    static final class GetsIn extends IterativeCondition<Signal> {
        private static final long serialVersionUID = 1L;

        private final Duration window;
        private final int further;

        GetsIn(Duration window, int further) {
            this.window = window;
            this.further = further;
        }

        @Override
        public boolean filter(Signal signal, Context<Signal> context) throws Exception {
            if (!isSuccess(signal)) {
                return false;
            }
            Signal first = context.getEventsForPattern(ATTEMPT).iterator().next();
            return (isAttack(first) || count(context.getEventsForPattern(FURTHER)) >= further)
                    && follows(first, signal, window);
        }

        private static int count(Iterable<Signal> signals) {
            int count = 0;
            for (Signal ignored : signals) {
                count++;
            }
            return count;
        }

        static boolean follows(Signal attempt, Signal success, Duration window) {
            var distance = Traits.between(attempt, success);
            return !distance.isNegative()
                    && distance.compareTo(window) <= 0
                    && !Collections.disjoint(things(attempt), things(success));
        }
    }
}
