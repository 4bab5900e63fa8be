package io.millrace.operators.parse.source;

import io.millrace.domain.EventKind;
import io.millrace.domain.EventStatus;
import io.millrace.domain.KeyType;
import io.millrace.operators.parse.json.Json;
import io.millrace.operators.parse.json.Timestamps;
import io.millrace.operators.parse.source.flat.Path;
import io.millrace.operators.parse.source.flat.Scales;
import io.millrace.operators.parse.source.flat.Text;
import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.Problems;
import io.millrace.runbooks.yaml.YamlNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one mapping of a mapping file into the parts that fill an event. The format: docs/sources.md, "Add a source". */
final class FlatMappingReader {
    /** Largest version number that is told from a time: later than 1970 by no more than this many milliseconds. */
    private static final double MAX_REVISION = 1e15;

    private final String file;
    private final Problems problems;
    private final FlatFields flat;
    private final List<FlatMapping.Part> parts = new ArrayList<>();

    private FlatMappingReader(String file, Problems problems, Scales scales) {
        this.file = file;
        this.problems = problems;
        this.flat = new FlatFields(file, problems, scales);
    }

    /** One entry of the catalog per detail type. */
    static List<CatalogEntry> read(Fields fields, Problems problems, Scales scales) {
        return new FlatMappingReader(fields.file(), problems, scales).read(fields);
    }

    private List<CatalogEntry> read(Fields fields) {
        var source = fields.text("source");
        var detailTypes = oneOrMore(fields, "detail-type");
        var about = fields.text("about");
        place(fields);
        lifecycle(fields);
        identity(fields);
        times(fields);
        words(fields);
        related(fields);
        details(fields);
        fields.done();
        var mapping = new FlatMapping(file, parts);
        return detailTypes.stream()
                .map(type -> new CatalogEntry(source, type, about, mapping))
                .collect(Collectors.toList());
    }

    private List<String> oneOrMore(Fields fields, String key) {
        var node = fields.node(key);
        if (node.isEmpty()) {
            problems.add(file, fields.line(), key + " is missing; wanted a text or a list of texts");
            return List.of();
        }
        return node.get().kind() == YamlNode.Kind.LIST ? fields.texts(key) : List.of(fields.text(key));
    }

    /** First of all: resources named by a short name become ARNs of this account and Region. */
    private void place(Fields fields) {
        flat.text(fields, "account").ifPresent(text -> add((root, draft) -> draft.account(text.of(root))));
        flat.text(fields, "region").ifPresent(text -> add((root, draft) -> draft.region(text.of(root))));
    }

    /** An ISSUE that is resolved is a RECOVERY, and one that only informs is OTHER: nothing opens on it. */
    private void lifecycle(Fields fields) {
        if (!fields.has("kind")) {
            problems.add(
                    file,
                    fields.line(),
                    "kind is missing; wanted one of " + names(EventKind.values())
                            + ", or a table {of, values, otherwise}");
        }
        var kind = flat.constant(fields, "kind", EventKind.class, EventKind.OTHER);
        var status = flat.constant(fields, "status", EventStatus.class, EventStatus.INFORMATIONAL);
        var severity = flat.severity(fields, "severity");
        add((root, draft) -> {
            var stated = status.in(root);
            draft.status(stated).kind(kind(kind.in(root), stated)).severity(severity.in(root));
        });
    }

    private static EventKind kind(EventKind stated, EventStatus status) {
        if (stated != EventKind.ISSUE) {
            return stated;
        }
        switch (status) {
            case RESOLVED:
                return EventKind.RECOVERY;
            case INFORMATIONAL:
                return EventKind.OTHER;
            default:
                return EventKind.ISSUE;
        }
    }

    private void identity(Fields fields) {
        var identity = flat.text(fields, "identity");
        if (identity.isEmpty()) {
            problems.add(
                    file,
                    fields.line(),
                    "identity is missing; wanted a template that names the underlying thing, such as"
                            + " \"backup:{detail.resourceArn}\"");
        }
        identity.ifPresent(text -> parts.add((envelope, draft) -> {
            var named = text.of(envelope.root());
            draft.identity(named.isEmpty() ? GenericMapping.identity(envelope, envelope.id()) : named);
        }));
        flat.text(fields, "delivery").ifPresent(text -> add((root, draft) -> draft.deliveryId(text.of(root))));
    }

    private void times(Fields fields) {
        flat.text(fields, "time").ifPresent(text -> add((root, draft) -> draft.eventTime(time(text, root))));
        var revision = fields.node("revision");
        if (revision.isPresent() && revision.get().kind() == YamlNode.Kind.MAP) {
            fields.object("revision").ifPresent(map -> {
                flat.text(map, "number").ifPresent(text -> add((root, draft) -> draft.revision(number(text, root))));
                map.done();
            });
        } else {
            flat.text(fields, "revision").ifPresent(text -> add((root, draft) -> draft.revision(time(text, root))));
        }
    }

    private static @Nullable Instant time(Text text, Json root) {
        var stated = text.of(root);
        var time = Timestamps.parse(stated);
        if (time != null || stated.isEmpty()) {
            return time;
        }
        var epoch = parsed(stated);
        return epoch.isPresent() ? Timestamps.ofEpoch(epoch.getAsDouble()) : null;
    }

    /** A version counts as milliseconds; without one nothing newer is overwritten. */
    private static Instant number(Text text, Json root) {
        double number = parsed(text.of(root)).orElse(0);
        return number > 0 && number < MAX_REVISION ? Instant.ofEpochMilli((long) number) : Instant.EPOCH;
    }

    private static OptionalDouble parsed(String text) {
        try {
            double number = Double.parseDouble(text.trim());
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    private void words(Fields fields) {
        flat.text(fields, "title").ifPresent(text -> add((root, draft) -> draft.title(text.of(root))));
        flat.text(fields, "text").ifPresent(text -> add((root, draft) -> draft.text(text.of(root))));
        flat.text(fields, "service")
                .ifPresent(text -> add((root, draft) -> {
                    var service = text.of(root);
                    if (!service.isEmpty()) {
                        draft.service(service);
                    }
                }));
    }

    private void related(Fields fields) {
        if (!fields.has("resources")) {
            parts.add((envelope, draft) -> draft.resources(envelope.resources()));
        }
        for (Text names : flat.texts(fields, "resources")) {
            add((root, draft) -> draft.resources(names.all(root)));
        }
        fields.object("keys").ifPresent(keys -> {
            keys.keys().forEach(name -> keys(keys, name));
        });
    }

    private void keys(Fields keys, String name) {
        var type = Arrays.stream(KeyType.values())
                .filter(known -> known.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
        if (type.isEmpty()) {
            keys.problem(name, "\"" + name + "\" is no type of key; wanted one of " + names(KeyType.values()));
            return;
        }
        for (Text values : flat.texts(keys, name)) {
            add((root, draft) -> values.all(root).forEach(value -> draft.key(type.get(), value)));
        }
    }

    /** Named ones first: when there are too many, what was copied is what is cut. */
    private void details(Fields fields) {
        flat.named(fields, "attributes")
                .forEach((name, text) -> add((root, draft) -> draft.attribute(name, joined(text, root))));
        flat.named(fields, "values")
                .forEach((name, text) -> add((root, draft) -> draft.value(name, parsed(text.of(root)))));
        fields.optionalText("tags").ifPresent(path -> tags(fields, path));
        if (fields.flag("copy", true)) {
            parts.add((envelope, draft) -> Leaves.copy(envelope.detail(), draft));
        }
    }

    private void tags(Fields fields, String path) {
        try {
            parts.add(new TagsPart(Path.parse(path)));
        } catch (IllegalArgumentException e) {
            fields.problem("tags", "tags: " + e.getMessage());
        }
    }

    private static String joined(Text text, Json root) {
        var all = text.all(root);
        return all.size() <= Leaves.MAX_ELEMENTS
                ? String.join(",", all)
                : String.join(",", all.subList(0, Leaves.MAX_ELEMENTS));
    }

    private void add(RootPart part) {
        parts.add((envelope, draft) -> part.fill(envelope.root(), draft));
    }

    /** A part that looks at the document only. */
    @FunctionalInterface
    private interface RootPart {
        void fill(Json root, EventDraft draft);
    }

    private static String names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
    }
}
