package io.millrace.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * The members of one request, read with the type errors ({@code SerializationException}) and constraint errors
 * ({@code ValidationException}) of the services. An absent member and a null one are the same.
 */
public final class WireRequest {
    private final ObjectNode body;
    private final WireCodec codec;

    /** A request whose body came in the given format. */
    public WireRequest(ObjectNode body, WireCodec codec) {
        this.body = body;
        this.codec = codec;
    }

    /** A nested structure, read in the same way. */
    public WireRequest nested(JsonNode member) {
        if (member instanceof ObjectNode object) {
            return new WireRequest(object, codec);
        }
        throw wrongType("a structure", member);
    }

    /** The member, or empty. */
    public Optional<JsonNode> member(String name) {
        return Optional.ofNullable(body.get(name)).filter(node -> !node.isNull());
    }

    /** Text, or empty. */
    public Optional<String> text(String name) {
        return member(name).map(node -> {
            if (!node.isTextual()) {
                throw wrongType("a string at '" + name + "'", node);
            }
            return node.textValue();
        });
    }

    /** Text that must be there. */
    public String requiredText(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    /** A whole number, or empty. */
    public Optional<Integer> integer(String name) {
        return member(name).map(node -> {
            if (!node.isIntegralNumber() || !node.canConvertToInt()) {
                throw wrongType("an integer at '" + name + "'", node);
            }
            return node.intValue();
        });
    }

    /** A whole number within bounds, both included; the default where absent. */
    public int integer(String name, int absent, int least, int most) {
        var value = integer(name).orElse(absent);
        if (value < least) {
            throw constraint(value, name, "Member must have value greater than or equal to " + least);
        }
        if (value > most) {
            throw constraint(value, name, "Member must have value less than or equal to " + most);
        }
        return value;
    }

    /** A moment, or empty. */
    public Optional<Instant> timestamp(String name) {
        return member(name).map(node -> {
            if (!node.isNumber()) {
                throw wrongType("a timestamp at '" + name + "'", node);
            }
            return codec.timestamp(node);
        });
    }

    /** Bytes that must be there, possibly none. */
    public byte[] requiredBytes(String name) {
        var node = member(name).orElseThrow(() -> missing(name));
        try {
            var bytes = node.binaryValue();
            if (bytes != null) {
                return bytes;
            }
        } catch (IOException e) {
            throw WireException.client("SerializationException", "The blob at '" + name + "' is not valid base64");
        }
        throw wrongType("a blob at '" + name + "'", node);
    }

    /** A list that must be there and hold between least and most members. */
    public JsonNode requiredList(String name, int least, int most) {
        var node = member(name).orElseThrow(() -> missing(name));
        if (!node.isArray()) {
            throw wrongType("a list at '" + name + "'", node);
        }
        if (node.size() < least) {
            throw constraint("[...]", name, "Member must have length greater than or equal to " + least);
        }
        if (node.size() > most) {
            throw constraint("[...]", name, "Member must have length less than or equal to " + most);
        }
        return node;
    }

    /** The error for a member that breaks a documented constraint. */
    public static WireException constraint(Object value, String member, String rule) {
        return WireException.client(
                "ValidationException",
                "1 validation error detected: Value '" + value + "' at '" + lowerFirst(member)
                        + "' failed to satisfy constraint: " + rule);
    }

    /** The error for a member that is not there. */
    public static WireException missing(String member) {
        return WireException.client(
                "ValidationException",
                "1 validation error detected: Value null at '" + lowerFirst(member)
                        + "' failed to satisfy constraint: Member must not be null");
    }

    private static WireException wrongType(String wanted, JsonNode found) {
        return WireException.client("SerializationException", "Expected " + wanted + ", found " + found.getNodeType());
    }

    private static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
