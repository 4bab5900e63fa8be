package io.millrace.models.access;

import io.millrace.models.state.StateReader;
import io.millrace.models.state.StateWriter;

/**
 * Who else acts from one network (/24): an office's address is new for a new colleague and yet nothing strange. Only who was
 * seen there on two days counts, so that a thief with many credentials does not vouch for himself on the first day.
 * At most 16 entities, 270 bytes, by a 64-bit hash of their names. Not for use by several threads at once.
 */
public final class NetworkUsers {
    private static final int VERSION = 1;
    private static final int MOST = 16;

    /** Who was not seen for so many days does not count. */
    private static final int FORGET_DAYS = 90;

    private final long[] entities = new long[MOST];
    private final int[] firstDays = new int[MOST];
    private final int[] lastDays = new int[MOST];
    private int known;

    /** One that has seen nobody. */
    public NetworkUsers() {}

    /** How many other entities are at home here; at most 16. */
    public int others(String entity, long epochDay) {
        long hash = hash(entity);
        int others = 0;
        for (int i = 0; i < known; i++) {
            if (entities[i] != hash && lastDays[i] > firstDays[i] && epochDay - lastDays[i] <= FORGET_DAYS) {
                others++;
            }
        }
        return others;
    }

    /** Learns that the entity acted from here. False when that was known of this day. */
    public boolean learn(String entity, long epochDay) {
        int day = Math.toIntExact(epochDay);
        long hash = hash(entity);
        for (int i = 0; i < known; i++) {
            if (entities[i] == hash) {
                boolean later = day > lastDays[i];
                lastDays[i] = Math.max(lastDays[i], day);
                return later;
            }
        }
        int position = known < MOST ? known++ : leastAtHome();
        entities[position] = hash;
        firstDays[position] = day;
        lastDays[position] = day;
        return true;
    }

    /** A guest before one at home, and of these who was here least lately. */
    private int leastAtHome() {
        int least = 0;
        for (int i = 1; i < known; i++) {
            boolean guest = lastDays[i] == firstDays[i];
            boolean leastIsGuest = lastDays[least] == firstDays[least];
            if (guest == leastIsGuest ? lastDays[i] < lastDays[least] : guest) {
                least = i;
            }
        }
        return least;
    }

    /** FNV-1a, 64 bits: the same on every machine. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The state, versioned. */
    public byte[] state() {
        var out = new StateWriter(8 + 16 * known);
        out.writeByte(VERSION);
        out.writeByte(known);
        for (int i = 0; i < known; i++) {
            out.writeLong(entities[i]);
            out.writeInt(firstDays[i]);
            out.writeInt(lastDays[i]);
        }
        return out.toBytes();
    }

    /** One that goes on where the saved one was. */
    public static NetworkUsers restore(byte[] state) {
        var users = new NetworkUsers();
        var in = new StateReader("network users state", state);
        in.readVersion(VERSION);
        users.known = in.readByte();
        for (int i = 0; i < users.known; i++) {
            users.entities[i] = in.readLong();
            users.firstDays[i] = in.readInt();
            users.lastDays[i] = in.readInt();
        }
        in.end();
        return users;
    }
}
