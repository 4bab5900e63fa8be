package io.millrace.patterns;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.Signal;
import io.millrace.domain.Situation;
import io.millrace.domain.thread.Membership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/**
 * Money is spent beyond what was expected on a service of AWS of which somebody launched something in that account and
 * Region. Cost Anomaly Detection tells of it a day or more later, in the paying account; what Auto Scaling launches is life as usual.
 *
 * <pre>
 *   launch ─────────────────────────── cost anomaly       ──► cost-spike-after-launch
 *   └───────────── at most 72 h ────────────┘               starts: a call that launches what costs money
 *                                                           ends:   a cost anomaly that names its account, service and
 *                                                                   Region among the causes
 *                                                           voided: 72 hours pass
 * </pre>
 *
 * It looks at the account that spends, across scopes.
 */
public final class CostSpikeAfterLaunch implements SituationPattern {
    private static final long serialVersionUID = 1L;

    private static final String LAUNCH = "launch";
    private static final String SPIKE = "cost-spike";

    /** CloudTrail tells of a launch 5 to 15 minutes later. */
    private static final Duration DELAY = Duration.ofMinutes(16);

    private static final java.util.regex.Pattern LAUNCHES = java.util.regex.Pattern.compile(
            "(?:Run|Launch|Request|Allocate|Purchase|Restore|Create|Start|PutMetricStream)(?!.*(?:Tag|Log|Snapshot|Role|Policy|Key|Group|Grant|Session|Query)).*");

    /** Words of Cost Explorer's names of services, by the event source of their calls; written in lower case. */
    private static final Map<String, String> SERVICES = new TreeMap<>(Map.ofEntries(
            Map.entry("ec2", "elastic compute cloud|ec2"),
            Map.entry("rds", "relational database"),
            Map.entry("sagemaker", "sagemaker"),
            Map.entry("redshift", "redshift"),
            Map.entry("elasticache", "elasticache"),
            Map.entry("es", "opensearch"),
            Map.entry("eks", "kubernetes"),
            Map.entry("ecs", "container service|fargate"),
            Map.entry("elasticmapreduce", "mapreduce"),
            Map.entry("lambda", "lambda"),
            Map.entry("bedrock", "bedrock"),
            Map.entry("glue", "glue"),
            Map.entry("dynamodb", "dynamodb"),
            Map.entry("kinesis", "kinesis"),
            Map.entry("monitoring", "cloudwatch"),
            Map.entry("kinesisanalytics", "managed service for apache flink|kinesis analytics")));

    private final Duration window;

    public CostSpikeAfterLaunch() {
        this(SituationSettings.defaults());
    }

    CostSpikeAfterLaunch(SituationSettings settings) {
        window = settings.span(Knob.LAUNCH_WINDOW);
    }

    @Override
    public String type() {
        return "cost-spike-after-launch";
    }

    @Override
    public List<String> places(Signal signal) {
        if (isLaunch(signal)) {
            return Places.of(signal.getEvent().getAccount(), List.of(family(signal)));
        }
        if (!isSpike(signal)) {
            return List.of();
        }
        var places = new ArrayList<String>();
        for (String account : accounts(signal)) {
            places.addAll(Places.of(account, families(signal)));
        }
        return places;
    }

    @Override
    public int parts(Signal signal) {
        return (isLaunch(signal) ? 1 : 0) | (isSpike(signal) ? 2 : 0);
    }

    /** Both: of thousands of launches within the days that they wait, hardly one is followed by a cost anomaly. */
    @Override
    public int whole() {
        return 3;
    }

    @Override
    public Pattern<Signal, Signal> pattern() {
        return Pattern.<Signal>begin(LAUNCH, AfterMatchSkipStrategy.skipPastLastEvent())
                .where(new Launches())
                .followedBy(SPIKE)
                .where(new SpendsOnIt(window))
                .within(window.plus(DELAY));
    }

    @Override
    public Situation situation(Map<String, List<Signal>> match) {
        Signal launch = Situations.first(match, LAUNCH);
        Signal spike = Situations.first(match, SPIKE);
        var situation = Situations.of(
                type(),
                spike.getEvent().getTitle() + ", " + Traits.words(Traits.between(launch, spike)) + " after "
                        + launch.getEvent().getTitle() + " in account "
                        + launch.getEvent().getAccount() + ", "
                        + launch.getEvent().getRegion(),
                Math.max(launch.getSeverity(), spike.getSeverity()),
                List.of(launch, spike),
                spike.getScope());
        situation.setBrings(List.of(Membership.brought(launch)));
        return situation;
    }

    /** Somebody, not Auto Scaling, launches what costs money for as long as it runs. */
    static boolean isLaunch(Signal signal) {
        return Traits.isChangingCall(signal)
                && SERVICES.containsKey(family(signal))
                && !Traits.attribute(signal, "invokedBy").startsWith("autoscaling")
                && LAUNCHES.matcher(Traits.attribute(signal, "eventName")).matches();
    }

    static boolean isSpike(Signal signal) {
        return signal.getEvent().getKind() == EventKind.COST
                && signal.getEvent().getStatus() == EventStatus.OPEN
                && signal.getEvent().getSource().equals("aws.ce");
    }

    /** Name of the service whose API was called: {@code ec2}. */
    private static String family(Signal launch) {
        return Traits.attribute(launch, "eventSource").replaceFirst("\\.amazonaws\\.com(\\.cn)?$", "");
    }

    /** Services that the causes name, by their event sources. */
    private static List<String> families(Signal spike) {
        String named = (Traits.attribute(spike, "rootCauseServices") + "," + Traits.attribute(spike, "dimensionValue"))
                .toLowerCase(Locale.ROOT);
        return SERVICES.entrySet().stream()
                .filter(service ->
                        Arrays.stream(service.getValue().split("\\|")).anyMatch(named::contains))
                .map(Map.Entry::getKey)
                .collect(Collectors.toList());
    }

    /** Accounts that spend; the paying one where no cause names any. */
    private static List<String> accounts(Signal spike) {
        String named = Traits.attribute(spike, "rootCauseAccounts");
        return Arrays.stream((named.isEmpty() ? spike.getEvent().getAccount() : named).split(","))
                .distinct()
                .sorted()
                .collect(Collectors.toList());
    }

    /** A launch. */
    static final class Launches extends SimpleCondition<Signal> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(Signal signal) {
            return isLaunch(signal);
        }
    }

    /** A cost anomaly after it, within the window, caused in its account, Region and service. */
    static final class SpendsOnIt extends IterativeCondition<Signal> {
        private static final long serialVersionUID = 1L;

        private final Duration window;

        SpendsOnIt(Duration window) {
            this.window = window;
        }

        @Override
        public boolean filter(Signal signal, Context<Signal> context) throws Exception {
            return isSpike(signal)
                    && causes(context.getEventsForPattern(LAUNCH).iterator().next(), signal, window);
        }

        static boolean causes(Signal launch, Signal spike, Duration window) {
            var distance = Traits.between(launch, spike);
            String regions = Traits.attribute(spike, "rootCauseRegions");
            return !distance.isNegative()
                    && distance.compareTo(window) <= 0
                    && accounts(spike).contains(launch.getEvent().getAccount())
                    && (regions.isEmpty() || regions.contains(launch.getEvent().getRegion()))
                    && families(spike).contains(family(launch));
        }
    }
}
