package io.millrace.local.kinesis;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sequence numbers: 56 decimal digits like those of Kinesis, growing through the life of a stream. The number of the shard is in
 * the last ten, so that one from another shard is recognised.
 *
 * @param sequence place in the stream
 * @param shard index of the shard
 */
record SequenceNumber(long sequence, int shard) {
    private static final Pattern SHAPE = Pattern.compile("49(\\d{44})(\\d{10})");

    static Optional<SequenceNumber> parse(String text) {
        var matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new SequenceNumber(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "49" + padded(sequence, 44) + padded(shard, 10);
    }

    /** Much faster than a format, and this runs for every record. */
    private static String padded(long number, int width) {
        var digits = Long.toString(number);
        return "0".repeat(width - digits.length()) + digits;
    }
}
