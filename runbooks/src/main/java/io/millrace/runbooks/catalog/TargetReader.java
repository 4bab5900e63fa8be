package io.millrace.runbooks.catalog;

import io.millrace.runbooks.yaml.Fields;
import io.millrace.runbooks.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code target: {type: ..., dimension: ..., attribute: ..., most: 1}}. */
final class TargetReader {
    private TargetReader() {}

    /** Empty, and a problem, when it is wrong. */
    static Optional<Target> read(Fields fields) {
        var types = types(fields);
        var dimension = fields.optionalText("dimension");
        var attribute = fields.optionalText("attribute");
        fields.integer("most", 1, 1, 1);
        fields.done();
        if (dimension.isPresent() && attribute.isPresent()) {
            fields.problem(
                    "attribute",
                    "give dimension or attribute; " + dimension.get() + " is attribute dim." + dimension.get());
        }
        if (types.isEmpty()) {
            return Optional.empty();
        }
        var source = dimension.map(name -> Target.DIMENSION + name).or(() -> attribute);
        if (source.isPresent() && types.size() > 1) {
            fields.problem("type", "an id is of one type; of several types, targets come from the event's resources");
        }
        if (types.contains(TargetType.ACCOUNT) && (types.size() > 1 || source.isPresent())) {
            fields.problem("type", "aws:account is the event's own account; it stands alone");
        }
        return Optional.of(new Target(types, source.orElse(null)));
    }

    private static List<TargetType> types(Fields fields) {
        boolean several = fields.node("type")
                .filter(node -> node.kind() == YamlNode.Kind.LIST)
                .isPresent();
        var found = new ArrayList<TargetType>();
        if (!several) {
            TargetType.of(fields.oneOf("type", TargetType.words(), "")).ifPresent(found::add);
            return found;
        }
        for (String word : fields.texts("type")) {
            var type = TargetType.of(word);
            if (type.isEmpty()) {
                fields.problem("type", "type is \"" + word + "\"; known: " + String.join(", ", TargetType.words()));
            }
            type.ifPresent(found::add);
        }
        return found;
    }
}
