package io.millrace.models.access;

import java.util.Objects;
import java.util.Optional;

/** An entity that acted from an IPv4 address: the pair that IP Insights judges. */
public final class Access {
    private static final int PARTS = 4;
    private static final int HIGHEST = 255;

    private final String entity;
    private final int address;

    private Access(String entity, int address) {
        this.entity = entity;
        this.address = address;
    }

    /**
     * The pair, or empty where the address is no dotted IPv4 one: CloudTrail also names services
     * ({@code cloudformation.amazonaws.com}) and IPv6 addresses there, which the algorithm does not know.
     *
     * @param entity opaque, not blank
     */
    public static Optional<Access> of(String entity, String address) {
        if (entity.isBlank()) {
            throw new IllegalArgumentException("An entity without a name cannot be judged: it must not be blank");
        }
        String[] parts = address.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        int bits = 0;
        for (String part : parts) {
            if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > HIGHEST) {
                return Optional.empty();
            }
            bits = bits << 8 | Integer.parseInt(part);
        }
        return Optional.of(new Access(entity, bits));
    }

    public String entity() {
        return entity;
    }

    /** The address as 32 bits, the first part highest. */
    public int address() {
        return address;
    }

    /** The address as people write it, without leading zeros. */
    public String addressText() {
        return (address >>> 24) + "." + (address >>> 16 & HIGHEST) + "." + (address >>> 8 & HIGHEST) + "."
                + (address & HIGHEST);
    }

    /**
     * The entity as training data and requests write it: a comma, which a user's name may hold, a quote, a percent sign
     * and what ends a line would break a line of CSV and are percent-encoded.
     */
    public String entityText() {
        var text = new StringBuilder(entity.length());
        for (int i = 0; i < entity.length(); i++) {
            char letter = entity.charAt(i);
            if (letter == ',' || letter == '"' || letter == '%' || letter < ' ') {
                text.append('%')
                        .append(Character.toUpperCase(Character.forDigit(letter >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(letter & 0xf, 16)));
            } else {
                text.append(letter);
            }
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Access && ((Access) other).entity.equals(entity) && ((Access) other).address == address;
    }

    @Override
    public int hashCode() {
        return Objects.hash(entity, address);
    }

    @Override
    public String toString() {
        return entity + " from " + addressText();
    }
}
