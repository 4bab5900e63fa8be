package io.millrace.operators.parse.source;

import static io.millrace.operators.parse.source.CatalogEntry.ANY;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All known sources: one line each. The most exact line wins: source and detail type, then any source with the
 * detail type, then the source with any detail type; what no line names is CloudEvents, generic (AWS services) or an
 * application's own event.
 */
public final class SourceCatalog {
    private static final String AWS = "aws.";

    private final List<CatalogEntry> entries;
    /** By source, then by detail type. */
    private final Map<String, Map<String, SourceMapping>> mappings = new HashMap<>();

    private final SourceMapping cloudEvents = new CloudEventMapping();
    private final SourceMapping generic = new GenericMapping();
    private final SourceMapping custom = new CustomEventMapping();

    /** A later entry for the same source and detail type is a mistake. */
    public SourceCatalog(Collection<CatalogEntry> entries) {
        this.entries = List.copyOf(entries);
        for (CatalogEntry entry : this.entries) {
            var ofSource = mappings.computeIfAbsent(entry.source(), source -> new HashMap<>());
            if (ofSource.put(entry.detailType(), entry.mapping()) != null) {
                throw new IllegalArgumentException("The source catalog has two entries for source "
                        + entry.source()
                        + " and detail type "
                        + entry.detailType()
                        + "; one mapping per pair is needed.");
            }
        }
    }

    /**
     * The sources that Millrace ships with.
     *
     * @param loopSources sources whose outcomes, decisions and questions are believed
     */
    public static SourceCatalog shipped(Set<String> loopSources) {
        return shipped(loopSources, Set.of());
    }

    /**
     * The sources that Millrace ships with.
     *
     * @param loopSources sources whose outcomes, decisions and questions are believed
     * @param ownRoles patterns of the names of the roles that our remediation assumes
     */
    public static SourceCatalog shipped(Set<String> loopSources, Set<String> ownRoles) {
        var entries = new ArrayList<CatalogEntry>();
        entries.add(new CatalogEntry(
                "aws.cloudwatch",
                "CloudWatch Alarm State Change",
                "ISSUE, RECOVERY; identity: alarm ARN",
                new AlarmMapping()));
        entries.add(new CatalogEntry(
                "aws.health",
                "AWS Health Event",
                "ISSUE, RECOVERY, CHANGE, LIFECYCLE, SECURITY, OTHER; identity: event ARN and account",
                new HealthMapping()));
        entries.add(new CatalogEntry(
                "aws.securityhub",
                "Security Hub Findings - Imported",
                "SECURITY, COMPLIANCE; identity: finding id",
                new AsffMapping()));
        entries.add(new CatalogEntry(
                "aws.securityhub",
                "Findings Imported V2",
                "SECURITY, COMPLIANCE; identity: finding id",
                new OcsfMapping()));
        entries.add(new CatalogEntry(
                "aws.guardduty", "GuardDuty Finding", "SECURITY; identity: finding ARN", new GuardDutyMapping()));
        var cloudTrail = new CloudTrailMapping(ownRoles);
        CloudTrailMapping.DETAIL_TYPES.forEach(detailType -> entries.add(new CatalogEntry(
                ANY, detailType, "CHANGE, SECURITY, OTHER from `aws.*`; identity: event id", cloudTrail)));
        entries.add(new CatalogEntry(
                "aws.ecs", "ECS Task State Change", "ISSUE, OTHER; identity: task ARN", new EcsTaskMapping()));
        var certificates = new CertificateMapping();
        CertificateMapping.detailTypes()
                .forEach((detailType, about) ->
                        entries.add(new CatalogEntry(CertificateMapping.SOURCE, detailType, about, certificates)));
        entries.addAll(ShippedMappings.entries());
        entries.add(new CatalogEntry(TickMapping.SOURCE, TickMapping.DETAIL_TYPE, "TICK", new TickMapping()));
        entries.add(new CatalogEntry(
                ANY,
                RedrivenMapping.DETAIL_TYPE,
                "the event in it, from allowed sources, else OTHER",
                new RedrivenMapping(loopSources)));
        var loop = new LoopMapping(loopSources);
        LoopMapping.kinds()
                .forEach((detailType, kind) -> entries.add(
                        new CatalogEntry(ANY, detailType, kind + " from allowed sources, else OTHER", loop)));
        return new SourceCatalog(entries);
    }

    /** The same sources and further ones. */
    public SourceCatalog with(Collection<CatalogEntry> further) {
        var all = new ArrayList<>(entries);
        all.addAll(further);
        return new SourceCatalog(all);
    }

    public List<CatalogEntry> entries() {
        return entries;
    }

    /** Never none: every envelope has a mapping. */
    public SourceMapping mappingOf(Envelope envelope) {
        if (!envelope.isEventBridge()) {
            return cloudEvent(envelope);
        }
        var exact = find(envelope.source(), envelope.detailType());
        if (exact != null) {
            return exact;
        }
        return envelope.source().startsWith(AWS) ? generic : custom;
    }

    /** Only a mapping file may know a CloudEvent (the classes read EventBridge's envelope), and AWS sends none. */
    private SourceMapping cloudEvent(Envelope envelope) {
        var flat = get(envelope.source(), envelope.detailType());
        return flat instanceof FlatMapping && !envelope.source().startsWith(AWS) ? flat : cloudEvents;
    }

    private @Nullable SourceMapping find(String source, String detailType) {
        var mapping = get(source, detailType);
        if (mapping == null) {
            mapping = get(ANY, detailType);
        }
        return mapping == null ? get(source, ANY) : mapping;
    }

    private @Nullable SourceMapping get(String source, String detailType) {
        return mappings.getOrDefault(source, Map.of()).get(detailType);
    }
}
