package io.millrace.testing.hostile;

import java.util.Map;
import java.util.TreeMap;

/**
 * Records as a broken or hostile sender may put them on either stream, by a name that says what is wrong with each.
 * Built anew at each call, always the same bytes.
 */
public final class HostileRecords {
    private HostileRecords() {}

    /** All of at most 256 KiB: a few hundred. */
    public static Map<String, byte[]> small() {
        var records = new TreeMap<String, byte[]>();
        HostileShapes.addTo(records);
        HostileFields.addTo(records);
        HostileBytes.addTo(records);
        HostileDeliveries.addTo(records);
        return records;
    }

    /** Those that are as large as Kinesis allows, or unpack to more. */
    public static Map<String, byte[]> large() {
        var records = new TreeMap<String, byte[]>();
        HostileSizes.addTo(records);
        return records;
    }
}
